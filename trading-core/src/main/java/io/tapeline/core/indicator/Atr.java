package io.tapeline.core.indicator;

/**
 * IND-ATR: average true range by Wilder's smoothing (Wilder 1978). The seed is the mean of the
 * first n true ranges of a segment, then {@code (ATR × (n − 1) + TR) / n}. Ready after n candles.
 */
public final class Atr extends CandleIndicator<Double> {

  /** The usual number of candles. */
  public static final int USUAL = 14;

  private final int n;
  private final TrueRange trueRange = new TrueRange();
  private int count;
  private double value;

  /**
   * @param n candles of the average, above zero
   */
  public Atr(int n) {
    if (n <= 0) {
      throw new IllegalArgumentException("n must be above zero: " + n);
    }
    this.n = n;
  }

  @Override
  void startSegment() {
    trueRange.startSegment();
    count = 0;
    value = 0;
  }

  @Override
  void add(Bar bar) {
    trueRange.add(bar);
    if (count < n) {
      count++;
      value += trueRange.value() / n;
    } else {
      value += (trueRange.value() - value) / n;
    }
  }

  @Override
  public Reading<Double> reading() {
    return count < n ? Reading.warmingUp(count, n) : Reading.ready(value);
  }
}
