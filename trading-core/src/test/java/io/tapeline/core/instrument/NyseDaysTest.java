package io.tapeline.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.opengamma.strata.basics.ReferenceData;
import com.opengamma.strata.basics.date.HolidayCalendar;
import com.opengamma.strata.basics.date.HolidayCalendarIds;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against Strata's calendar of NYSE, and against the half days that NYSE has published. */
class NyseDaysTest {

  private static final LocalDate FIRST = LocalDate.of(2001, 1, 1);
  private static final LocalDate END = LocalDate.of(2031, 1, 1);

  /**
   * Closures that Strata does not know: it has only the second of the storm's two days, and was
   * released before the death of President Carter.
   */
  private static final List<LocalDate> UNKNOWN_TO_STRATA =
      List.of(LocalDate.of(2012, 10, 29), LocalDate.of(2025, 1, 9));

  /** From the exchange's yearly holiday schedules. */
  private static final List<String> HALF_DAYS =
      List.of(
          "2007-07-03",
          "2007-11-23",
          "2007-12-24",
          "2008-07-03",
          "2008-11-28",
          "2008-12-24",
          "2009-11-27",
          "2009-12-24",
          "2010-11-26",
          "2011-11-25",
          "2012-07-03",
          "2012-11-23",
          "2012-12-24",
          "2013-07-03",
          "2013-11-29",
          "2013-12-24",
          "2014-07-03",
          "2014-11-28",
          "2014-12-24",
          "2015-11-27",
          "2015-12-24",
          "2016-11-25",
          "2017-07-03",
          "2017-11-24",
          "2018-07-03",
          "2018-11-23",
          "2018-12-24",
          "2019-07-03",
          "2019-11-29",
          "2019-12-24",
          "2020-11-27",
          "2020-12-24",
          "2021-11-26",
          "2022-11-25",
          "2023-07-03",
          "2023-11-24",
          "2024-07-03",
          "2024-11-29",
          "2024-12-24",
          "2025-07-03",
          "2025-11-28",
          "2025-12-24",
          "2026-11-27",
          "2026-12-24",
          "2027-11-26",
          "2028-07-03",
          "2028-11-24");

  private static Stream<LocalDate> days(LocalDate first, LocalDate end) {
    return first.datesUntil(end);
  }

  @Test
  void closedDaysAreStratasBesidesTheTwoItDoesNotKnow() {
    HolidayCalendar strata = HolidayCalendarIds.NYSE.resolve(ReferenceData.standard());

    List<LocalDate> different =
        days(FIRST, END).filter(day -> NyseDays.isClosed(day) != strata.isHoliday(day)).toList();

    assertThat(different).isEqualTo(UNKNOWN_TO_STRATA);
    assertThat(UNKNOWN_TO_STRATA).allMatch(NyseDays::isClosed);
  }

  @Test
  void halfDaysAreThePublished() {
    List<String> found =
        days(LocalDate.of(2007, 1, 1), LocalDate.of(2029, 1, 1))
            .filter(NyseDays::isHalfDay)
            .map(LocalDate::toString)
            .toList();

    assertThat(found).isEqualTo(HALF_DAYS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2002-07-05", "2003-07-03", "2003-12-26", "2004-11-26"})
  void halfDaysOfEarlierYearsFollowTheRulesOfTheirTime(String day) {
    assertThat(NyseDays.isHalfDay(LocalDate.parse(day))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2002-07-03", "2013-07-05", "2021-06-18", "2021-12-31", "2026-07-02"})
  void daysThatOnlyLookLikeHolidaysAreWhole(String day) {
    LocalDate date = LocalDate.parse(day);

    assertThat(NyseDays.isClosed(date)).isFalse();
    assertThat(NyseDays.isHalfDay(date)).isFalse();
  }
}
