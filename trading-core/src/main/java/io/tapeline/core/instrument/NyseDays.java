package io.tapeline.core.instrument;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Days on which the New York Stock Exchange is closed or closes at 13:00, by its rule 7.2 and its
 * published holiday schedules, with its closures for single occasions. Right from 2001 on; what is
 * announced after this was written goes to the settings of the calendar.
 */
final class NyseDays {

  /** Terror attacks, two presidents' mourning, a storm, two more presidents. */
  private static final Set<LocalDate> CLOSED_ONCE =
      days(
          "2001-09-11",
          "2001-09-12",
          "2001-09-13",
          "2001-09-14",
          "2004-06-11",
          "2007-01-02",
          "2012-10-29",
          "2012-10-30",
          "2018-12-05",
          "2025-01-09");

  private static final Set<LocalDate> HALF_ONCE = days("2003-12-26");

  private static final MonthDay JUNETEENTH = MonthDay.of(Month.JUNE, 19);
  private static final MonthDay INDEPENDENCE_DAY = MonthDay.of(Month.JULY, 4);
  private static final MonthDay CHRISTMAS = MonthDay.of(Month.DECEMBER, 25);
  private static final int FIRST_JUNETEENTH = 2022;

  /** From here on the half day is the Wednesday before, no more the Friday after. */
  private static final int HALF_WEDNESDAYS = 2013;

  private NyseDays() {}

  static boolean isClosed(LocalDate day) {
    return isWeekend(day) || CLOSED_ONCE.contains(day) || isHoliday(day);
  }

  static boolean isHalfDay(LocalDate day) {
    if (isClosed(day)) {
      return false;
    }
    return HALF_ONCE.contains(day)
        || switch (day.getMonth()) {
          case JULY -> isByIndependenceDay(day);
          case NOVEMBER -> isNth(day.minusDays(1), 4, DayOfWeek.THURSDAY);
          case DECEMBER -> day.getDayOfMonth() == 24;
          default -> false;
        };
  }

  private static boolean isHoliday(LocalDate day) {
    return switch (day.getMonth()) {
      case JANUARY -> isNewYear(day) || isNth(day, 3, DayOfWeek.MONDAY);
      case FEBRUARY -> isNth(day, 3, DayOfWeek.MONDAY);
      case MARCH, APRIL -> day.equals(easter(day.getYear()).minusDays(2));
      case MAY -> isLastMonday(day);
      case JUNE -> day.getYear() >= FIRST_JUNETEENTH && isObserved(day, JUNETEENTH);
      case JULY -> isObserved(day, INDEPENDENCE_DAY);
      case SEPTEMBER -> isNth(day, 1, DayOfWeek.MONDAY);
      case NOVEMBER -> isNth(day, 4, DayOfWeek.THURSDAY);
      case DECEMBER -> isObserved(day, CHRISTMAS);
      case AUGUST, OCTOBER -> false;
    };
  }

  /** A New Year's Day on a Saturday is not made up for: the Friday closes the year's books. */
  private static boolean isNewYear(LocalDate day) {
    return day.getDayOfMonth() == 1
        || (day.getDayOfMonth() == 2 && day.getDayOfWeek() == DayOfWeek.MONDAY);
  }

  /** The date itself, the Friday before a Saturday, the Monday after a Sunday. */
  private static boolean isObserved(LocalDate day, MonthDay holiday) {
    LocalDate date = holiday.atYear(day.getYear());
    return day.equals(
        switch (date.getDayOfWeek()) {
          case SATURDAY -> date.minusDays(1);
          case SUNDAY -> date.plusDays(1);
          default -> date;
        });
  }

  private static boolean isByIndependenceDay(LocalDate day) {
    boolean fridayAfter = day.getDayOfMonth() == 5 && day.getDayOfWeek() == DayOfWeek.FRIDAY;
    if (day.getYear() < HALF_WEDNESDAYS) {
      return fridayAfter || (day.getDayOfMonth() == 3 && day.getDayOfWeek() != DayOfWeek.WEDNESDAY);
    }
    return day.getDayOfMonth() == 3;
  }

  private static boolean isNth(LocalDate day, int nth, DayOfWeek weekday) {
    return day.getDayOfWeek() == weekday && (day.getDayOfMonth() - 1) / 7 == nth - 1;
  }

  private static boolean isLastMonday(LocalDate day) {
    return day.equals(day.with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
  }

  /** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
  private static LocalDate easter(int year) {
    int golden = year % 19;
    int century = year / 100;
    int rest = year % 100;
    int correction = (century - (century + 8) / 25 + 1) / 3;
    int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    int weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    int late = (golden + 11 * epact + 22 * weekday) / 451;
    int days = epact + weekday - 7 * late + 114;
    return LocalDate.of(year, days / 31, days % 31 + 1);
  }

  private static Set<LocalDate> days(String... days) {
    return Arrays.stream(days).map(LocalDate::parse).collect(Collectors.toUnmodifiableSet());
  }
}
