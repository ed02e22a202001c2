package io.tapeline.core.indicator;

/**
 * Population standard deviation of the last n one-candle returns, as a fraction. Ready after n + 1
 * candles of a segment.
 */
public final class ReturnDeviation extends Closes<Double> {

  /**
   * @param n returns, above zero
   */
  public ReturnDeviation(int n) {
    super(n + 1);
  }

  @Override
  Double of(Ring window) {
    Ring returns = new Ring(window.size() - 1);
    for (int i = window.size() - 2; i >= 0; i--) {
      returns.add(window.ago(i) / window.ago(i + 1) - 1);
    }
    return Math.sqrt(returns.squares(returns.mean()) / returns.size());
  }
}
