package io.tapeline.core.signal;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How a position is to be left. It travels from the signal to the position, so that execution needs
 * no strategy settings.
 *
 * @param stopFraction distance of the stop from the entry fill, a fraction of it, above zero
 * @param targetFraction distance of the target from the entry fill, a fraction of it, above zero
 * @param timeStop longest time in the position, from the first fill
 * @param flatCandles exit after so many flat one-second candles in a row, 0 for never
 * @param flatThreshold a candle is flat if its close moved strictly less than this fraction
 */
public record ExitPlan(
    BigDecimal stopFraction,
    BigDecimal targetFraction,
    Duration timeStop,
    int flatCandles,
    BigDecimal flatThreshold) {

  /** Stop for an entry at this price, rounded toward the entry (CATALOGUE 1.1). */
  public Price stopFor(Side entrySide, Price entry, Instrument instrument) {
    return entrySide == Side.BUY
        ? instrument.ceilToTick(entry.movedBy(stopFraction.negate()))
        : instrument.floorToTick(entry.movedBy(stopFraction));
  }

  /** Target for an entry at this price, rounded away from the entry (CATALOGUE 1.1). */
  public Price targetFor(Side entrySide, Price entry, Instrument instrument) {
    return entrySide == Side.BUY
        ? instrument.ceilToTick(entry.movedBy(targetFraction))
        : instrument.floorToTick(entry.movedBy(targetFraction.negate()));
  }
}
