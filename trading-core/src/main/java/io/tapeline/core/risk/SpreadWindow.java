package io.tapeline.core.risk;

import io.tapeline.core.market.Quote;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Spreads of an instrument, one a second at most: what IND-SPREAD compares the present one with.
 * Bounded in number and in time, so that reading the market again after a restart gives the same.
 */
final class SpreadWindow {

  /** Older samples do not count. */
  static final Duration REACH = Duration.ofMinutes(10);

  private static final int MOST = 100;
  private static final int LEAST = 10;
  private static final double LEAST_DEVIATION_TICKS = 0.25;

  private record Sample(EventTime at, double spread) {}

  private final double tick;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long second = Long.MIN_VALUE;

  SpreadWindow(double tick) {
    this.tick = tick;
  }

  /**
   * The sample, in price units.
   *
   * @param deviation of the sample, at least a quarter of a tick
   */
  record Statistics(double mean, double deviation) {

    double ratio(double spread) {
      return spread / mean;
    }

    double z(double spread) {
      return (spread - mean) / deviation;
    }
  }

  /** Takes the first quote of each second. */
  void take(Quote quote) {
    long at = Math.floorDiv(quote.ts().micros(), EventTime.MICROS_PER_SECOND);
    if (at <= second) {
      return;
    }
    second = at;
    samples.addLast(new Sample(quote.ts(), quote.spread().doubleValue()));
    if (samples.size() > MOST + 1) {
      samples.removeFirst();
    }
  }

  /** The last hundred samples before this quote; null while there are fewer than ten. */
  @Nullable Statistics before(Quote quote) {
    long oldest = quote.ts().micros() - EventTime.micros(REACH);
    int count = 0;
    double sum = 0;
    double squares = 0;
    for (Sample each : samples) {
      if (counts(each, quote, oldest)) {
        count++;
        double away = each.spread - sum / Math.max(1, count - 1);
        sum += each.spread;
        squares += count == 1 ? 0 : away * (each.spread - sum / count);
      }
    }
    return count < LEAST
        ? null
        : new Statistics(
            sum / count, Math.max(Math.sqrt(squares / (count - 1)), LEAST_DEVIATION_TICKS * tick));
  }

  private static boolean counts(Sample sample, Quote quote, long oldest) {
    return sample.at.micros() >= oldest && sample.at.isBefore(quote.ts());
  }
}
