package io.tapeline.core.indicator;

import static java.time.ZoneOffset.UTC;

import io.tapeline.core.time.EventTime;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.TreeSet;

/**
 * IND-SESSION: which session a moment belongs to. Starts are inclusive, ends exclusive; every UTC
 * day begins with ASIAN and ends with POST_NY.
 *
 * <table>
 * <caption>Hours</caption>
 * <tr><td>FIXED_UTC</td><td>London from 08:00, overlap from 13:00, NY from 16:00, post-NY from
 * 21:00 UTC</td></tr>
 * <tr><td>DST_AWARE</td><td>London 08:00–16:30 and New York 08:00–17:00 by their own clocks, the
 * overlap where both are open, post-NY from New York's close</td></tr>
 * </table>
 */
public record SessionClock(Mode mode) {

  /** By UTC alone, or by the clocks of the cities. */
  public enum Mode {
    FIXED_UTC,
    DST_AWARE
  }

  /** A session with its bounds. */
  public record Span(MarketSession session, EventTime start, EventTime end) {}

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime OPEN = LocalTime.of(8, 0);
  private static final LocalTime LONDON_CLOSE = LocalTime.of(16, 30);
  private static final LocalTime NEW_YORK_CLOSE = LocalTime.of(17, 0);

  /** The hours at which sessions of a day change. */
  private record Hours(
      EventTime londonOpen, EventTime londonClose, EventTime nyOpen, EventTime nyClose) {

    MarketSession at(EventTime moment) {
      boolean london = isWithin(moment, londonOpen, londonClose);
      boolean newYork = isWithin(moment, nyOpen, nyClose);
      if (newYork) {
        return london ? MarketSession.OVERLAP : MarketSession.NY;
      }
      if (london) {
        return MarketSession.LONDON;
      }
      return moment.isBefore(nyClose) ? MarketSession.ASIAN : MarketSession.POST_NY;
    }

    private static boolean isWithin(EventTime moment, EventTime from, EventTime to) {
      return !moment.isBefore(from) && moment.isBefore(to);
    }
  }

  /** The session that holds this moment. */
  public Span at(EventTime moment) {
    LocalDate day = moment.toInstant().atZone(UTC).toLocalDate();
    Hours hours = hours(day);
    EventTime start = at(day, LocalTime.MIDNIGHT, UTC);
    EventTime end = at(day.plusDays(1), LocalTime.MIDNIGHT, UTC);
    TreeSet<EventTime> changes =
        new TreeSet<>(List.of(hours.londonOpen, hours.londonClose, hours.nyOpen, hours.nyClose));
    MarketSession running = hours.at(start);
    for (EventTime change : changes.headSet(end)) {
      MarketSession next = hours.at(change);
      if (next == running) {
        continue;
      }
      if (change.isAfter(moment)) {
        return new Span(running, start, change);
      }
      running = next;
      start = change;
    }
    return new Span(running, start, end);
  }

  private Hours hours(LocalDate day) {
    return switch (mode) {
      case FIXED_UTC ->
          new Hours(
              at(day, LocalTime.of(8, 0), UTC),
              at(day, LocalTime.of(16, 0), UTC),
              at(day, LocalTime.of(13, 0), UTC),
              at(day, LocalTime.of(21, 0), UTC));
      case DST_AWARE ->
          new Hours(
              at(day, OPEN, LONDON),
              at(day, LONDON_CLOSE, LONDON),
              at(day, OPEN, NEW_YORK),
              at(day, NEW_YORK_CLOSE, NEW_YORK));
    };
  }

  private static EventTime at(LocalDate day, LocalTime time, ZoneId zone) {
    long second = ZonedDateTime.of(day, time, zone).toEpochSecond();
    return new EventTime(second * EventTime.MICROS_PER_SECOND);
  }
}
