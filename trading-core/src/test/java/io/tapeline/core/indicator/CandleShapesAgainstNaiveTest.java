package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.VolumeCheck.Volume;
import io.tapeline.core.indicator.VwapRetest.Kind;
import io.tapeline.core.indicator.VwapRetest.Verdict;
import io.tapeline.core.indicator.WickTrap.Trap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes of random candles on a coarse grid, each judged again in exact decimals. */
class CandleShapesAgainstNaiveTest {

  private static final BigDecimal TICK = new BigDecimal("0.07");

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static boolean atLeast(BigDecimal value, String times, BigDecimal other) {
    return value.compareTo(number(times).multiply(other)) >= 0;
  }

  private static BigDecimal move(Candle candle) {
    return candle.close().minus(candle.open());
  }

  private static BigDecimal upper(Candle candle) {
    return candle.high().value().subtract(candle.open().value().max(candle.close().value()));
  }

  private static BigDecimal lower(Candle candle) {
    return candle.open().value().min(candle.close().value()).subtract(candle.low().value());
  }

  /** Compares every reading of an indicator of ranges with a judgement of the newest candles. */
  private static <T> void compare(
      CandleIndicator<T> indicator,
      String range,
      T nothing,
      BiFunction<List<Candle>, BigDecimal, T> naive) {
    int told = 0;
    List<Candle> candles = Candles.coarse(range.length(), 4_000);
    for (int i = 0; i < candles.size(); i++) {
      indicator.take(candles.get(i));
      List<Candle> two = Candles.last(Candles.segment(candles.subList(0, i + 1)), 2);
      T expected =
          two.stream().anyMatch(Candle::synthetic) && two.getLast().synthetic()
              ? nothing
              : naive.apply(two, number(range));
      assertThat(indicator.reading()).as("candle %d", i).isEqualTo(Reading.ready(expected));
      told += expected.equals(nothing) ? 0 : 1;
    }
    assertThat(told).isGreaterThan(30);
  }

  @ParameterizedTest(name = "range {0}")
  @ValueSource(strings = {"0.35", "0.14", "0.2333"})
  void trapIsALongWick(String range) {
    compare(
        new WickTrap(TICK.doubleValue(), new FixedValue(Double.parseDouble(range))),
        range,
        Trap.NONE,
        (two, micro) -> {
          Candle candle = two.getLast();
          BigDecimal body = move(candle).abs().max(TICK);
          for (Bias bias : List.of(Bias.BUY, Bias.SELL)) {
            BigDecimal wick = bias == Bias.BUY ? lower(candle) : upper(candle);
            BigDecimal other = bias == Bias.BUY ? upper(candle) : lower(candle);
            if (atLeast(wick, "1.5", body)
                && atLeast(wick, "0.3", micro)
                && atLeast(wick, "1.2", other)) {
              return new Trap(bias, atLeast(wick, "2", body));
            }
          }
          return Trap.NONE;
        });
  }

  @ParameterizedTest(name = "range {0}")
  @ValueSource(strings = {"0.28", "0.14", "0.2333"})
  void engulfingBodyIsLongerThanThatBefore(String range) {
    compare(
        new Engulfing(new FixedValue(Double.parseDouble(range))),
        range,
        Bias.NONE,
        (two, micro) -> engulfing(two, micro));
  }

  private static Bias engulfing(List<Candle> two, BigDecimal micro) {
    Candle before = two.getFirst();
    Candle newest = two.getLast();
    int way = move(newest).signum();
    if (two.size() < 2 || before.synthetic() || way == 0 || move(before).signum() != -way) {
      return Bias.NONE;
    }
    int atOpen = way * before.close().compareTo(newest.open());
    int atClose = way * newest.close().compareTo(before.open());
    boolean around = atOpen >= 0 && atClose >= 0 && atOpen + atClose > 0;
    BigDecimal body = move(newest).abs();
    boolean strong = atLeast(body, "1.2", move(before).abs()) && atLeast(body, "0.5", micro);
    return around && strong ? (way > 0 ? Bias.BUY : Bias.SELL) : Bias.NONE;
  }

