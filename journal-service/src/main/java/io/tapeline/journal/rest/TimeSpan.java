package io.tapeline.journal.rest;

import io.tapeline.core.time.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From when to when, microseconds since the epoch.
 *
 * @param from first moment, null for the beginning
 * @param to moment after the last, null for the end
 */
record TimeSpan(@Nullable Long from, @Nullable Long to) {

  static final String FROM = "from";
  static final String TO = "to";
  static final String ALLOWED =
      "microseconds since the epoch or an ISO-8601 moment as 2026-01-31T12:00:00Z";

  /**
   * The span of a request.
   *
   * @throws BadRequest if a moment cannot be read
   */
  static TimeSpan of(Map<String, String> parameters) {
    return new TimeSpan(moment(FROM, parameters.get(FROM)), moment(TO, parameters.get(TO)));
  }

  private static @Nullable Long moment(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.matches("-?\\d+") ? Long.valueOf(text) : micros(Instant.parse(text));
    } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
      throw BadRequest.parameter(name, text, ALLOWED);
    }
  }

  private static long micros(Instant moment) {
    return Math.addExact(
        Math.multiplyExact(moment.getEpochSecond(), EventTime.MICROS_PER_SECOND),
        moment.getNano() / 1000);
  }
}
