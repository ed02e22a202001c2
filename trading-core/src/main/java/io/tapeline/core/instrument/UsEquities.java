package io.tapeline.core.instrument;

import io.tapeline.core.time.EventTime;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The regular session of US equities: 09:30–16:00 New York, to 13:00 on half days, not on NYSE's
 * holidays ({@link NyseDays}).
 *
 * @param closed further days without a session, such as days of mourning announced later
 * @param halfDays further days that end at 13:00
 */
public record UsEquities(Set<LocalDate> closed, Set<LocalDate> halfDays)
    implements TradingCalendar {

  /** Name in settings. */
  public static final String NAME = "us-equities";

  private static final LocalTime OPEN = LocalTime.of(9, 30);
  private static final LocalTime CLOSE = LocalTime.of(16, 0);
  private static final LocalTime EARLY_CLOSE = LocalTime.of(13, 0);

  public UsEquities {
    closed = Set.copyOf(closed);
    halfDays = Set.copyOf(halfDays);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OpenHours hours(EventTime now) {
    LocalDate day = NewYork.date(now);
    while (true) {
      LocalTime closing = closing(day);
      if (closing != null && now.isBefore(NewYork.at(day, closing))) {
        EventTime close = NewYork.at(day, closing);
        return new OpenHours(NewYork.at(day, OPEN), close, close);
      }
      day = day.plusDays(1);
    }
  }

  /** When the day's session ends, null if it has none. */
  public @Nullable LocalTime closing(LocalDate day) {
    if (NyseDays.isClosed(day) || closed.contains(day)) {
      return null;
    }
    return NyseDays.isHalfDay(day) || halfDays.contains(day) ? EARLY_CLOSE : CLOSE;
  }
}
