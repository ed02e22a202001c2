package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.SessionClock.Mode;
import io.tapeline.core.indicator.SessionMomentum.Move;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of sessions, days and checks, each found again by looking at all of them. */
class SessionsAgainstNaiveTest {

  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest
  @EnumSource(Mode.class)
  void momentumIsTheMoveSinceTheSessionsFirstOpen(Mode mode) {
    SessionClock clock = new SessionClock(mode);
    // The first candles come five hours into a session, so its open is not known.
    List<Candle> candles = Candles.coarse(4, 6_000).subList(300, 6_000);
    SessionMomentum momentum = new SessionMomentum(clock, new FixedValue(0.07));
    int told = 0;
    for (int i = 0; i < candles.size(); i++) {
      momentum.take(candles.get(i));
      Candle newest = candles.get(i);
      SessionClock.Span span = clock.at(newest.openTime());
      int first = i;
      while (first > 0 && !candles.get(first - 1).openTime().isBefore(span.start())) {
        first--;
      }
      List<Candle> three = Candles.last(Candles.segment(candles.subList(0, i + 1)), 3);
      boolean known = first > 0 || candles.get(0).openTime().equals(span.start());
      Move made = momentum.reading().orNull();
      assertThat(made != null).as("candle %d", i).isEqualTo(three.size() == 3 && known);
      if (made != null) {
        double change = newest.close().minus(candles.get(first).open()).doubleValue();
        double minutes = newest.closeTime().microsSince(span.start()) / 60e6;
        double needed = 0.5 * 0.07 * Math.sqrt(Math.max(1, minutes));
        assertThat(made.change()).isCloseTo(change, within(1e-9));
        assertThat(made.needed()).isCloseTo(needed, within(1e-9));
        boolean busy =
            span.session() != MarketSession.ASIAN && span.session() != MarketSession.POST_NY;
        int way = way(three);
        Bias bias =
            !busy || way == 0 || way * change < needed - 1e-9
                ? Bias.NONE
                : way > 0 ? Bias.BUY : Bias.SELL;
        assertThat(made.bias()).as("candle %d", i).isEqualTo(bias);
        told += bias == Bias.NONE ? 0 : 1;
      }
    }
    assertThat(told).isGreaterThan(30);
  }

  /** 1 if the closes rise, −1 if they fall, else 0. */
  private static int way(List<Candle> three) {
    int one = three.get(1).close().compareTo(three.get(0).close());
    int two = three.get(2).close().compareTo(three.get(1).close());
    return one * two > 0 ? Integer.signum(two) : 0;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void intradayRangeIsOfTheDaysCandles(long seed) {
    List<Candle> candles = seed == 1 ? Candles.random(seed, 4_000) : Candles.coarse(seed, 4_000);
    IntradayRange range = new IntradayRange(TradingDay.UTC, 20);
    for (int i = 0; i < candles.size(); i++) {
      range.take(candles.get(i));
      int from = i;
      EventTime day = candles.get(i).openTime().floor(DAY);
      while (from > 0 && candles.get(from - 1).openTime().floor(DAY).equals(day)) {
        from--;
      }
      List<Candle> today = candles.subList(from, i + 1);
      Extremes made = range.reading().orNull();
      assertThat(made != null).isEqualTo(today.size() >= 20);
      if (made != null) {
        assertThat(made)
            .isEqualTo(
                new Extremes(
                    today.stream().map(Candle::high).max(Comparator.naturalOrder()).orElseThrow(),
                    today.stream().map(Candle::low).min(Comparator.naturalOrder()).orElseThrow(),
                    today.getFirst().openTime(),
                    today.size()));
      }
    }
  }

  /** A check of a price against a band. */
  private record Check(EventTime at, boolean inBand) {}

  @ParameterizedTest(name = "every {0} s")
  @CsvSource({"10, 1", "7, 2", "60, 3"})
  void persistenceIsTheTimeOfChecksInTheBandWithoutABreak(int interval, long seed) {
    Random random = new Random(seed);
    VwapPersistence persistence = new VwapPersistence(Duration.ofSeconds(interval));
    List<Check> checks = new ArrayList<>();
    EventTime now = Candles.START;
    double longest = 0;
    for (int i = 0; i < 5_000; i++) {
      long late = random.nextInt(15) == 0 ? 2_000L * interval + random.nextInt(2) : 0;
      now = now.plus(Duration.ofMillis(late > 0 ? late : 1_000L * interval));
      checks.add(new Check(now, random.nextInt(20) > 0));
      double made = persistence.check(now, checks.getLast().inBand);
      double expected = seconds(checks, 2_000_000L * interval);
      assertThat(made).as("check %d", i).isEqualTo(expected);
      double bonus = 1.05 + 0.15 * (Math.min(90, expected) - 30) / 60;
      assertThat(persistence.multiplier()).isCloseTo(expected < 30 ? 1 : bonus, within(1e-12));
      longest = Math.max(longest, made);
    }
    assertThat(longest).isGreaterThan(90);
  }

  private static double seconds(List<Check> checks, long gap) {
    int first = checks.size() - 1;
    if (!checks.get(first).inBand) {
      return 0;
    }
    while (first > 0
        && checks.get(first - 1).inBand
        && checks.get(first).at.microsSince(checks.get(first - 1).at) <= gap) {
      first--;
    }
    return checks.getLast().at.microsSince(checks.get(first).at) / 1e6;
  }

  @ParameterizedTest(name = "base {0}")
  @ValueSource(strings = {"0.05", "0.07", "0.14"})
  void dynamicThresholdIsRaisedAndLoweredByTheMeanRange(String text) {
    double base = Double.parseDouble(text);
    DynamicAtr threshold = new DynamicAtr(base, 30);
    List<Double> ranges = new ArrayList<>();
    Candle before = null;
    int raised = 0;
    for (Candle candle : Candles.coarse(8, 4_000)) {
      threshold.take(candle);
      if (candle.startsSegment()) {
        ranges.clear();
        before = null;
      }
      double top = Candles.number(candle.high());
      double bottom = Candles.number(candle.low());
      double close = before == null ? bottom : Candles.number(before.close());
      ranges.add(Math.max(top, close) - Math.min(bottom, close));
      before = candle;
      Double made = threshold.reading().orNull();
      assertThat(made != null).isEqualTo(ranges.size() >= 30);
      if (made != null) {
        double mean = Candles.last(ranges, 30).stream().mapToDouble(x -> x).sum() / 30;
        double times = mean > 1.5 * base + 1e-9 ? 1.2 : mean < 0.7 * base - 1e-9 ? 0.9 : 1.0;
        assertThat(made).isCloseTo(times * base, within(1e-12));
        raised += times > 1 ? 1 : 0;
      }
    }
    assertThat(raised).isPositive();
  }
}
