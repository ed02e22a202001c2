package io.tapeline.core.indicator;

/**
 * IND-ATR1: mean of the last k true ranges that know a previous close, the micro volatility of
 * minute candles. Ready after k + 1 candles of a segment; synthetic candles count.
 */
public final class Atr1 extends CandleIndicator<Double> {

  /** The usual k; 1 is the newest true range alone. */
  public static final int USUAL = 3;

  private final TrueRange trueRange = new TrueRange();
  private final Ring ranges;
  private int candles;

  /**
   * @param k true ranges of the mean, above zero
   */
  public Atr1(int k) {
    this.ranges = new Ring(k);
  }

  @Override
  void startSegment() {
    trueRange.startSegment();
    ranges.clear();
    candles = 0;
  }

  @Override
  void add(Bar bar) {
    trueRange.add(bar);
    candles = Math.min(candles + 1, ranges.capacity() + 1);
    if (trueRange.isContiguous()) {
      ranges.add(trueRange.value());
    }
  }

  @Override
  public Reading<Double> reading() {
    return ranges.isFull()
        ? Reading.ready(ranges.mean())
        : Reading.warmingUp(candles, ranges.capacity() + 1);
  }
}