  @ParameterizedTest(name = "band {0} ± {1}")
  @CsvSource({"4.06, 0.21", "3.78, 0.07", "3.64, 0.28", "4.1, 0.3"})
  void retestIsOfTheNewestCandleAtTheBand(String vwap, String width) {
    VwapBand band = new VwapBand(Double.parseDouble(vwap), Double.parseDouble(width));
    VwapRetest retest = new VwapRetest(TICK.doubleValue());
    List<Candle> candles = Candles.coarse(7, 6_000);
    List<Candle> real = new ArrayList<>();
    int absorbed = 0;
    int rejected = 0;
    for (int i = 0; i < candles.size(); i++) {
      Candle candle = candles.get(i);
      Verdict expected =
          candle.synthetic() ? Verdict.NONE : verdict(candle, real, number(vwap), number(width));
      assertThat(retest.judge(candle, band)).as("candle %d: %s", i, candle).isEqualTo(expected);
      absorbed += expected.kind() == Kind.ABSORPTION ? 1 : 0;
      rejected += expected.kind() == Kind.WICK_REJECTION ? 1 : 0;
      if (!candle.synthetic()) {
        real.add(candle);
      }
    }
    assertThat(absorbed).isGreaterThan(10);
    assertThat(rejected).isGreaterThan(10);
  }

  private static Verdict verdict(
      Candle candle, List<Candle> real, BigDecimal vwap, BigDecimal width) {
    BigDecimal body = move(candle).abs().max(TICK);
    BigDecimal close = candle.close().value();
    boolean down = candle.low().value().compareTo(vwap.add(width)) <= 0;
    boolean up = candle.high().value().compareTo(vwap.subtract(width)) >= 0;
    if (down && close.compareTo(vwap) > 0 && atLeast(lower(candle), "1.5", body)) {
      return new Verdict(Kind.WICK_REJECTION, Bias.BUY, 0.7);
    }
    if (up && close.compareTo(vwap) < 0 && atLeast(upper(candle), "1.5", body)) {
      return new Verdict(Kind.WICK_REJECTION, Bias.SELL, 0.7);
    }
    boolean inside = close.subtract(vwap).abs().compareTo(width) <= 0;
    @Nullable BigDecimal four = sum(real, 4);
    boolean busy =
        four != null
            && four.signum() > 0
            && atLeast(number("4").multiply(candle.volume().value()), "1.2", four);
    return down && up && inside && busy
        ? new Verdict(Kind.ABSORPTION, Bias.NONE, 0.5)
        : Verdict.NONE;
  }

  /** Volume of the last candles; null if there are fewer. */
  private static @Nullable BigDecimal sum(List<Candle> real, int count) {
    return real.size() < count
        ? null
        : Candles.last(real, count).stream()
            .map(candle -> candle.volume().value())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @ParameterizedTest(name = "n {0}")
  @ValueSource(ints = {1, 4, 10})
  void volumeIsComparedExactly(int n) {
    VolumeCheck check = new VolumeCheck(n);
    List<Candle> real = new ArrayList<>();
    int increasing = 0;
    for (Candle candle : Candles.coarse(9, 4_000)) {
      check.take(candle);
      @Nullable BigDecimal before = sum(real, n);
      Volume made = check.reading().orNull();
      boolean ready = before != null && before.signum() > 0 && !candle.synthetic();
      assertThat(made != null).isEqualTo(ready);
      if (made != null && before != null) {
        BigDecimal volume = candle.volume().value();
        BigDecimal times = BigDecimal.valueOf(n).multiply(volume);
        assertThat(made.isSpike()).isEqualTo(atLeast(times, "1.5", before));
        assertThat(made.increasing())
            .as("%s after %s", volume, real.getLast().volume())
            .isEqualTo(
                volume.compareTo(number("1.2").multiply(real.getLast().volume().value())) > 0);
        increasing += made.increasing() ? 1 : 0;
      }
      if (!candle.synthetic()) {
        real.add(candle);
      }
    }
    assertThat(increasing).isGreaterThan(100);
  }
}
