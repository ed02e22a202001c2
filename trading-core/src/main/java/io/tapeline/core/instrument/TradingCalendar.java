package io.tapeline.core.instrument;

import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * When an instrument trades (CATALOGUE 1.5). Openings are inclusive, closes exclusive. Nothing here
 * depends on the machine's zone or locale.
 *
 * <p>A close that ends the <em>session</em> is one over which no position is held (R-SESSION-END):
 * the end of an equity's day, the end of a metal's week. The daily break of metals is a pause
 * within the session: no entries, and a new segment of candles, but positions stay.
 */
public sealed interface TradingCalendar permits AlwaysOpen, TradingWeek, UsEquities {

  /** What is left until a close where there is none. */
  Duration NO_CLOSE = Duration.ofDays(365);

  /** Name in settings: {@code 24/7}, {@code metals}. */
  String name();

  /** The stretch of open hours that holds {@code now}, else the next one. */
  OpenHours hours(EventTime now);

  default boolean isOpen(EventTime now) {
    return hours(now).contains(now);
  }

  /**
   * Time left to the next close, be it a pause or the session's end; zero if closed, {@link
   * #NO_CLOSE} if it never closes.
   */
  default Duration untilClose(EventTime now) {
    OpenHours hours = hours(now);
    return hours.contains(now) ? between(now, hours.close()) : Duration.ZERO;
  }

  /** Time left to the session's end, through pauses; zero if closed for longer than a pause. */
  default Duration untilSessionEnd(EventTime now) {
    OpenHours hours = hours(now);
    return hours.contains(now) || isPause(now) ? between(now, hours.sessionEnd()) : Duration.ZERO;
  }

  /** True in a break within a session. */
  default boolean isPause(EventTime now) {
    return false;
  }

  /** The next opening; {@code now} if open. */
  default EventTime nextOpen(EventTime now) {
    return hours(now).open().max(now);
  }

  /**
   * True if the market is closed at some moment from {@code from} inclusive to {@code to}
   * exclusive: candles before and after belong to different segments (MD-GAP). {@code from} is the
   * end of the last candle, {@code to} the opening of the next.
   */
  default boolean isClosedWithin(EventTime from, EventTime to) {
    OpenHours hours = hours(from);
    return from.isBefore(to) && (!hours.contains(from) || hours.close().isBefore(to));
  }

  private static Duration between(EventTime from, EventTime to) {
    return Duration.of(to.microsSince(from), ChronoUnit.MICROS);
  }
}
