package io.tapeline.core.indicator;

/**
 * IND-VWAPBAND: the neighbourhood of a VWAP, and where a price is in relation to it.
 *
 * @param vwap its middle
 * @param halfWidth from the middle to either edge
 */
public record VwapBand(double vwap, double halfWidth) {

  /** Half the width as a part of the VWAP, and least part of it with ATR. */
  private static final double FIXED_PART = 0.0005;

  private static final double LEAST_PART = 0.0001;

  /** On which side of the VWAP. */
  public enum Position {
    ABOVE,
    BELOW,
    AT
  }

  /** Half a tenth of a percent to each side. */
  public static VwapBand fixed(double vwap) {
    return new VwapBand(vwap, FIXED_PART * vwap);
  }

  /**
   * A part of the micro volatility to each side, at least the spread and a hundredth of a percent;
   * {@link #fixed} while the volatility is not ready.
   *
   * @param multiplier part of the volatility: 0.10 for gold, 0.15 for bitcoin
   */
  public static VwapBand adjusted(
      double vwap, Reading<Double> atr1, double multiplier, double spread) {
    Double range = atr1.orNull();
    if (range == null) {
      return fixed(vwap);
    }
    double least = Math.max(spread, LEAST_PART * vwap);
    return new VwapBand(vwap, Math.max(multiplier * range, least));
  }

  public double lower() {
    return vwap - halfWidth;
  }

  public double upper() {
    return vwap + halfWidth;
  }

  /** From the VWAP to a price, never negative. */
  public double distance(double price) {
    return Math.abs(price - vwap);
  }

  public Position position(double price) {
    if (price == vwap) {
      return Position.AT;
    }
    return price > vwap ? Position.ABOVE : Position.BELOW;
  }

  /** Whether a price is within the band, its edges included. */
  public boolean holds(double price) {
    return Thresholds.atLeastTimes(halfWidth, 1, distance(price));
  }
}
