package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Bollinger.Bands;
import io.tapeline.core.indicator.Correlation.Estimate;
import io.tapeline.core.indicator.MarketRegime.Regime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics of random closes, each computed anew of all closes of the segment. */
class StatisticsAgainstNaiveTest {

  private static List<Candle> candles(long seed) {
    return seed % 2 == 0 ? Candles.coarse(seed, 3_000) : Candles.random(seed, 3_000);
  }

  private static double mean(double... values) {
    return DoubleStream.of(values).sum() / values.length;
  }

  private static double deviation(double... values) {
    double mean = mean(values);
    return Math.sqrt(mean(DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).toArray()));
  }

  /** The last returns over so many candles. */
  private static double[] returns(List<Double> closes, int count, int step) {
    return IntStream.range(closes.size() - count, closes.size())
        .mapToDouble(i -> closes.get(i) / closes.get(i - step) - 1)
        .toArray();
  }

  private static double[] last(List<Double> closes, int count) {
    return Candles.last(closes, count).stream().mapToDouble(x -> x).toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void everyFigureIsThatOfTheSegmentsCloses(long seed) {
    Pvd pvd = new Pvd(8);
    Pvvm pvvm = new Pvvm(13);
    Velocity velocity = new Velocity(3);
    ReturnDeviation deviation = new ReturnDeviation(20);
    Bollinger bollinger = new Bollinger(20, 2);
    List<Double> closes = new ArrayList<>();
    for (Candle candle : candles(seed)) {
      for (CandleIndicator<?> each : List.of(pvd, pvvm, velocity, deviation, bollinger)) {
        each.take(candle);
      }
      if (candle.startsSegment()) {
        closes.clear();
      }
      closes.add(Candles.number(candle.close()));
      int have = closes.size();
      assertVariation(pvd.reading(), have >= 8, closes, 8);
      assertVariation(pvvm.reading(), have >= 13, closes, 13);
      assertNumber(velocity.reading(), have >= 4, () -> mean(returns(closes, 3, 1)));
      assertNumber(deviation.reading(), have >= 21, () -> deviation(returns(closes, 20, 1)));
      Bands bands = bollinger.reading().orNull();
      assertThat(bands != null).isEqualTo(have >= 20);
      if (bands != null) {
        assertThat(bands.position()).isCloseTo(position(last(closes, 20)), within(1e-9));
      }
    }
  }

  private interface Figure {

    double compute();
  }

  private static void assertNumber(Reading<Double> reading, boolean ready, Figure figure) {
    Double made = reading.orNull();
    assertThat(made != null).isEqualTo(ready);
    if (made != null) {
      assertThat(made).isCloseTo(figure.compute(), within(1e-12));
    }
  }

  /** PVD of 8 closes, PVVM of 13. */
  private static void assertVariation(
      Reading<Variation> reading, boolean ready, List<Double> closes, int n) {
    Variation made = reading.orNull();
    assertThat(made != null).isEqualTo(ready);
    if (made != null) {
      double[] window = last(closes, n);
      double mean = mean(window);
      double value =
          n == 8
              ? mean(
                  IntStream.range(1, n)
                      .mapToDouble(i -> Math.abs(window[i] - window[i - 1]))
                      .toArray())
              : mean(DoubleStream.of(window).map(x -> Math.abs(x - mean)).toArray());
      assertThat(made.value()).isCloseTo(value, within(1e-12));
      assertThat(made.bps()).isCloseTo(value / mean * 10_000, within(1e-8));
    }
  }

  private static double position(double... window) {
    if (DoubleStream.of(window).distinct().count() == 1) {
      return 0.5;
    }
    double half = 2 * deviation(window);
    double lower = mean(window) - half;
    return Math.clamp((window[window.length - 1] - lower) / (2 * half), 0, 1);
  }

  @Test
  void regimeIsOfTwentyClosesAndAllKindsAreSeen() {
    Set<Regime> seen = EnumSet.noneOf(Regime.class);
    for (long seed = 1; seed <= 6; seed++) {
      MarketRegime market = new MarketRegime();
      List<Double> closes = new ArrayList<>();
      for (Candle candle : candles(seed)) {
        market.take(candle);
        if (candle.startsSegment()) {
          closes.clear();
        }
        closes.add(Candles.number(candle.close()));
        Regime made = market.reading().orNull();
        assertThat(made != null).isEqualTo(closes.size() >= 20);
        if (made != null) {
          assertThat(made).isEqualTo(regime(closes));
          seen.add(made);
        }
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(Regime.values());
  }

  private static Regime regime(List<Double> closes) {
    double deviation = deviation(returns(closes, 10, 10));
    double change = returns(closes, 1, 19)[0];
    if (deviation > 0.03 + 1e-9) {
      return Regime.HIGH_VOL;
    }
    if (change > 0.01 + 1e-9) {
      return Regime.TREND_UP;
    }
    if (change < -0.01 - 1e-9) {
      return Regime.TREND_DOWN;
    }
    return deviation < 0.005 - 1e-9 ? Regime.LOW_VOL : Regime.RANGING;
  }

  /** Minutes are missing and filled in either series; both stand still at times. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void correlationIsOfTheLastCommonReturns(long seed) {
    Correlation correlation = new Correlation(120, 60, 0.3);
    Random random = new Random(seed);
    NavigableMap<Long, Candle> first = new TreeMap<>();
    NavigableMap<Long, Candle> second = new TreeMap<>();
    int price = 1_000;
    int other = 1_000;
    int measured = 0;
    for (long minute = 0; minute < 1_000; minute++) {
      boolean still = minute / 200 % 3 == 2;
      int step = still ? 0 : random.nextInt(9) - 4;
      price = Math.max(500, price + step);
      other = Math.max(500, other - step + (still ? 0 : random.nextInt(5) - 2));
      if (random.nextInt(25) > 0) {
        first.put(minute, close(minute, price, random.nextInt(25) == 0));
        correlation.takeFirst(first.lastEntry().getValue());
      }
      if (random.nextInt(25) > 0) {
        second.put(minute, close(minute, other, random.nextInt(25) == 0));
        correlation.takeSecond(second.lastEntry().getValue());
      }
      Estimate made = correlation.estimate();
      List<double[]> points = commonReturns(first, second);
      double expected = points.size() < 60 ? Double.NaN : pearson(points);
      assertThat(made.points()).as("minute %d", minute).isEqualTo(points.size());
      assertThat(made.measured()).isEqualTo(!Double.isNaN(expected));
      assertThat(made.value()).isCloseTo(Double.isNaN(expected) ? 0.3 : expected, within(1e-9));
      measured += made.measured() ? 1 : 0;
    }
    assertThat(measured).isBetween(300, 950);
  }

  private static Candle close(long minute, int cents, boolean synthetic) {
    String price = Integer.toString(cents);
    return Candles.of(
        Candles.minute(minute), price, price, price, price, "1", synthetic, minute == 0);
  }

  /** Of the last 240 returns of each, at most 120 that both have. */
  private static List<double[]> commonReturns(
      NavigableMap<Long, Candle> first, NavigableMap<Long, Candle> second) {
    NavigableMap<Long, Double> one = returns(first);
    NavigableMap<Long, Double> other = returns(second);
    List<double[]> points = new ArrayList<>();
    one.forEach(
        (minute, value) -> {
          Double too = other.get(minute);
          if (too != null) {
            points.add(new double[] {value, too});
          }
        });
    return Candles.last(points, 120);
  }

  private static NavigableMap<Long, Double> returns(NavigableMap<Long, Candle> candles) {
    NavigableMap<Long, Double> returns = new TreeMap<>();
    candles
        .tailMap(Math.max(0, candles.isEmpty() ? 0 : candles.lastKey() - 400), true)
        .forEach(
            (minute, candle) -> {
              Candle before = candles.get(minute - 1);
              if (before != null && !before.synthetic() && !candle.synthetic()) {
                double ratio = Candles.number(candle.close()) / Candles.number(before.close());
                returns.put(minute, Math.log(ratio));
              }
            });
    while (returns.size() > 240) {
      returns.pollFirstEntry();
    }
    return returns;
  }

  private static double pearson(List<double[]> points) {
    double meanX = points.stream().mapToDouble(point -> point[0]).sum() / points.size();
    double meanY = points.stream().mapToDouble(point -> point[1]).sum() / points.size();
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (double[] point : points) {
      xx += (point[0] - meanX) * (point[0] - meanX);
      yy += (point[1] - meanY) * (point[1] - meanY);
      xy += (point[0] - meanX) * (point[1] - meanY);
    }
    return xx == 0 || yy == 0 ? Double.NaN : xy / Math.sqrt(xx * yy);
  }
}
