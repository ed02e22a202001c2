package io.tapeline.core.plan.scalp;

import java.math.BigDecimal;

/**
 * A rule set's numbers at a price, in price units (S3-RULES).
 *
 * @param stop least and most distance of the stop from the entry
 * @param target least and most distance of the target from the entry
 * @param atr1Least least micro volatility
 * @param rangeLeast least mean range of the minute candles
 * @param maxSpread greatest spread
 */
public record ScalpLimits(
    Range stop, Range target, BigDecimal atr1Least, BigDecimal rangeLeast, BigDecimal maxSpread) {

  /**
   * Least and most of something, both included.
   *
   * @param least above zero
   */
  public record Range(BigDecimal least, BigDecimal most) {

    public Range {
      if (least.signum() <= 0 || least.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            "a range goes from above 0 upwards: " + least.toPlainString() + "-" + most);
      }
    }

    public boolean holds(BigDecimal value) {
      return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    /** The value, or the bound it is beyond. */
    public BigDecimal clamp(BigDecimal value) {
      return value.max(least).min(most);
    }

    Range times(BigDecimal factor) {
      return new Range(least.multiply(factor), most.multiply(factor));
    }

    /** {@code 0.50-1.20}. */
    @Override
    public String toString() {
      return least.toPlainString() + "-" + most.toPlainString();
    }
  }

  ScalpLimits times(BigDecimal price) {
    return new ScalpLimits(
        stop.times(price),
        target.times(price),
        atr1Least.multiply(price),
        rangeLeast.multiply(price),
        maxSpread.multiply(price));
  }
}
