package io.tapeline.core.indicator;

/**
 * IND-M1RANGE: mean of {@code high − low} of the last n candles, from the m-th candle on. It needs
 * no previous close and goes on across segments.
 */
public final class MeanRange extends CandleIndicator<Double> {

  /** The usual window, and the fewest candles in it. */
  public static final int USUAL = 10;

  public static final int LEAST = 5;

  private final Ring ranges;
  private final int least;

  /**
   * @param n candles of the mean
   * @param least candles from which on it is ready, at most n
   */
  public MeanRange(int n, int least) {
    if (least <= 0 || least > n) {
      throw new IllegalArgumentException("least must be from 1 to n: " + least + " of " + n);
    }
    this.ranges = new Ring(n);
    this.least = least;
  }

  @Override
  void startSegment() {}

  @Override
  void add(Bar bar) {
    ranges.add(bar.range());
  }

  @Override
  public Reading<Double> reading() {
    return ranges.size() < least
        ? Reading.warmingUp(ranges.size(), least)
        : Reading.ready(ranges.mean());
  }
}
