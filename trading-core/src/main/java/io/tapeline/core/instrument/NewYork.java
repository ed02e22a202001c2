package io.tapeline.core.instrument;

import io.tapeline.core.time.EventTime;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Event time to New York's dates and back, daylight saving included. */
final class NewYork {

  private static final ZoneId ZONE = ZoneId.of("America/New_York");

  private NewYork() {}

  static LocalDate date(EventTime now) {
    return now.toInstant().atZone(ZONE).toLocalDate();
  }

  static EventTime at(LocalDate day, LocalTime time) {
    long second = ZonedDateTime.of(day, time, ZONE).toEpochSecond();
    return new EventTime(second * EventTime.MICROS_PER_SECOND);
  }
}
