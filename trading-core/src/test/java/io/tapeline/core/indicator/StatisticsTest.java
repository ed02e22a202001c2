package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Bollinger.Bands;
import io.tapeline.core.indicator.Correlation.Estimate;
import io.tapeline.core.indicator.MarketRegime.Regime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {

  private static final String[] LARGE = {
    "50000", "50010", "50005", "50020", "50030", "50025", "50040", "50035", "50050", "50045",
    "50060", "50055", "50070"
  };

  private static double value(Reading<Double> reading) {
    Double value = reading.orNull();
    assertThat(value).as("%s", reading).isNotNull();
    return value == null ? Double.NaN : value;
  }

  @Test
  void variationIsThatOfTheCatalogue() {
    List<Candle> small = Candles.closes("100", "102", "101", "105");
    Pvvm pvvm = new Pvvm(4);
    Pvd pvd = new Pvd(3);

    assertVariation(Candles.fed(pvvm, small), 1.5, 147.06, 5e-3);
    assertVariation(Candles.fed(pvd, small), 2.5, 243.51, 5e-3);
  }

  @Test
  void variationOfLargePricesIsThatOfTheCatalogue() {
    List<Candle> large = Candles.closes(LARGE);
    Pvvm pvvm = new Pvvm(Pvvm.USUAL);
    Pvd pvd = new Pvd(Pvd.USUAL);

    assertThat(Candles.fed(pvvm, large.subList(0, 12))).isEqualTo(Reading.warmingUp(12, 13));
    assertVariation(Candles.fed(pvvm, large.subList(12, 13)), 17.751479, 3.547867, 5e-7);
    assertThat(Candles.fed(pvd, large.subList(0, 7))).isEqualTo(Reading.warmingUp(7, 8));
    assertVariation(Candles.fed(pvd, large.subList(7, 13)), 10.714286, 2.140823, 5e-7);
  }

  private static void assertVariation(
      Reading<Variation> reading, double value, double bps, double error) {
    Variation made = reading.orNull();
    assertThat(made).as("%s", reading).isNotNull();
    if (made != null) {
      assertThat(made.value()).isCloseTo(value, within(error));
      assertThat(made.bps()).isCloseTo(bps, within(error));
    }
  }

  @Test
  void strengthIsSmoothedFromItsSeedOn() {
    Rsi rsi = new Rsi(3);

    assertThat(rsi.reading()).isEqualTo(Reading.warmingUp(0, 4));
    assertThat(Candles.fed(rsi, Candles.closes("10", "11", "10.5")))
        .isEqualTo(Reading.warmingUp(3, 4));
    assertThat(value(Candles.fed(rsi, Candles.closes("11.5")))).isCloseTo(80.0, within(1e-9));
    assertThat(value(Candles.fed(rsi, Candles.closes("11.0")))).isCloseTo(61.538462, within(5e-7));
  }

  @ParameterizedTest
  @CsvSource({"1 2 3 4, 100", "4 3 2 1, 0", "2 2 2 2, 50"})
  void strengthHasItsBounds(String closes, double expected) {
    assertThat(value(Candles.fed(new Rsi(3), Candles.closes(closes.split(" ", -1)))))
        .isEqualTo(expected);
  }

  @Test
  void bandsArePopulationDeviationsAroundTheMean() {
    Bollinger bands = new Bollinger(4, 2);

    assertThat(Candles.fed(bands, Candles.closes("2", "4", "4")))
        .isEqualTo(Reading.warmingUp(3, 4));
    // Of 2, 4, 4, 6: mean 4, variance 2.
    Bands made = Candles.fed(bands, Candles.closes("6")).orNull();
    assertThat(made).isNotNull();
    if (made != null) {
      assertThat(made.middle()).isEqualTo(4);
      assertThat(made.upper()).isCloseTo(6.828427, within(5e-7));
      assertThat(made.lower()).isCloseTo(1.171573, within(5e-7));
      assertThat(made.position()).isCloseTo(0.853553, within(5e-7));
    }
    assertThat(Candles.fed(new Bollinger(2, 2), Candles.closes("5", "5")).map(Bands::position))
        .isEqualTo(Reading.ready(0.5));
    assertThat(Candles.fed(new Bollinger(2, 0.5), Candles.closes("5", "9")).map(Bands::position))
        .isEqualTo(Reading.ready(1.0));
  }

  @Test
  void velocityIsTheMeanReturn() {
    Velocity velocity = new Velocity(3);

    assertThat(Candles.fed(velocity, Candles.closes("100", "110", "99")))
        .isEqualTo(Reading.warmingUp(3, 4));
    // 10 %, −10 %, +20 %.
    assertThat(value(Candles.fed(velocity, Candles.closes("118.8"))))
        .isCloseTo(0.2 / 3, within(1e-12));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyFigureIsThatOfItsSegmentComputedAnew(long seed) {
    Sma sma = new Sma(14);
    Ema ema = new Ema(9);
    Bollinger bollinger = new Bollinger(20, 2);
    Rsi rsi = new Rsi(14);
    Pvvm pvvm = new Pvvm(13);
    int compared = 0;
    List<Double> closes = new ArrayList<>();
    for (Candle candle : Candles.random(seed, 3_000)) {
      for (CandleIndicator<?> each : List.of(sma, ema, bollinger, rsi, pvvm)) {
        each.take(candle);
      }
      if (candle.startsSegment()) {
        closes.clear();
      }
      closes.add(Candles.number(candle.close()));
      assertThat(sma.reading().isReady()).isEqualTo(closes.size() >= 14);
      assertThat(bollinger.reading().isReady()).isEqualTo(closes.size() >= 20);
      assertThat(rsi.reading().isReady()).isEqualTo(closes.size() >= 15);
      Bands bands = bollinger.reading().orNull();
      if (bands != null) {
        compared++;
        List<Double> last = Candles.last(closes, 20);
        double mean = mean(last);
        double variance = mean(last.stream().map(each -> Math.pow(each - mean, 2)).toList());
        assertThat(bands.upper() - mean).isCloseTo(2 * Math.sqrt(variance), within(1e-9));
        assertThat(value(sma.reading())).isCloseTo(mean(Candles.last(closes, 14)), within(1e-9));
        assertThat(value(ema.reading())).isCloseTo(weighted(closes, 9), within(1e-9));
        assertThat(value(rsi.reading())).isCloseTo(strength(closes, 14), within(1e-7));
        List<Double> thirteen = Candles.last(closes, 13);
        double middle = mean(thirteen);
        assertThat(value(pvvm.reading().map(Variation::value)))
            .isCloseTo(
                mean(thirteen.stream().map(each -> Math.abs(each - middle)).toList()),
                within(1e-9));
      }
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  /** Each close by its weight; the first n share that of the seed. */
  private static double weighted(List<Double> closes, int n) {
    double part = 2.0 / (n + 1);
    int later = closes.size() - n;
    double sum = mean(closes.subList(0, n)) * Math.pow(1 - part, later);
    for (int i = 0; i < later; i++) {
      sum += closes.get(n + i) * part * Math.pow(1 - part, later - 1 - i);
    }
    return sum;
  }

  private static double strength(List<Double> closes, int n) {
    double gain = 0;
    double loss = 0;
    for (int i = 1; i < closes.size(); i++) {
      double change = closes.get(i) - closes.get(i - 1);
      double up = change > 0 ? change : 0;
      double down = change < 0 ? -change : 0;
      gain = i <= n ? gain + up / n : (gain * (n - 1) + up) / n;
      loss = i <= n ? loss + down / n : (loss * (n - 1) + down) / n;
    }
    return 100 - 100 / (1 + gain / loss);
  }

  @Test
  void correlationIsPearsons() {
    double[] x = {0.01, -0.01, 0.02, 0};
    double[] y = {0.012, -0.008, 0.018, 0.001};

    assertThat(Correlation.pearson(x, y, 4)).isCloseTo(0.994119, within(5e-7));
    assertThat(Correlation.pearson(x, new double[4], 4)).isNaN();
  }

  @Test
  void correlationIsOfTheMinutesThatBothHave() {
    Correlation correlation = new Correlation(120, 60, Correlation.PRIOR_SAME_CLASS);
    Random random = new Random(7);
    int first = 100_000;
    int second = 100_000;
    for (int i = 0; i <= 60; i++) {
      int step = random.nextInt(201) - 100;
      first += step;
      second -= step;
      correlation.takeFirst(close(i, first, false));
      correlation.takeSecond(close(i, second, false));
      if (i == 59) {
        assertThat(correlation.estimate()).isEqualTo(new Estimate(0.8, 59, false));
      }
    }
    Estimate opposite = correlation.estimate();
    assertThat(opposite.measured()).isTrue();
    assertThat(opposite.points()).isEqualTo(60);
    assertThat(opposite.value()).isLessThan(-0.99);

    correlation.takeFirst(close(61, first, true));
    correlation.takeFirst(close(62, first, false));
    correlation.takeSecond(close(61, second + 5, false));
    correlation.takeSecond(close(62, second + 6, false));
    assertThat(correlation.estimate().points()).isEqualTo(60);
  }

  private static Candle close(int minute, int cents, boolean synthetic) {
    String price = BigDecimal.valueOf(cents, 2).toPlainString();
    return Candles.of(Candles.minute(minute), price, price, price, price, "1", synthetic, false);
  }

  /** Closes that move by a step and stay, so that ten-candle returns and the change are known. */
  @ParameterizedTest
  @CsvSource({
    "100, 100,    100, LOW_VOL",
    "100, 100,    100.9, LOW_VOL",
    "100, 101.5,  102, TREND_UP",
    "100, 98.5,   98,  TREND_DOWN",
    "100, 90,     100, HIGH_VOL",
    "100, 101.5,  100, RANGING",
  })
  void regimeIsOfTheLastTwentyCloses(String from, String middle, String to, Regime regime) {
    MarketRegime market = new MarketRegime();
    List<String> closes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      closes.add(i < 10 ? from : i < 15 ? middle : to);
    }
    List<Candle> candles = Candles.closes(closes.toArray(String[]::new));

    assertThat(Candles.fed(market, candles.subList(0, 19))).isEqualTo(Reading.warmingUp(19, 20));
    assertThat(Candles.fed(market, candles.subList(19, 20))).isEqualTo(Reading.ready(regime));
  }
}
