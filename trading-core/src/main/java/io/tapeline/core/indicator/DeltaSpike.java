package io.tapeline.core.indicator;

/**
 * IND-CVD, delta spike: how many sample deviations the delta of the newest minute is above the mean
 * of the n minutes before it. Ready after n + 1 minutes; invalid where those before do not differ.
 */
public final class DeltaSpike implements Indicator<Double, DeltaSpike.Score> {

  /** The usual n. */
  public static final int USUAL = 60;

  private static final double SPIKE = 2.0;

  private final Ring before;
  private boolean started;
  private double newest;

  /** Deviations above the mean; below zero where more was sold. */
  public record Score(double z) {

    /** BUY from +2 on, SELL from −2 on. */
    public Bias spike() {
      if (Thresholds.atLeast(z, SPIKE)) {
        return Bias.BUY;
      }
      return Thresholds.atMost(z, -SPIKE) ? Bias.SELL : Bias.NONE;
    }
  }

  /**
   * @param n minutes before the newest, at least 2
   */
  public DeltaSpike(int n) {
    if (n < 2) {
      throw new IllegalArgumentException("n must be at least 2: " + n);
    }
    this.before = new Ring(n);
  }

  /** Takes the delta of the next minute. */
  @Override
  public void take(Double delta) {
    if (started) {
      before.add(newest);
    }
    newest = delta;
    started = true;
  }

  @Override
  public Reading<Score> reading() {
    if (!before.isFull()) {
      return Reading.warmingUp(before.size() + (started ? 1 : 0), before.capacity() + 1);
    }
    if (before.spread() <= 0) {
      return Reading.invalid("the deltas before do not differ");
    }
    double mean = before.mean();
    double deviation = Math.sqrt(before.squares(mean) / (before.size() - 1));
    return Reading.ready(new Score((newest - mean) / deviation));
  }
}
