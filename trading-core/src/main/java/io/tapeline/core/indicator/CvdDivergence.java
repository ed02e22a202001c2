package io.tapeline.core.indicator;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.SwingPoint.Kind;
import org.jspecify.annotations.Nullable;

/**
 * IND-CVD, divergence: the price makes a lower swing low while the cumulative delta at its candle
 * is higher than at the swing low before, by at least 0.3 of the delta's range over the last 30
 * candles (BUY); highs mirrored (SELL). It is told with the candle that confirms the swing point;
 * of both with one candle neither is. A new segment and a new trading day, on which the delta
 * begins at zero, forget the swing points.
 */
public final class CvdDivergence {

  private static final int RANGE = 30;
  private static final double LEAST = 0.3;

  private final TradingDay day;
  private final Swings swings = new Swings(Swings.USUAL);
  private final Ring deltas = new Ring(RANGE);
  private @Nullable Marked high;
  private @Nullable Marked low;
  private @Nullable Candle newest;

  private record Marked(double price, double delta) {}

  public CvdDivergence(TradingDay day) {
    this.day = day;
  }

  /**
   * Takes the next closed candle.
   *
   * @param cumulative cumulative delta at its close
   * @return NONE unless this candle completes a divergence
   */
  public Bias take(Candle candle, double cumulative) {
    if (candle.revision() > 0) {
      return Bias.NONE;
    }
    Candle before = newest;
    newest = candle;
    boolean sameDay = before == null || day.at(before.openTime()).equals(day.at(candle.openTime()));
    if (candle.startsSegment() || !sameDay) {
      swings.startSegment();
      deltas.clear();
      high = null;
      low = null;
    }
    deltas.add(cumulative);
    swings.add(Bar.of(candle));
    boolean buy = false;
    boolean sell = false;
    for (SwingPoint point : swings.confirmed()) {
      Marked mark = new Marked(point.value(), deltas.ago(Swings.USUAL));
      if (point.kind() == Kind.LOW) {
        buy = isDivergent(low, mark, 1);
        low = mark;
      } else {
        sell = isDivergent(high, mark, -1);
        high = mark;
      }
    }
    if (buy == sell) {
      return Bias.NONE;
    }
    return buy ? Bias.BUY : Bias.SELL;
  }

  private boolean isDivergent(@Nullable Marked before, Marked mark, int sign) {
    if (before == null || sign * (mark.price - before.price) >= 0) {
      return false;
    }
    double range = deltas.spread();
    return range > 0 && Thresholds.atLeast(sign * (mark.delta - before.delta) / range, LEAST);
  }
}
