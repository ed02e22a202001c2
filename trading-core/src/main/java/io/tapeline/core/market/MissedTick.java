package io.tapeline.core.market;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.Origin;

/**
 * A trade that did not come when it happened, because the feed was interrupted, and was asked for
 * afterwards. It corrects candles and is recorded; nothing is decided or filled on it.
 *
 * @param trade the trade; its time is when it happened, so it lies before that of events told
 *     earlier
 */
public record MissedTick(Tick trade) implements MarketEvent {

  @Override
  public Origin origin() {
    return trade.origin();
  }

  @Override
  public Symbol symbol() {
    return trade.symbol();
  }
}
