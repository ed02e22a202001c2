package io.tapeline.marketdata.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Candles in the order of the answer.
 *
 * @param running the candle that Kraken has not closed yet, null if there is none; Binance does not
 *     tell it from the others
 * @param refused rows that are no candles
 */
public record CandlesPage(
    List<VenueCandle> candles, @Nullable VenueCandle running, List<RefusedRow> refused) {

  public CandlesPage {
    candles = List.copyOf(candles);
    refused = List.copyOf(refused);
  }
}
