package io.tapeline.core.indicator;

/**
 * IND-VOLEXP: mean true range of the last five candles against that of the five before. Ready after
 * ten candles of a segment.
 */
public final class VolatilityExpansion extends CandleIndicator<VolatilityExpansion.Change> {

  private static final int HALF = 5;
  private static final double EXPANDING_FROM = 1.10;
  private static final double CONTRACTING_TO = 0.90;

  private final TrueRange trueRange = new TrueRange();
  private final Ring ranges = new Ring(2 * HALF);

  /** What volatility does. */
  public enum State {
    EXPANDING,
    CONTRACTING,
    STABLE
  }

  /** Recent and preceding mean true range. */
  public record Change(double recent, double before) {

    /** EXPANDING from 1.10 times, CONTRACTING up to 0.90 times; STABLE if there was no range. */
    public State state() {
      if (before <= 0) {
        return State.STABLE;
      }
      double ratio = recent / before;
      if (Thresholds.atLeast(ratio, EXPANDING_FROM)) {
        return State.EXPANDING;
      }
      return Thresholds.atMost(ratio, CONTRACTING_TO) ? State.CONTRACTING : State.STABLE;
    }
  }

  @Override
  void startSegment() {
    trueRange.startSegment();
    ranges.clear();
  }

  @Override
  void add(Bar bar) {
    trueRange.add(bar);
    ranges.add(trueRange.value());
  }

  @Override
  public Reading<Change> reading() {
    return ranges.isFull()
        ? Reading.ready(new Change(ranges.mean(0, HALF), ranges.mean(HALF, HALF)))
        : Reading.warmingUp(ranges.size(), ranges.capacity());
  }
}
