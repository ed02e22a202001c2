package io.tapeline.core.indicator;

/**
 * IND-PVD: mean absolute change from close to close over the last n closes, in price units. Ready
 * after n candles of a segment.
 */
public final class Pvd extends Closes {

  /** The usual n. */
  public static final int USUAL = 8;

  private static final double BPS = 1e4;

  /**
   * @param n closes, at least 2
   */
  public Pvd(int n) {
    super(n);
    if (n < 2) {
      throw new IllegalArgumentException("n must be at least 2: " + n);
    }
  }

  @Override
  double of(Ring window) {
    double sum = 0;
    for (int i = window.size() - 2; i >= 0; i--) {
      sum += Math.abs(window.ago(i) - window.ago(i + 1));
    }
    return sum / (window.size() - 1);
  }

  /** The same in basis points of the window's mean. */
  public Reading<Double> bps() {
    return reading().map(value -> value / mean() * BPS);
  }
}
