package io.tapeline.core.market;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;

/**
 * A closed one-minute candle as the venue has it, of a time in which the feed was away for longer
 * than missed trades can make up for. It fills a slot without a candle; nothing is decided or
 * filled on it.
 *
 * @param origin its number, and the time at which the candle opens
 * @param volume above zero: the venue had trades in it
 */
public record MissedCandle(
    Origin origin, Symbol symbol, Price open, Price high, Price low, Price close, Quantity volume)
    implements MarketEvent {

  public MissedCandle {
    if (high.isBelow(open) || high.isBelow(close) || low.isAbove(open) || low.isAbove(close)) {
      throw new IllegalArgumentException(
          "%s, %s, %s, %s are no open, high, low and close".formatted(open, high, low, close));
    }
  }

  /** Start, inclusive. */
  public EventTime openTime() {
    return ts();
  }
}
