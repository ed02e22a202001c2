package io.tapeline.core.strategy.adaptive;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.ArrayDeque;

/** The newest label of one timeframe. */
final class Frame {

  private final LabelRule rule;
  private final Duration oldest;
  private final ArrayDeque<Candle> candles = new ArrayDeque<>();
  private Reading<Label> label;

  /**
   * @param ages a label counts until its candle's close is so many lengths of the timeframe ago
   */
  Frame(Timeframe timeframe, LabelRule rule, int ages) {
    this.rule = rule;
    this.oldest = timeframe.length().multipliedBy(ages);
    this.label = rule.of(candles);
  }

  void add(Candle candle) {
    if (candle.startsSegment()) {
      candles.clear();
    }
    candles.addLast(candle);
    if (candles.size() > rule.window()) {
      candles.removeFirst();
    }
    label = rule.of(candles);
  }

  Reading<Label> labelAt(EventTime now) {
    return fresh(label, now);
  }

  /** Stale if the newest candle is too old for it. */
  <T> Reading<T> fresh(Reading<T> reading, EventTime now) {
    Candle newest = candles.peekLast();
    return newest == null ? reading : reading.asOf(now, newest.closeTime(), oldest);
  }
}
