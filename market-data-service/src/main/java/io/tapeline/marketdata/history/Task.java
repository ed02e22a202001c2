package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is being fetched, to the letter, as the files beside a tape tell it: two runs with the same
 * task bring the same tape.
 *
 * @param timeframe label, null for trades
 * @param from first microsecond
 * @param to microsecond after the last
 */
record Task(
    int version,
    String venue,
    String url,
    String symbol,
    @Nullable String timeframe,
    boolean fromTrades,
    long from,
    long to) {

  private static final int VERSION = 1;

  static Task of(HistoryRequest request, HistorySettings settings, EventTime from, EventTime to) {
    Timeframe timeframe = request.timeframe();
    return new Task(
        VERSION,
        request.venue().label(),
        settings.url(request.venue()).toString(),
        request.symbol(),
        timeframe == null ? null : timeframe.label(),
        request.fromTrades(),
        from.micros(),
        to.micros());
  }

  Range range() {
    return new Range(new EventTime(from), new EventTime(to));
  }

  /** Whether it differs from another in nothing but its end. */
  boolean differsInEndOnly(Task other) {
    return equals(other.until(to));
  }

  private Task until(long end) {
    return new Task(version, venue, url, symbol, timeframe, fromTrades, from, end);
  }

  /** In words, for messages. */
  @Override
  public String toString() {
    return "%s of '%s' from %s, %s to %s"
        .formatted(
            Objects.requireNonNullElse(timeframe, "trades")
                + (fromTrades ? " (made of trades)" : ""),
            symbol,
            venue,
            new EventTime(from),
            new EventTime(to));
  }
}
