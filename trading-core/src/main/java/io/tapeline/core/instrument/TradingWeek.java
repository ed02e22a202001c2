package io.tapeline.core.instrument;

import io.tapeline.core.time.EventTime;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;

/**
 * A market that trades through the nights of the week, by New York's clock. The trading day of a
 * date runs from the evening before to the close of that date, so Monday's begins on Sunday. The
 * session is the week, or what a closed day leaves of it.
 *
 * @param opening time at which a trading day begins, on the evening before
 * @param closing time at which it ends; equal to {@code opening} where there is no daily break
 * @param closed trading days, besides Saturdays and Sundays, that do not take place
 */
public record TradingWeek(String name, LocalTime opening, LocalTime closing, Set<LocalDate> closed)
    implements TradingCalendar {

  /** Name of the metals' calendar in settings. */
  public static final String METALS = "metals";

  /** Name of the currencies' calendar in settings. */
  public static final String FX = "fx";

  private static final LocalTime FIVE = LocalTime.of(17, 0);
  private static final LocalTime SIX = LocalTime.of(18, 0);

  public TradingWeek {
    closed = Set.copyOf(closed);
    if (opening.isBefore(closing)) {
      throw new IllegalArgumentException(
          "a trading day must not begin (%s) before the last has ended (%s)"
              .formatted(opening, closing));
    }
  }

  /**
   * Sunday 18:00 to Friday 17:00 New York with a break from 17:00 to 18:00: in New York's summer
   * Sunday 22:00 to Friday 21:00 UTC, in its winter an hour later (CATALOGUE 1.5).
   */
  public static TradingWeek metals(Set<LocalDate> closed) {
    return new TradingWeek(METALS, SIX, FIVE, closed);
  }

  /** Sunday 17:00 to Friday 17:00 New York without a break: spot currencies. */
  public static TradingWeek fx(Set<LocalDate> closed) {
    return new TradingWeek(FX, FIVE, FIVE, closed);
  }

  @Override
  public OpenHours hours(EventTime now) {
    LocalDate day = NewYork.date(now);
    while (!trades(day) || !now.isBefore(NewYork.at(day, closing))) {
      day = day.plusDays(1);
    }
    LocalDate last = day;
    while (trades(last.plusDays(1))) {
      last = last.plusDays(1);
    }
    EventTime sessionEnd = NewYork.at(last, closing);
    return new OpenHours(
        NewYork.at(day.minusDays(1), opening),
        hasBreak() ? NewYork.at(day, closing) : sessionEnd,
        sessionEnd);
  }

  @Override
  public boolean isPause(EventTime now) {
    LocalDate day = NewYork.date(now);
    return hasBreak()
        && trades(day)
        && trades(day.plusDays(1))
        && !now.isBefore(NewYork.at(day, closing))
        && now.isBefore(NewYork.at(day, opening));
  }

  private boolean hasBreak() {
    return !opening.equals(closing);
  }

  private boolean trades(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0 && !closed.contains(day);
  }
}
