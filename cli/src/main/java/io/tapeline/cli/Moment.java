package io.tapeline.cli;

import io.tapeline.core.time.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Times as people write them on a command line. */
final class Moment {

  private static final Pattern MICROS = Pattern.compile("\\d{14,17}");
  private static final Pattern ZONED = Pattern.compile(".*(?:[Zz]|[+-]\\d\\d(?::?\\d\\d)?)");

  private Moment() {}

  /**
   * A date (its start, UTC), an ISO time (UTC unless it tells its offset), or microseconds since
   * 1970; throws {@link IllegalArgumentException} otherwise.
   */
  static EventTime parse(String text) {
    try {
      if (MICROS.matcher(text).matches()) {
        return new EventTime(Long.parseLong(text));
      }
      if (text.indexOf('T') < 0) {
        return at(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      boolean zoned = ZONED.matcher(text.substring(text.indexOf('T'))).matches();
      return at(
          zoned
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | ArithmeticException _) {
      throw new IllegalArgumentException(
          "'%s' is no time; write a date (2026-01-31), an ISO time (2026-01-31T12:00:00Z) or microseconds since 1970"
              .formatted(text));
    }
  }

  private static EventTime at(Instant instant) {
    return new EventTime(
        Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), EventTime.MICROS_PER_SECOND),
            instant.getNano() / 1000L));
  }
}
