package io.tapeline.core.indicator;

/** IND-SMA: mean of the last n closes. Ready after n candles of a segment. */
public final class Sma extends Closes<Double> {

  /**
   * @param n closes, above zero
   */
  public Sma(int n) {
    super(n);
  }

  @Override
  Double of(Ring window) {
    return window.mean();
  }
}
