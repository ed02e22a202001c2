package io.tapeline.core.indicator;

import io.tapeline.core.candle.Candle;

/**
 * IND-VWAPRETEST: what the newest closed candle did at the band of a VWAP. Candles come to {@link
 * #judge} in their order; volumes of the last four before the newest are kept.
 */
public final class VwapRetest {

  private static final double WICK_TO_BODY = 1.5;
  private static final double BUSY = 1.2;
  private static final double REJECTION_CONFIDENCE = 0.7;
  private static final double ABSORPTION_CONFIDENCE = 0.5;
  private static final int BEFORE = 4;

  private final double tick;
  private final Ring volumes = new Ring(BEFORE);

  /** What happened. */
  public enum Kind {
    WICK_REJECTION,
    ABSORPTION,
    NONE
  }

  /** What happened, for which direction it speaks, and how sure that is, 0 to 1. */
  public record Verdict(Kind kind, Bias bias, double confidence) {

    /** No retest. */
    public static final Verdict NONE = new Verdict(Kind.NONE, Bias.NONE, 0);
  }

  /**
   * @param tick tick size, the least body of a candle
   */
  public VwapRetest(double tick) {
    this.tick = tick;
  }

  /** Judges the newest candle. Synthetic candles and corrections are no retest. */
  public Verdict judge(Candle candle, VwapBand band) {
    if (candle.revision() > 0 || candle.synthetic()) {
      return Verdict.NONE;
    }
    Bar bar = Bar.of(candle);
    Verdict verdict = verdict(bar, band);
    volumes.add(bar.volume());
    return verdict;
  }

  private Verdict verdict(Bar bar, VwapBand band) {
    double body = Math.max(bar.body(), tick);
    boolean reachesDown = Thresholds.atLeastTimes(band.upper(), 1, bar.low());
    boolean reachesUp = Thresholds.atLeastTimes(bar.high(), 1, band.lower());
    if (reachesDown
        && bar.close() > band.vwap()
        && Thresholds.atLeastTimes(bar.lowerWick(), WICK_TO_BODY, body)) {
      return new Verdict(Kind.WICK_REJECTION, Bias.BUY, REJECTION_CONFIDENCE);
    }
    if (reachesUp
        && bar.close() < band.vwap()
        && Thresholds.atLeastTimes(bar.upperWick(), WICK_TO_BODY, body)) {
      return new Verdict(Kind.WICK_REJECTION, Bias.SELL, REJECTION_CONFIDENCE);
    }
    return reachesDown && reachesUp && isAbsorption(bar, band)
        ? new Verdict(Kind.ABSORPTION, Bias.NONE, ABSORPTION_CONFIDENCE)
        : Verdict.NONE;
  }

  private boolean isAbsorption(Bar bar, VwapBand band) {
    double mean = volumes.isFull() ? volumes.mean() : 0;
    return band.holds(bar.close()) && mean > 0 && Thresholds.atLeastTimes(bar.volume(), BUSY, mean);
  }
}
