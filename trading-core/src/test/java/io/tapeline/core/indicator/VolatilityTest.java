package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.VolatilityExpansion.Change;
import io.tapeline.core.indicator.VolatilityExpansion.State;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolatilityTest {

  /** The catalogue's three candles after a close at 2000.00: true ranges 0.90, 0.70, 1.00. */
  private static final String[] GOLD = {
    "2000.00 2000.00 2000.00",
    "2000.80 1999.90 2000.60",
    "2001.10 2000.40 2000.50",
    "2000.90 1999.90 2000.80"
  };

  private static double value(Reading<Double> reading) {
    Double value = reading.orNull();
    assertThat(value).as("%s", reading).isNotNull();
    return value == null ? Double.NaN : value;
  }

  @Test
  void trueRangeReachesOverTheGapToThePreviousClose() {
    TrueRange range = new TrueRange();
    List<Double> made = new ArrayList<>();
    for (Candle candle : Candles.hlc("12 10 11", "15 14 14.5", "13 9 9.5", "9.2 9.1 9.1")) {
      range.take(candle);
      made.add(value(range.reading()));
    }

    assertThat(made.get(0)).isEqualTo(2);
    assertThat(made.get(1)).isEqualTo(4);
    assertThat(made.get(2)).isEqualTo(5.5);
    assertThat(made.get(3)).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void atrIsSeededByTheMeanThenSmoothed() {
    // High less low alone decides here: each candle holds the close before it.
    List<Candle> candles =
        Candles.hlc("10.90 10.00 10.5", "10.80 10.10 10.5", "11.00 10.00 10.5", "11.60 10.00 10.5");
    Atr atr = new Atr(3);

    assertThat(Candles.fed(atr, candles.subList(0, 2))).isEqualTo(Reading.warmingUp(2, 3));
    assertThat(value(Candles.fed(atr, candles.subList(2, 3)))).isCloseTo(0.866667, within(5e-7));
    assertThat(value(Candles.fed(atr, candles.subList(3, 4)))).isCloseTo(1.111111, within(5e-7));
  }

  @ParameterizedTest
  @CsvSource({"3, 0.866667", "1, 1.00"})
  void microVolatilityIsTheMeanOfTheLastTrueRanges(int k, double expected) {
    assertThat(value(Candles.fed(new Atr1(k), Candles.hlc(GOLD))))
        .isCloseTo(expected, within(5e-7));
  }

  @Test
  void microVolatilityNeedsAPreviousCloseForEachRange() {
    Atr1 atr = new Atr1(3);

    assertThat(atr.reading()).isEqualTo(Reading.warmingUp(0, 4));
    assertThat(Candles.fed(atr, Candles.hlc(GOLD).subList(0, 3)))
        .isEqualTo(Reading.warmingUp(3, 4));
    assertThat(Candles.fed(atr, Candles.hlc(GOLD).subList(3, 4)).isReady()).isTrue();
  }

  @Test
  void meanRangeIsReadyFromTheFifthCandleOn() {
    MeanRange range = new MeanRange(10, 5);
    List<Candle> candles =
        Candles.hlc(
            "2000.80 1999.90 2000.60",
            "2001.10 2000.40 2000.50",
            "2000.90 1999.90 2000.80",
            "2000.90 1999.90 2000.80",
            "2001.00 1999.00 2000.80");

    assertThat(Candles.fed(range, candles.subList(0, 4))).isEqualTo(Reading.warmingUp(4, 5));
    assertThat(value(Candles.fed(range, candles.subList(4, 5)))).isCloseTo(1.12, within(1e-9));
    assertThat(value(Candles.fed(new MeanRange(10, 3), candles.subList(0, 3))))
        .isCloseTo(0.866667, within(5e-7));
  }

  @ParameterizedTest
  @CsvSource({
    "1.21, 1.00, EXPANDING",
    "1.10, 1.00, EXPANDING",
    "1.05, 1.00, STABLE",
    "0.91, 1.00, STABLE",
    "0.90, 1.00, CONTRACTING",
    "1.00, 0,    STABLE",
  })
  void volatilityExpandsFromTenPercentOn(double recent, double before, State state) {
    assertThat(new Change(recent, before).state()).isEqualTo(state);
  }

  @Test
  void expansionComparesFiveCandlesWithFive() {
    List<Candle> candles = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      candles.add(
          Candles.of(i, "10", i < 5 ? "10.5" : "10.605", i < 5 ? "9.5" : "9.395", "10", "1"));
    }
    VolatilityExpansion expansion = new VolatilityExpansion();

    assertThat(Candles.fed(expansion, candles.subList(0, 9))).isEqualTo(Reading.warmingUp(9, 10));
    Change change = Candles.fed(expansion, candles.subList(9, 10)).orNull();
    assertThat(change).isNotNull();
    if (change != null) {
      assertThat(change.before()).isCloseTo(1.00, within(1e-9));
      assertThat(change.recent()).isCloseTo(1.21, within(1e-9));
      assertThat(change.state()).isEqualTo(State.EXPANDING);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.8, 0.60", "0.3, 0.45", "0.75, 0.5", "0.35, 0.5", "0.5, 0.5"})
  void dynamicThresholdFollowsTheMeanRange(String range, double expected) {
    DynamicAtr threshold = new DynamicAtr(0.5, 30);
    List<Candle> candles = new ArrayList<>();
    String high = new BigDecimal("10").add(new BigDecimal(range)).toString();
    for (int i = 0; i < 30; i++) {
      candles.add(Candles.of(i, "10", high, "10", "10", "1"));
    }

    assertThat(Candles.fed(threshold, candles.subList(0, 29))).isEqualTo(Reading.warmingUp(29, 30));
    assertThat(value(Candles.fed(threshold, candles.subList(29, 30))))
        .isCloseTo(expected, within(1e-9));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyFigureIsThatOfItsSegmentComputedAnew(long seed) {
    List<Candle> candles = Candles.random(seed, 3_000);
    Atr atr = new Atr(14);
    Atr1 atr1 = new Atr1(3);
    DynamicAtr dynamic = new DynamicAtr(0.2, 30);
    VolatilityExpansion expansion = new VolatilityExpansion();
    MeanRange range = new MeanRange(10, 5);
    int ready = 0;
    for (int i = 0; i < candles.size(); i++) {
      for (CandleIndicator<?> each : List.of(atr, atr1, dynamic, expansion, range)) {
        each.take(candles.get(i));
      }
      List<Candle> all = candles.subList(0, i + 1);
      List<Double> ranges = trueRanges(Candles.segment(all));
      ready += atr.reading().isReady() ? 1 : 0;

      assertMean(atr1.reading(), Candles.last(ranges.subList(1, ranges.size()), 3), 3);
      Double smoothed = atr.reading().orNull();
      assertThat(smoothed != null).isEqualTo(ranges.size() >= 14);
      if (smoothed != null) {
        assertThat(smoothed).isCloseTo(wilder(ranges, 14), within(1e-9));
      }
      Change change = expansion.reading().orNull();
      assertThat(change != null).isEqualTo(ranges.size() >= 10);
      if (change != null) {
        List<Double> ten = Candles.last(ranges, 10);
        assertThat(change.before()).isCloseTo(mean(ten.subList(0, 5)), within(1e-9));
        assertThat(change.recent()).isCloseTo(mean(ten.subList(5, 10)), within(1e-9));
      }
      assertThat(dynamic.reading().isReady()).isEqualTo(ranges.size() >= 30);
      List<Double> heights =
          Candles.last(all, 10).stream()
              .map(candle -> candle.high().minus(candle.low()).doubleValue())
              .toList();
      assertMean(range.reading(), heights, 5);
    }
    assertThat(ready).isGreaterThan(1_000);
  }

  @Test
  void correctionsOfCandlesChangeNothing() {
    TrueRange range = new TrueRange();
    Candle first = Candles.of(0, "10", "12", "10", "11", "1");
    range.take(first);
    range.take(
        new Candle(
            first.origin(),
            first.symbol(),
            first.timeframe(),
            first.openTime(),
            first.open(),
            first.high(),
            first.low(),
            first.open(),
            first.volume(),
            2,
            false,
            1,
            false));

    assertThat(value(range.reading())).isEqualTo(2);
  }

  private static void assertMean(Reading<Double> reading, List<Double> values, int need) {
    Double made = reading.orNull();
    assertThat(made != null).isEqualTo(values.size() >= need);
    if (made != null) {
      assertThat(made).isCloseTo(mean(values), within(1e-9));
    }
  }

  private static List<Double> trueRanges(List<Candle> segment) {
    List<Double> ranges = new ArrayList<>();
    for (int i = 0; i < segment.size(); i++) {
      Candle candle = segment.get(i);
      double top = Candles.number(candle.high());
      double bottom = Candles.number(candle.low());
      if (i > 0) {
        top = Math.max(top, Candles.number(segment.get(i - 1).close()));
        bottom = Math.min(bottom, Candles.number(segment.get(i - 1).close()));
      }
      ranges.add(top - bottom);
    }
    return ranges;
  }

  private static double wilder(List<Double> ranges, int n) {
    double atr = mean(ranges.subList(0, n));
    for (double range : ranges.subList(n, ranges.size())) {
      atr = (atr * (n - 1) + range) / n;
    }
    return atr;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }
}
