package io.tapeline.core.indicator;

/**
 * IND-DYNATR: a threshold of volatility that follows the mean true range of the last candles: 1.2
 * times the base above 1.5 times it, 0.9 times the base below 0.7 times it. Ready after n candles
 * of a segment.
 */
public final class DynamicAtr extends TrueRanges<Double> {

  /** The usual number of candles. */
  public static final int USUAL = 30;

  private static final double HIGH = 1.5;
  private static final double LOW = 0.7;
  private static final double RAISED = 1.2;
  private static final double LOWERED = 0.9;

  private final double base;

  /**
   * @param base threshold at ordinary volatility, in price units
   * @param n candles of the mean
   */
  public DynamicAtr(double base, int n) {
    super(n);
    this.base = base;
  }

  @Override
  Double of(Ring window) {
    return threshold(base, window.mean());
  }

  /**
   * The threshold at a mean true range.
   *
   * @param base threshold at ordinary volatility, in price units
   */
  public static double threshold(double base, double mean) {
    if (Thresholds.aboveTimes(mean, HIGH, base)) {
      return RAISED * base;
    }
    return Thresholds.atLeastTimes(mean, LOW, base) ? base : LOWERED * base;
  }
}
