package io.tapeline.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.time.EventTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingCalendarTest {

  private static final TradingCalendar METALS = TradingWeek.metals(Set.of());
  private static final TradingCalendar FX = TradingWeek.fx(Set.of());
  private static final TradingCalendar EQUITIES = new UsEquities(Set.of(), Set.of());
  private static final Duration STEP = Duration.ofMinutes(30);

  private static EventTime at(String utc) {
    Instant instant = Instant.parse(utc);
    return new EventTime(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000);
  }

  private static TradingCalendar calendar(String name) {
    return switch (name) {
      case "metals" -> METALS;
      case "fx" -> FX;
      case "us-equities" -> EQUITIES;
      default -> new AlwaysOpen();
    };
  }

  /** One row is one stretch of open hours, seen in UTC. */
  @ParameterizedTest(name = "{0}: open {1} to {2}, session to {3}")
  @CsvSource({
    // New York's winter, its summer from 2025-03-09 on, and winter again from 2025-11-02 on.
    "us-equities, 2025-03-07T14:30:00Z, 2025-03-07T21:00:00Z, 2025-03-07T21:00:00Z",
    "us-equities, 2025-03-10T13:30:00Z, 2025-03-10T20:00:00Z, 2025-03-10T20:00:00Z",
    "us-equities, 2025-10-31T13:30:00Z, 2025-10-31T20:00:00Z, 2025-10-31T20:00:00Z",
    "us-equities, 2025-11-03T14:30:00Z, 2025-11-03T21:00:00Z, 2025-11-03T21:00:00Z",
    // Europe changes on 2025-03-30 and 2025-10-26: neither moves New York's hours.
    "us-equities, 2025-03-28T13:30:00Z, 2025-03-28T20:00:00Z, 2025-03-28T20:00:00Z",
    "us-equities, 2025-03-31T13:30:00Z, 2025-03-31T20:00:00Z, 2025-03-31T20:00:00Z",
    "us-equities, 2025-10-27T13:30:00Z, 2025-10-27T20:00:00Z, 2025-10-27T20:00:00Z",
    // Half days: Independence Day in summer, Thanksgiving and Christmas in winter.
    "us-equities, 2025-07-03T13:30:00Z, 2025-07-03T17:00:00Z, 2025-07-03T17:00:00Z",
    "us-equities, 2025-11-28T14:30:00Z, 2025-11-28T18:00:00Z, 2025-11-28T18:00:00Z",
    "us-equities, 2025-12-24T14:30:00Z, 2025-12-24T18:00:00Z, 2025-12-24T18:00:00Z",
    // The edge of a year.
    "us-equities, 2025-12-31T14:30:00Z, 2025-12-31T21:00:00Z, 2025-12-31T21:00:00Z",
    "us-equities, 2026-01-02T14:30:00Z, 2026-01-02T21:00:00Z, 2026-01-02T21:00:00Z",
    // The catalogue's hours are those of summer: Sunday 22:00 to Friday 21:00 UTC.
    "metals, 2025-07-06T22:00:00Z, 2025-07-07T21:00:00Z, 2025-07-11T21:00:00Z",
    "metals, 2025-07-10T22:00:00Z, 2025-07-11T21:00:00Z, 2025-07-11T21:00:00Z",
    "metals, 2025-01-05T23:00:00Z, 2025-01-06T22:00:00Z, 2025-01-10T22:00:00Z",
    "metals, 2025-03-09T22:00:00Z, 2025-03-10T21:00:00Z, 2025-03-14T21:00:00Z",
    "metals, 2025-11-02T23:00:00Z, 2025-11-03T22:00:00Z, 2025-11-07T22:00:00Z",
    "fx, 2025-07-06T21:00:00Z, 2025-07-11T21:00:00Z, 2025-07-11T21:00:00Z",
    "fx, 2025-01-05T22:00:00Z, 2025-01-10T22:00:00Z, 2025-01-10T22:00:00Z"
  })
  void opensAndClosesAtTheseTimes(String name, String open, String close, String sessionEnd) {
    TradingCalendar calendar = calendar(name);
    Duration tick = Duration.ofNanos(1000);

    assertThat(calendar.isOpen(at(open).minus(tick))).isFalse();
    assertThat(calendar.nextOpen(at(open).minus(tick))).isEqualTo(at(open));
    assertThat(calendar.isOpen(at(open))).isTrue();
    assertThat(calendar.nextOpen(at(open))).isEqualTo(at(open));
    assertThat(calendar.isOpen(at(close).minus(tick))).isTrue();
    assertThat(calendar.untilClose(at(close).minus(tick))).isEqualTo(tick);
    assertThat(calendar.isOpen(at(close))).isFalse();
    assertThat(calendar.untilClose(at(close))).isZero();
    assertThat(calendar.untilSessionEnd(at(open)))
        .isEqualTo(Duration.between(Instant.parse(open), Instant.parse(sessionEnd)));
    assertThat(calendar.untilSessionEnd(at(sessionEnd))).isZero();
  }

  @ParameterizedTest(name = "{0} at {1}: next {2}")
  @CsvSource({
    // Independence Day is a Friday: after the half day comes Monday.
    "us-equities, 2025-07-03T17:00:00Z, 2025-07-07T13:30:00Z",
    // Good Friday, and the change to summer time over a weekend.
    "us-equities, 2025-04-17T20:00:00Z, 2025-04-21T13:30:00Z",
    "us-equities, 2025-03-07T21:00:00Z, 2025-03-10T13:30:00Z",
    "us-equities, 2025-12-31T21:00:00Z, 2026-01-02T14:30:00Z",
    // President Carter's day of mourning.
    "us-equities, 2025-01-08T21:00:00Z, 2025-01-10T14:30:00Z",
    "metals, 2025-07-09T21:00:00Z, 2025-07-09T22:00:00Z",
    "metals, 2025-03-07T22:00:00Z, 2025-03-09T22:00:00Z",
    "fx, 2025-10-31T21:00:00Z, 2025-11-02T22:00:00Z"
  })
  void nextOpeningSkipsWhatIsClosed(String name, String closed, String open) {
    assertThat(calendar(name).nextOpen(at(closed))).isEqualTo(at(open));
  }

  @Test
  void dailyBreakOfMetalsIsAPauseOfTheSession() {
    EventTime inBreak = at("2025-07-09T21:30:00Z");

    assertThat(METALS.isOpen(inBreak)).isFalse();
    assertThat(METALS.isPause(inBreak)).isTrue();
    assertThat(METALS.untilClose(inBreak)).isZero();
    assertThat(METALS.untilSessionEnd(inBreak)).isEqualTo(Duration.parse("PT47H30M"));
    assertThat(METALS.untilSessionEnd(at("2025-07-12T12:00:00Z"))).isZero();
  }

  @Test
  void closedDaysOfSettingsEndTheSessionAndItsHalfDaysEndEarly() {
    TradingCalendar metals = TradingWeek.metals(Set.of(LocalDate.of(2025, 12, 25)));
    EventTime eve = at("2025-12-24T21:00:00Z");
    assertThat(metals.untilSessionEnd(eve)).isEqualTo(Duration.ofHours(1));
    assertThat(metals.isPause(at("2025-12-24T22:30:00Z"))).isFalse();
    assertThat(metals.nextOpen(at("2025-12-24T22:00:00Z"))).isEqualTo(at("2025-12-25T23:00:00Z"));

    TradingCalendar equities =
        new UsEquities(Set.of(LocalDate.of(2031, 5, 6)), Set.of(LocalDate.of(2031, 5, 7)));
    assertThat(equities.hours(at("2031-05-05T20:00:00Z")))
        .isEqualTo(
            new OpenHours(
                at("2031-05-07T13:30:00Z"),
                at("2031-05-07T17:00:00Z"),
                at("2031-05-07T17:00:00Z")));
  }

  @ParameterizedTest(name = "{0} from {1} to {2}: {3}")
  @CsvSource({
    "us-equities, 2025-07-02T15:00:00Z, 2025-07-02T19:00:00Z, false",
    "us-equities, 2025-07-02T15:00:00Z, 2025-07-02T20:00:00Z, false",
    "us-equities, 2025-07-02T20:00:00Z, 2025-07-03T13:30:00Z, true",
    "us-equities, 2025-07-02T19:59:00Z, 2025-07-03T13:30:00Z, true",
    "us-equities, 2025-07-02T20:00:00Z, 2025-07-02T20:00:00Z, false",
    "metals, 2025-07-09T20:59:00Z, 2025-07-09T22:00:00Z, true",
    "fx, 2025-07-09T20:59:00Z, 2025-07-09T22:00:00Z, false",
    "24/7, 2024-12-25T00:00:00Z, 2027-01-01T00:00:00Z, false"
  })
  void aClosureBetweenTwoCandlesStartsANewSegment(
      String name, String from, String to, boolean closed) {
    assertThat(calendar(name).isClosedWithin(at(from), at(to))).isEqualTo(closed);
  }

  @Test
  void cryptoNeverCloses() {
    TradingCalendar crypto = new AlwaysOpen();
    EventTime christmas = at("2025-12-25T12:00:00Z");

    assertThat(crypto.isOpen(christmas)).isTrue();
    assertThat(crypto.nextOpen(christmas)).isEqualTo(christmas);
    assertThat(crypto.untilClose(christmas)).isEqualTo(TradingCalendar.NO_CLOSE);
    assertThat(crypto.untilSessionEnd(christmas)).isEqualTo(TradingCalendar.NO_CLOSE);
  }

  /** Every half hour of two years against the rule written down plainly. */
  @ParameterizedTest
  @ValueSource(strings = {"metals", "fx", "us-equities"})
  void agreesWithASearchThroughAllHalfHours(String name) {
    TradingCalendar calendar = calendar(name);
    Predicate<ZonedDateTime> plain = plain(name);
    ZoneId newYork = ZoneId.of("America/New_York");
    EventTime nextOpen = at("2028-01-03T14:30:00Z");
    EventTime nextClose = nextOpen;
    boolean laterIsOpen = false;
    // Backwards, so that what comes next is known.
    for (EventTime now = at("2027-12-31T23:30:00Z");
        now.isAfter(at("2026-01-01T00:00:00Z"));
        now = now.minus(STEP)) {
      boolean open = plain.test(now.toInstant().atZone(newYork));
      if (open && !laterIsOpen) {
        nextClose = now.plus(STEP);
      }
      nextOpen = open ? now : nextOpen;
      laterIsOpen = open;
      assertThat(calendar.isOpen(now)).as("open at %s", now).isEqualTo(open);
      if (now.isBefore(at("2027-12-20T00:00:00Z"))) {
        assertThat(calendar.nextOpen(now)).as("next opening at %s", now).isEqualTo(nextOpen);
        Duration left = open ? Duration.ofNanos(nextClose.microsSince(now) * 1000) : Duration.ZERO;
        assertThat(calendar.untilClose(now)).as("left at %s", now).isEqualTo(left);
      }
    }
  }

  private static Predicate<ZonedDateTime> plain(String name) {
    return switch (name) {
      case "metals" -> time -> isInWeek(time, 18) && time.getHour() != 17;
      case "fx" -> time -> isInWeek(time, 17);
      default ->
          time -> {
            LocalTime clock = time.toLocalTime();
            int last = NyseDays.isHalfDay(time.toLocalDate()) ? 13 : 16;
            return !NyseDays.isClosed(time.toLocalDate())
                && !clock.isBefore(LocalTime.of(9, 30))
                && clock.getHour() < last;
          };
    };
  }

  private static boolean isInWeek(ZonedDateTime time, int sundayHour) {
    return switch (time.getDayOfWeek()) {
      case SATURDAY -> false;
      case SUNDAY -> time.getHour() >= sundayHour;
      case FRIDAY -> time.getHour() < 17;
      default -> time.getDayOfWeek() != DayOfWeek.SATURDAY;
    };
  }

  @Test
  void machineSettingsDoNotMatter() {
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      for (String other : new String[] {"Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tehran"}) {
        TimeZone.setDefault(TimeZone.getTimeZone(other));
        Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
        assertThat(EQUITIES.nextOpen(at("2025-12-31T21:00:00Z")))
            .isEqualTo(at("2026-01-02T14:30:00Z"));
        assertThat(METALS.nextOpen(at("2025-03-07T22:00:00Z")))
            .isEqualTo(at("2025-03-09T22:00:00Z"));
      }
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void weeksThatOverlapThemselvesAreRefused() {
    assertThatThrownBy(
            () -> new TradingWeek("odd", LocalTime.of(16, 0), LocalTime.of(17, 0), Set.of()))
        .hasMessageContaining("must not begin (16:00) before the last has ended (17:00)");
  }
}
