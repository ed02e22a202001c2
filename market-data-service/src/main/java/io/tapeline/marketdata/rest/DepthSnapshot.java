package io.tapeline.marketdata.rest;

import io.tapeline.core.market.BookUpdate;
import java.util.List;

/**
 * The best levels of a book at one moment, best first.
 *
 * @param lastUpdateId number of the last change it holds
 */
public record DepthSnapshot(
    long lastUpdateId, List<BookUpdate.Level> bids, List<BookUpdate.Level> asks) {

  public DepthSnapshot {
    bids = List.copyOf(bids);
    asks = List.copyOf(asks);
  }
}
