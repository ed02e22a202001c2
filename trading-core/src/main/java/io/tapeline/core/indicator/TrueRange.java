package io.tapeline.core.indicator;

/**
 * IND-TR: the greatest of {@code high − low}, {@code |high − previous close|} and {@code |low −
 * previous close|} (Wilder 1978). The first candle of a segment has {@code high − low}. Ready with
 * the first candle.
 */
public final class TrueRange extends CandleIndicator<Double> {

  private boolean contiguous;
  private boolean started;
  private double close;
  private double range;

  @Override
  void startSegment() {
    started = false;
  }

  @Override
  void add(Bar bar) {
    range = bar.range();
    contiguous = started;
    if (started) {
      range = Math.max(range, Math.abs(bar.high() - close));
      range = Math.max(range, Math.abs(bar.low() - close));
    }
    close = bar.close();
    started = true;
  }

  /** The newest range. */
  double value() {
    return range;
  }

  /** Whether the newest range knew a previous close. */
  boolean isContiguous() {
    return contiguous;
  }

  @Override
  public Reading<Double> reading() {
    return started ? Reading.ready(range) : Reading.warmingUp(0, 1);
  }
}
