package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.BadRow;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * How a source writes its times. Each gives whole microseconds since the epoch, UTC; finer digits
 * are cut off. What is no such time is refused as TS_NOT_A_NUMBER.
 */
enum SourceTime {
  SECONDS("s"),
  MILLIS("ms"),
  MICROS("us"),
  NANOS("ns"),

  /** ISO 8601, T or a blank in the middle; without a zone it is UTC. */
  ISO("iso"),

  /** Either, told by magnitude: below 10^14 milliseconds (the year 5138), else microseconds. */
  MILLIS_OR_MICROS("ms or us"),

  /** {@code 20140501 00:00:00.123}, UTC. */
  COMPACT("yyyyMMdd HH:mm:ss"),

  /** Milliseconds, {@code 01.05.2014 00:00:00.123} with or without {@code GMT+0200}, or ISO. */
  DUKASCOPY("ms or dd.MM.yyyy HH:mm:ss");

  private static final long LEAST_MICROS = 100_000_000_000_000L;
  private static final long LEAST_NANOS = 100_000_000_000_000_000L;
  private static final int MOST_DIGITS = 18;
  private static final int LONGEST = 60;
  private static final DateTimeFormatter COMPACT_FORM = dateAnd("uuuuMMdd HH:mm:ss");
  private static final DateTimeFormatter DOTTED_FORM = dateAnd("dd.MM.uuuu HH:mm:ss");
  private static final DateTimeFormatter OFFSET_FORM =
      DateTimeFormatter.ofPattern("'GMT'xx", Locale.ROOT);

  private final String label;

  SourceTime(String label) {
    this.label = label;
  }

  private static DateTimeFormatter dateAnd(String pattern) {
    return new DateTimeFormatterBuilder()
        .appendPattern(pattern)
        .optionalStart()
        .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
        .optionalEnd()
        .toFormatter(Locale.ROOT);
  }

  /** The unit of a {@code --columns} entry; throws {@link IllegalArgumentException} if unknown. */
  static SourceTime of(String label) {
    for (SourceTime time : new SourceTime[] {SECONDS, MILLIS, MICROS, NANOS, ISO}) {
      if (time.label.equals(label.toLowerCase(Locale.ROOT))) {
        return time;
      }
    }
    throw new IllegalArgumentException(
        "unknown unit of time '%s': choose one of s, ms, us, ns, iso".formatted(label));
  }

  /** Microseconds since the epoch. */
  long micros(String text) throws BadRow {
    try {
      return switch (this) {
        case SECONDS -> scaled(text, 6);
        case MILLIS -> scaled(text, 3);
        case MICROS -> scaled(text, 0);
        case NANOS -> scaled(text, -3);
        case ISO -> iso(text);
        case MILLIS_OR_MICROS -> byMagnitude(text);
        case COMPACT -> utc(LocalDateTime.parse(text, COMPACT_FORM));
        case DUKASCOPY -> dukascopy(text);
      };
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new BadRow("TS_NOT_A_NUMBER", "time '" + text + "' is not a time in " + label);
    }
  }

  private static long scaled(String text, int power) {
    if (text.length() > LONGEST) {
      throw new NumberFormatException(text);
    }
    BigDecimal micros = new BigDecimal(text).scaleByPowerOfTen(power);
    boolean fits = micros.precision() - (long) micros.scale() <= MOST_DIGITS;
    if (!fits || micros.scale() > LONGEST) {
      throw new NumberFormatException(text);
    }
    return micros.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static long byMagnitude(String text) {
    long value = scaled(text, 0);
    if (Math.abs(value) >= LEAST_NANOS) {
      throw new NumberFormatException(text);
    }
    return Math.abs(value) < LEAST_MICROS ? Math.multiplyExact(value, 1000L) : value;
  }

  private static long iso(String text) {
    String joined =
        text.length() > 10 && text.charAt(10) == ' '
            ? text.substring(0, 10) + 'T' + text.substring(11)
            : text;
    boolean zoned =
        joined.endsWith("Z") || joined.indexOf('+', 10) > 0 || joined.indexOf('-', 10) > 0;
    return zoned
        ? micros(OffsetDateTime.parse(joined).toInstant())
        : utc(LocalDateTime.parse(joined));
  }

  private static long dukascopy(String text) {
    if (text.indexOf('.') == 2) {
      int zone = text.indexOf(" GMT");
      return zone < 0
          ? utc(LocalDateTime.parse(text, DOTTED_FORM))
          : micros(
              LocalDateTime.parse(text.substring(0, zone), DOTTED_FORM)
                  .toInstant(ZoneOffset.from(OFFSET_FORM.parse(text.substring(zone + 1)))));
    }
    return text.indexOf('-') > 0 ? iso(text) : scaled(text, 3);
  }

  private static long utc(LocalDateTime time) {
    return micros(time.toInstant(ZoneOffset.UTC));
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), EventTime.MICROS_PER_SECOND),
        instant.getNano() / 1000L);
  }
}
