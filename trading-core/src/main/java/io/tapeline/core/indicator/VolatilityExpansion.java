package io.tapeline.core.indicator;

/**
 * IND-VOLEXP: mean true range of the last five candles against that of the five before. Ready after
 * ten candles of a segment.
 */
public final class VolatilityExpansion extends TrueRanges<VolatilityExpansion.Change> {

  private static final int HALF = 5;
  private static final double EXPANDING_FROM = 1.10;
  private static final double CONTRACTING_TO = 0.90;

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

  public VolatilityExpansion() {
    super(2 * HALF);
  }

  @Override
  Change of(Ring window) {
    return new Change(window.mean(0, HALF), window.mean(HALF, HALF));
  }
}
