package io.tapeline.protocol.shell;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;

/** Trades, one a second. */
final class Ticks {

  private static final long START = 1_730_000_000_000_000L;

  private Ticks() {}

  static Tick tick(long seq) {
    return new Tick(
        new Origin(seq, new EventTime(START + seq * EventTime.MICROS_PER_SECOND)),
        new Symbol("BTCUSDT"),
        Price.of("60000.0"),
        Quantity.of("0.01"),
        Aggressor.BUY);
  }
}
