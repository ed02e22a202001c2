package io.tapeline.core.indicator;

import io.tapeline.core.money.Price;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * IND-SWEEP: a candle reaches strictly beyond the extreme of the ten real candles before it and
 * comes back: its own close, or that of the next candle, is strictly inside again. Beyond the high
 * speaks for SELL, beyond the low for BUY. Without return it is a breakout and not told. Of two
 * with one candle the surer one counts, and none if they are equally sure.
 *
 * <p>Confidence is 0.5, +0.3 if the wick is at least 1.5 bodies, +0.2 if the volume is at least 1.5
 * times the mean, halved if it went beyond by less than a tenth of the micro volatility; below 0.5
 * nothing is told. Ready after eleven real candles of a segment and with the range it is given.
 */
public final class Sweep extends CandleIndicator<Sweep.Detected> {

  private static final int LOOKBACK = 10;
  private static final double BASE = 0.5;
  private static final double WICK_BONUS = 0.3;
  private static final double VOLUME_BONUS = 0.2;
  private static final double TO_BODY = 1.5;
  private static final double TO_VOLUME = 1.5;
  private static final double LEAST_BREAK = 0.1;
  private static final double LEAST_CONFIDENCE = 0.5;

  private final double tick;
  private final CandleIndicator<Double> atr1;
  private final ArrayDeque<Bar> before = new ArrayDeque<>();
  private @Nullable Candidate highPending;
  private @Nullable Candidate lowPending;
  private Detected detected = Detected.NONE;
  private boolean complete;

  /**
   * What the newest candle completed.
   *
   * @param bias the direction of the trade
   * @param level the extreme that was swept, exact; null if nothing was
   * @param reached how far the sweep went beyond it, exact; null if nothing was swept
   * @param confidence 0.5 to 1, 0 if nothing was
   */
  public record Detected(
      Bias bias, @Nullable Price level, @Nullable Price reached, double confidence) {

    /** Nothing was swept. */
    public static final Detected NONE = new Detected(Bias.NONE, null, null, 0);
  }

  private record Candidate(Bias bias, Price level, Price reached, double confidence) {

    boolean isBack(Bar bar) {
      Price close = bar.candle().close();
      return bias == Bias.SELL ? close.isBelow(level) : close.isAbove(level);
    }
  }

  /**
   * @param tick tick size, the least body of a candle
   * @param atr1 micro volatility, in price units; driven by this indicator
   */
  public Sweep(double tick, CandleIndicator<Double> atr1) {
    this.tick = tick;
    this.atr1 = atr1;
  }

  @Override
  void startSegment() {
    atr1.startSegment();
    before.clear();
    highPending = null;
    lowPending = null;
    detected = Detected.NONE;
    complete = false;
  }

  @Override
  void add(Bar bar) {
    atr1.add(bar);
    Candidate highReturned = returned(highPending, bar);
    Candidate lowReturned = returned(lowPending, bar);
    highPending = null;
    lowPending = null;
    Double range = atr1.reading().orNull();
    complete = before.size() == LOOKBACK && range != null;
    if (!bar.isSynthetic()) {
      if (range != null && before.size() == LOOKBACK) {
        Candidate high = ofHigh(bar, range);
        Candidate low = ofLow(bar, range);
        highReturned = surer(highReturned, returned(high, bar));
        lowReturned = surer(lowReturned, returned(low, bar));
        highPending = high != null && !high.isBack(bar) ? high : null;
        lowPending = low != null && !low.isBack(bar) ? low : null;
      }
      before.addLast(bar);
      if (before.size() > LOOKBACK) {
        before.removeFirst();
      }
    }
    detected = choose(highReturned, lowReturned);
  }

  private static @Nullable Candidate returned(@Nullable Candidate candidate, Bar bar) {
    return candidate != null && candidate.isBack(bar) ? candidate : null;
  }

  private static @Nullable Candidate surer(@Nullable Candidate one, @Nullable Candidate other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.confidence >= one.confidence ? other : one;
  }

  private static Detected choose(@Nullable Candidate high, @Nullable Candidate low) {
    if (high != null && low != null && high.confidence == low.confidence) {
      return Detected.NONE;
    }
    Candidate chosen = surer(high, low);
    return chosen == null
        ? Detected.NONE
        : new Detected(chosen.bias, chosen.level, chosen.reached, chosen.confidence);
  }

  private @Nullable Candidate ofHigh(Bar bar, double range) {
    Price top = before.getFirst().candle().high();
    for (Bar each : before) {
      top = each.candle().high().isAbove(top) ? each.candle().high() : top;
    }
    Price reached = bar.candle().high();
    return reached.isAbove(top)
        ? candidate(Bias.SELL, top, reached, bar.upperWick(), bar, range)
        : null;
  }

  private @Nullable Candidate ofLow(Bar bar, double range) {
    Price bottom = before.getFirst().candle().low();
    for (Bar each : before) {
      bottom = each.candle().low().isBelow(bottom) ? each.candle().low() : bottom;
    }
    Price reached = bar.candle().low();
    return reached.isBelow(bottom)
        ? candidate(Bias.BUY, bottom, reached, bar.lowerWick(), bar, range)
        : null;
  }

  private @Nullable Candidate candidate(
      Bias bias, Price level, Price reached, double wick, Bar bar, double range) {
    double beyond = Math.abs(reached.minus(level).doubleValue());
    double confidence = BASE;
    if (Thresholds.atLeastTimes(wick, TO_BODY, Math.max(bar.body(), tick))) {
      confidence += WICK_BONUS;
    }
    double mean = meanVolume();
    if (mean > 0 && Thresholds.atLeastTimes(bar.volume(), TO_VOLUME, mean)) {
      confidence += VOLUME_BONUS;
    }
    if (!Thresholds.atLeastTimes(beyond, LEAST_BREAK, range)) {
      confidence /= 2;
    }
    return Thresholds.atLeast(confidence, LEAST_CONFIDENCE)
        ? new Candidate(bias, level, reached, confidence)
        : null;
  }

  private double meanVolume() {
    double sum = 0;
    for (Bar each : before) {
      sum += each.volume();
    }
    return sum / before.size();
  }

  @Override
  public Reading<Detected> reading() {
    if (complete) {
      return Reading.ready(detected);
    }
    return atr1.reading().isReady()
        ? Reading.warmingUp(before.size(), LOOKBACK + 1)
        : atr1.reading().map(_ -> detected);
  }
}
