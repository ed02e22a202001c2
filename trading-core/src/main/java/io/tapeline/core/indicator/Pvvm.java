package io.tapeline.core.indicator;

/**
 * IND-PVVM: mean absolute deviation of the last n closes from their mean, in price units. Ready
 * after n candles of a segment.
 */
public final class Pvvm extends Closes {

  /** The usual n. */
  public static final int USUAL = 13;

  private static final double BPS = 1e4;

  /**
   * @param n closes, above zero
   */
  public Pvvm(int n) {
    super(n);
  }

  @Override
  double of(Ring window) {
    double mean = window.mean();
    double sum = 0;
    for (int i = window.size() - 1; i >= 0; i--) {
      sum += Math.abs(window.ago(i) - mean);
    }
    return sum / window.size();
  }

  /** The same in basis points of the mean. */
  public Reading<Double> bps() {
    return reading().map(value -> value / mean() * BPS);
  }
}
