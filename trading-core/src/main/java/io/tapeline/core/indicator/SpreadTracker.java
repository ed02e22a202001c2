package io.tapeline.core.indicator;

import io.tapeline.core.market.Quote;
import java.math.BigDecimal;

/**
 * IND-SPREAD: the newest spread against the hundred before it, which do not include it. The caller
 * decides when a quote is a sample: at each check, or at each closed candle. A quote cannot be
 * crossed or locked, so there is no invalid sample. Ready once there are enough samples before the
 * newest.
 */
public final class SpreadTracker implements Indicator<Quote, SpreadTracker.Spread> {

  /** The usual fewest samples before the newest. */
  public static final int LEAST = 10;

  private static final int SAMPLES = 100;
  private static final double LEAST_DEVIATION_TICKS = 0.25;
  private static final double MOST_RATIO = 1.5;
  private static final double MOST_RATIO_IN_LOW_VOLUME = 2.0;

  /** Most deviations above the mean. */
  public static final double MOST_Z = 3.0;

  private static final double EXPANSION = 2.0;
  private static final double BPS = 1e4;

  private final double tick;
  private final int least;
  private final Ring before = new Ring(SAMPLES);
  private boolean started;
  private double newest;
  private double mid;

  /**
   * The newest spread and what it is compared with, in price units.
   *
   * @param deviation of the sample, at least a quarter of a tick
   * @param bps the newest spread in basis points of the mid
   */
  public record Spread(
      double current, double mean, double deviation, double median, double bps, int samples) {

    public double ratio() {
      return current / mean;
    }

    /** Deviations above the mean. */
    public double z() {
      return (current - mean) / deviation;
    }

    /** Whether it is at least twice the mean. */
    public boolean isExpanded() {
      return Thresholds.atLeast(ratio(), EXPANSION);
    }

    /** Whether it is expanded in the Asian session. */
    public boolean isAsianExpansion(MarketSession session) {
      return session == MarketSession.ASIAN && isExpanded();
    }
  }

  /**
   * @param tick tick size
   * @param least samples before the newest from which on it is ready, at least 2
   */
  public SpreadTracker(double tick, int least) {
    if (least < 2 || least > SAMPLES) {
      throw new IllegalArgumentException("least must be from 2 to " + SAMPLES + ": " + least);
    }
    this.tick = tick;
    this.least = least;
  }

  @Override
  public void take(Quote quote) {
    if (started) {
      before.add(newest);
    }
    newest = quote.spread().doubleValue();
    mid = quote.mid().doubleValue();
    started = true;
  }

  /**
   * Whether the newest spread may be traded at: at most {@code most}, and, once there are enough
   * samples, at most 1.5 times the mean (2 times in low volume) and 3 deviations above it.
   *
   * @param most greatest spread of the instrument, in price units
   * @param lowVolume whether the last candle has less than half the usual volume
   */
  public boolean isAcceptable(BigDecimal most, boolean lowVolume) {
    if (!started || !Thresholds.atLeastTimes(most.doubleValue(), 1, newest)) {
      return false;
    }
    Spread spread = reading().orNull();
    return spread == null
        || (Thresholds.atMost(spread.ratio(), mostRatio(lowVolume))
            && Thresholds.atMost(spread.z(), MOST_Z));
  }

  /** Most times the mean that a spread may be. */
  public static double mostRatio(boolean lowVolume) {
    return lowVolume ? MOST_RATIO_IN_LOW_VOLUME : MOST_RATIO;
  }

  @Override
  public Reading<Spread> reading() {
    if (before.size() < least) {
      return Reading.warmingUp(before.size(), least);
    }
    double mean = before.mean();
    double deviation = Math.sqrt(before.squares(mean) / (before.size() - 1));
    return Reading.ready(
        new Spread(
            newest,
            mean,
            Math.max(deviation, LEAST_DEVIATION_TICKS * tick),
            median(before.sorted()),
            newest / mid * BPS,
            before.size()));
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
