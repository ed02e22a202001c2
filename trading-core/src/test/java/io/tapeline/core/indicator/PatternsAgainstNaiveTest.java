package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.SessionLevels.Levels;
import io.tapeline.core.indicator.Sweep.Detected;
import io.tapeline.core.indicator.VolumeCheck.Volume;
import io.tapeline.core.money.Price;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps, volumes and levels of random candles, each found again by looking at all candles. */
class PatternsAgainstNaiveTest {

  private static final double RANGE = 0.3;
  private static final SessionClock UTC = new SessionClock(SessionClock.Mode.FIXED_UTC);

  /** A side of a candle that went beyond, or nothing. */
  private record Beyond(boolean high, Price level, Price reached, double confidence) {

    boolean isBack(Candle candle) {
      return high ? candle.close().isBelow(level) : candle.close().isAbove(level);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void sweepsAreThoseFoundByLookingAtAllCandles(long seed) {
    List<Candle> candles = Candles.random(seed, 3_000);
    Sweep sweep = new Sweep(0.01, new FixedValue(RANGE));
    int told = 0;
    for (int i = 0; i < candles.size(); i++) {
      sweep.take(candles.get(i));
      List<Candle> segment = Candles.segment(candles.subList(0, i + 1));
      Detected made = sweep.reading().orNull();
      boolean ready = real(segment.subList(0, segment.size() - 1)).size() >= 10;
      assertThat(made != null).as("candle %d", i).isEqualTo(ready);
      if (made != null) {
        assertThat(made).as("candle %d", i).isEqualTo(naive(segment));
        told += made.bias() == Bias.NONE ? 0 : 1;
      }
    }
    assertThat(told).isGreaterThan(50);
  }

  private static Detected naive(List<Candle> segment) {
    Candle newest = segment.getLast();
    List<Beyond> returned = new ArrayList<>();
    for (Beyond each : beyond(segment)) {
      if (each.isBack(newest)) {
        returned.add(each);
      }
    }
    List<Candle> before = segment.subList(0, segment.size() - 1);
    for (Beyond each : before.isEmpty() ? List.<Beyond>of() : beyond(before)) {
      if (!each.isBack(before.getLast()) && each.isBack(newest)) {
        returned.add(each);
      }
    }
    Beyond high = surest(returned, true);
    Beyond low = surest(returned, false);
    if (high != null && low != null && high.confidence == low.confidence) {
      return Detected.NONE;
    }
    boolean sell = high != null && (low == null || high.confidence > low.confidence);
    Beyond found = sell ? high : low;
    return found == null
        ? Detected.NONE
        : new Detected(sell ? Bias.SELL : Bias.BUY, found.level, found.reached, found.confidence);
  }

  /** Of equally sure ones the newest candle's, which stands first. */
  private static @Nullable Beyond surest(List<Beyond> all, boolean high) {
    @Nullable Beyond surest = null;
    for (Beyond each : all) {
      if (each.high == high && (surest == null || each.confidence > surest.confidence)) {
        surest = each;
      }
    }
    return surest;
  }

  /** What the last candle of a segment went beyond. */
  private static List<Beyond> beyond(List<Candle> segment) {
    Candle s = segment.getLast();
    List<Candle> ten = real(segment.subList(0, segment.size() - 1));
    List<Beyond> found = new ArrayList<>();
    if (s.synthetic() || ten.size() < 10) {
      return found;
    }
    ten = Candles.last(ten, 10);
    Price top = ten.stream().map(Candle::high).max(Comparator.naturalOrder()).orElseThrow();
    Price bottom = ten.stream().map(Candle::low).min(Comparator.naturalOrder()).orElseThrow();
    double bodyTop = Math.max(Candles.number(s.open()), Candles.number(s.close()));
    double bodyBottom = Math.min(Candles.number(s.open()), Candles.number(s.close()));
    double mean = ten.stream().mapToDouble(PatternsAgainstNaiveTest::volume).sum() / 10;
    double body = Math.max(bodyTop - bodyBottom, 0.01);
    if (s.high().isAbove(top)) {
      double wick = Candles.number(s.high()) - bodyTop;
      add(
          new Beyond(
              true, top, s.high(), sure(wick, body, s, mean, s.high().minus(top).doubleValue())),
          found);
    }
    if (s.low().isBelow(bottom)) {
      double wick = bodyBottom - Candles.number(s.low());
      double by = bottom.minus(s.low()).doubleValue();
      add(new Beyond(false, bottom, s.low(), sure(wick, body, s, mean, by)), found);
    }
    return found;
  }

  private static void add(Beyond beyond, List<Beyond> found) {
    if (beyond.confidence >= 0.5) {
      found.add(beyond);
    }
  }

  private static double sure(double wick, double body, Candle s, double mean, double by) {
    double confidence = 0.5;
    confidence += wick >= 1.5 * body - 1e-9 ? 0.3 : 0;
    confidence += mean > 0 && volume(s) >= 1.5 * mean - 1e-9 ? 0.2 : 0;
    return by >= 0.1 * RANGE - 1e-9 ? confidence : confidence / 2;
  }

  private static List<Candle> real(List<Candle> candles) {
    return candles.stream().filter(candle -> !candle.synthetic()).toList();
  }

  private static double volume(Candle candle) {
    return candle.volume().value().doubleValue();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void volumeIsComparedWithRealCandlesAlone(long seed) {
    List<Candle> candles = Candles.random(seed, 2_000);
    VolumeCheck check = new VolumeCheck(10);
    int compared = 0;
    for (int i = 0; i < candles.size(); i++) {
      check.take(candles.get(i));
      List<Candle> real = real(candles.subList(0, i + 1));
      Volume made = check.reading().orNull();
      boolean ready = real.size() > 10 && !candles.get(i).synthetic();
      assertThat(made != null).isEqualTo(ready);
      if (made != null) {
        compared++;
        List<Candle> eleven = Candles.last(real, 11);
        double mean =
            eleven.subList(0, 10).stream().mapToDouble(PatternsAgainstNaiveTest::volume).sum() / 10;
        assertThat(made.ratio()).isCloseTo(volume(eleven.getLast()) / mean, within(1e-9));
        assertThat(made.increasing())
            .isEqualTo(volume(eleven.getLast()) > 1.2 * volume(eleven.get(9)));
      }
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void levelsAreTheExtremesOfTheirStretches(long seed) {
    List<Candle> candles = Candles.random(seed, 4_000);
    SessionLevels levels = new SessionLevels(UTC, TradingDay.UTC, 30);
    int compared = 0;
    for (int i = 0; i < candles.size(); i++) {
      levels.take(candles.get(i));
      Levels made = levels.reading().orNull();
      if (made != null && i % 7 == 0) {
        compared++;
        List<Candle> real = real(candles.subList(0, i + 1));
        Object session = UTC.at(candles.get(i).openTime());
        Object day = dayOf(candles.get(i));
        List<Candle> before =
            real.stream().filter(c -> !UTC.at(c.openTime()).equals(session)).toList();
        List<Candle> earlier = real.stream().filter(c -> !dayOf(c).equals(day)).toList();
        assertLevel(
            made.session(),
            real.stream().filter(c -> UTC.at(c.openTime()).equals(session)).toList());
        assertLevel(
            made.previousSession(),
            before.stream()
                .filter(c -> UTC.at(c.openTime()).equals(UTC.at(before.getLast().openTime())))
                .toList());
        assertLevel(
            made.previousDay(),
            earlier.stream().filter(c -> dayOf(c).equals(dayOf(earlier.getLast()))).toList());
      }
    }
    assertThat(compared).isGreaterThan(300);
  }

  private static Object dayOf(Candle candle) {
    return candle.openTime().floor(Duration.ofDays(1));
  }

  private static void assertLevel(@Nullable Extremes level, List<Candle> stretch) {
    assertThat(level != null).isEqualTo(stretch.size() >= 30);
    if (level != null) {
      assertThat(level.candles()).isEqualTo(stretch.size());
      assertThat(level.high())
          .isEqualTo(
              stretch.stream().map(Candle::high).max(Comparator.naturalOrder()).orElseThrow());
      assertThat(level.low())
          .isEqualTo(
              stretch.stream().map(Candle::low).min(Comparator.naturalOrder()).orElseThrow());
    }
  }
}
