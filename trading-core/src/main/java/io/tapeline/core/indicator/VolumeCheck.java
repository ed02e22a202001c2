package io.tapeline.core.indicator;

/**
 * IND-VOLUME: the newest candle's volume against the mean of the n before it. Synthetic candles are
 * left out of the mean, and there is nothing to check on one; nor where the mean is zero. Ready
 * after n + 1 real candles; it goes on across segments.
 */
public final class VolumeCheck extends CandleIndicator<VolumeCheck.Volume> {

  /** The usual n. */
  public static final int USUAL = 10;

  private static final double SPIKE = 1.5;
  private static final double INCREASE = 1.2;

  private final Ring before;
  private boolean synthetic;
  private double newest;
  private boolean started;

  /**
   * Volume as a multiple of the mean before, and of the candle before.
   *
   * @param increasing whether it is above 1.2 times the candle before
   */
  public record Volume(double ratio, boolean increasing) {

    /** Whether it is at least 1.5 times the mean. */
    public boolean isSpike() {
      return Thresholds.atLeast(ratio, SPIKE);
    }
  }

  /**
   * @param n real candles of the mean
   */
  public VolumeCheck(int n) {
    this.before = new Ring(n);
  }

  @Override
  void startSegment() {}

  @Override
  void add(Bar bar) {
    synthetic = bar.isSynthetic();
    if (synthetic) {
      return;
    }
    if (started) {
      before.add(newest);
    }
    newest = bar.volume();
    started = true;
  }

  @Override
  public Reading<Volume> reading() {
    if (!before.isFull()) {
      return Reading.warmingUp(before.size() + (started ? 1 : 0), before.capacity() + 1);
    }
    double mean = before.mean();
    if (synthetic) {
      return Reading.invalid("the candle is synthetic");
    }
    if (mean <= 0) {
      return Reading.invalid("mean volume is zero");
    }
    double last = before.ago(0);
    return Reading.ready(new Volume(newest / mean, Thresholds.aboveTimes(newest, INCREASE, last)));
  }
}
