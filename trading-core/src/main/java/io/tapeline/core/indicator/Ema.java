package io.tapeline.core.indicator;

/**
 * Exponential mean of closes: {@code EMA + (close − EMA) × 2 / (n + 1)}, seeded with the mean of
 * the first n closes of a segment. Ready after n candles.
 */
public final class Ema extends CandleIndicator<Double> {

  private final int n;
  private final double weight;
  private int count;
  private double value;

  /**
   * @param n candles of the mean, above zero
   */
  public Ema(int n) {
    if (n <= 0) {
      throw new IllegalArgumentException("n must be above zero: " + n);
    }
    this.n = n;
    this.weight = 2.0 / (n + 1);
  }

  @Override
  void startSegment() {
    count = 0;
    value = 0;
  }

  @Override
  void add(Bar bar) {
    if (count < n) {
      count++;
      value += bar.close() / n;
    } else {
      value += (bar.close() - value) * weight;
    }
  }

  @Override
  public Reading<Double> reading() {
    return count < n ? Reading.warmingUp(count, n) : Reading.ready(value);
  }
}
