package io.tapeline.core.indicator;

/**
 * IND-VEL: mean of the last n one-candle returns, as a fraction. Ready after n + 1 candles of a
 * segment.
 */
public final class Velocity extends Closes<Double> {

  /** The usual n. */
  public static final int USUAL = 3;

  /**
   * @param n returns, above zero
   */
  public Velocity(int n) {
    super(n + 1);
  }

  @Override
  Double of(Ring window) {
    double sum = 0;
    for (int i = window.size() - 2; i >= 0; i--) {
      sum += window.ago(i) / window.ago(i + 1) - 1;
    }
    return sum / (window.size() - 1);
  }
}
