package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.SessionClock.Mode;
import io.tapeline.core.indicator.SessionClock.Span;
import io.tapeline.core.indicator.SessionLevels.Levels;
import io.tapeline.core.money.Price;
import io.tapeline.core.time.EventTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {

  private static EventTime at(String instant) {
    return new EventTime(Instant.parse(instant).toEpochMilli() * 1000);
  }

  @ParameterizedTest
  @CsvSource({
    "00:00:00,     ASIAN,   00:00, 08:00",
    "07:59:59.999, ASIAN,   00:00, 08:00",
    "08:00:00,     LONDON,  08:00, 13:00",
    "12:59:59.999, LONDON,  08:00, 13:00",
    "13:00:00,     OVERLAP, 13:00, 16:00",
    "16:00:00,     NY,      16:00, 21:00",
    "20:59:59.999, NY,      16:00, 21:00",
    "21:00:00,     POST_NY, 21:00, 24:00",
    "23:59:59.999, POST_NY, 21:00, 24:00",
  })
  void sessionsOfFixedHoursBeginInclusively(
      String time, MarketSession session, String start, String end) {
    Span span = new SessionClock(Mode.FIXED_UTC).at(at("2024-07-01T" + time + "Z"));

    EventTime to =
        end.equals("24:00") ? at("2024-07-02T00:00:00Z") : at("2024-07-01T" + end + ":00Z");
    assertThat(span).isEqualTo(new Span(session, at("2024-07-01T" + start + ":00Z"), to));
  }

  /** Hours of the cities' clocks: summer in both, winter in both, and summer in New York alone. */
  @ParameterizedTest
  @CsvSource({
    "2024-07-01T06:59:59Z, ASIAN",
    "2024-07-01T07:00:00Z, LONDON",
    "2024-07-01T12:00:00Z, OVERLAP",
    "2024-07-01T15:30:00Z, NY",
    "2024-07-01T20:59:59Z, NY",
    "2024-07-01T21:00:00Z, POST_NY",
    "2024-01-15T07:59:59Z, ASIAN",
    "2024-01-15T08:00:00Z, LONDON",
    "2024-01-15T13:00:00Z, OVERLAP",
    "2024-01-15T16:30:00Z, NY",
    "2024-01-15T22:00:00Z, POST_NY",
    "2024-03-20T08:00:00Z, LONDON",
    "2024-03-20T12:00:00Z, OVERLAP",
    "2024-03-20T16:29:59Z, OVERLAP",
    "2024-03-20T21:00:00Z, POST_NY",
    "2024-03-21T00:00:00Z, ASIAN",
  })
  void sessionsFollowTheClocksOfTheCities(String moment, MarketSession session) {
    assertThat(new SessionClock(Mode.DST_AWARE).at(at(moment)).session()).isEqualTo(session);
  }

  @ParameterizedTest
  @CsvSource({
    "2000.40, true",
    "2000.43, true",
    "2000.50, false",
    "1999.57, true",
    "1999.56, false"
  })
  void levelIsNearWithinHalfTheRange(String level, boolean near) {
    assertThat(EdgeTolerance.of(2000, 0.866667)).isCloseTo(0.433333, within(1e-6));
    assertThat(EdgeTolerance.isNear(Price.of("2000"), Price.of(level), 0.866667)).isEqualTo(near);
  }

  @Test
  void toleranceHasALeastAndAMostPartOfThePrice() {
    assertThat(EdgeTolerance.of(2000, 0.1)).isCloseTo(0.2, within(1e-9));
    assertThat(EdgeTolerance.of(2000, 10)).isCloseTo(1.0, within(1e-9));
  }

  private static List<Candle> stretch(long fromMinute, int count, int price) {
    return LongStream.range(fromMinute, fromMinute + count)
        .mapToObj(
            minute ->
                Candles.of(
                    minute,
                    Integer.toString(price),
                    Integer.toString(price + 2),
                    Integer.toString(price - 1),
                    Integer.toString(price),
                    "1"))
        .toList();
  }

  private static SessionLevels levels() {
    return new SessionLevels(new SessionClock(Mode.FIXED_UTC), TradingDay.UTC, 30);
  }

  @Test
  void levelsAreThoseOfTheSessionAndTheDayBefore() {
    SessionLevels levels = levels();
    Candles.fed(levels, stretch(0, 40, 100));
    Candles.fed(levels, stretch(8 * 60, 40, 110));
    Candles.fed(levels, stretch(24 * 60, 40, 120));

    Levels found = levels.reading().orNull();
    assertThat(found)
        .isEqualTo(
            new Levels(
                new Extremes(Price.of("112"), Price.of("109"), Candles.minute(480), 40),
                new Extremes(Price.of("112"), Price.of("99"), Candles.minute(0), 80),
                new Extremes(Price.of("122"), Price.of("119"), Candles.minute(1440), 40)));
  }

  @Test
  void stretchOfFewCandlesYieldsNoLevel() {
    SessionLevels levels = levels();

    assertThat(Candles.fed(levels, stretch(0, 29, 100))).isEqualTo(Reading.warmingUp(29, 30));
    assertThat(Candles.fed(levels, stretch(29, 1, 100)).isReady()).isTrue();
    Candles.fed(levels, stretch(480, 29, 110));
    Candles.fed(levels, stretch(780, 5, 110));
    assertThat(levels.reading()).isEqualTo(Reading.warmingUp(5, 30));
  }

  @Test
  void filledMinutesMakeNoLevel() {
    SessionLevels levels = levels();
    Candles.fed(levels, stretch(0, 29, 100));
    levels.take(Candles.of(Candles.minute(29), "100", "100", "100", "100", "0", true, false));

    assertThat(levels.reading()).isEqualTo(Reading.warmingUp(29, 30));
  }

  @Test
  void intradayRangeIsReadyAfterTwentyCandlesOfItsDay() {
    IntradayRange range = new IntradayRange(TradingDay.UTC, 20);

    Candles.fed(range, stretch(0, 19, 100));
    assertThat(range.reading()).isEqualTo(Reading.warmingUp(19, 20));
    assertThat(Candles.fed(range, stretch(19, 1, 105)))
        .isEqualTo(
            Reading.ready(new Extremes(Price.of("107"), Price.of("99"), Candles.minute(0), 20)));
    assertThat(Candles.fed(range, stretch(24 * 60, 1, 105))).isEqualTo(Reading.warmingUp(1, 20));
  }
}
