package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Vwap.Anchor;
import io.tapeline.core.indicator.Vwap.Average;
import io.tapeline.core.indicator.Vwap.Typical;
import io.tapeline.core.indicator.Vwap.ZeroVolume;
import io.tapeline.core.indicator.VwapBand.Position;
import io.tapeline.core.indicator.VwapRetest.Kind;
import io.tapeline.core.indicator.VwapRetest.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VwapTest {

  private static final SessionClock UTC = new SessionClock(SessionClock.Mode.FIXED_UTC);

  private static Vwap.Settings settings(Anchor anchor, int n, int warmUp, ZeroVolume zero) {
    return new Vwap.Settings(anchor, n, warmUp, zero, Typical.HLC3, TradingDay.UTC, UTC);
  }

  private static Candle flat(long minute, String price, String volume) {
    return Candles.of(minute, price, price, price, price, volume);
  }

  private static Average average(Reading<Average> reading) {
    Average average = reading.orNull();
    assertThat(average).as("%s", reading).isNotNull();
    return average == null ? new Average(Double.NaN, Double.NaN) : average;
  }

  @Test
  void priceIsWeightedByVolumeAndSigmaIsThePopulations() {
    Vwap vwap = new Vwap(settings(Anchor.DAY, 30, 3, ZeroVolume.SKIP));

    Average average =
        average(
            Candles.fed(
                vwap, List.of(flat(0, "100", "10"), flat(1, "101", "20"), flat(2, "103", "10"))));

    assertThat(average.vwap()).isEqualTo(101.25);
    assertThat(average.sigma()).isCloseTo(1.089725, within(5e-7));
    assertThat(average.upper(2)).isCloseTo(103.42945, within(1e-5));
    assertThat(average.lower(1)).isCloseTo(100.160275, within(5e-7));
  }

  @Test
  void candlesWithoutVolumeDoNotWarmItUpUnlessTheyCountEqually() {
    Vwap skipping = new Vwap(Vwap.Settings.of(Anchor.DAY));
    Vwap equal = new Vwap(settings(Anchor.DAY, 30, 10, ZeroVolume.EQUAL_WEIGHT));
    for (int i = 0; i < 10; i++) {
      skipping.take(flat(2L * i, "10", "1"));
      skipping.take(flat(2L * i + 1, "99", "0"));
      equal.take(flat(i, i < 5 ? "10" : "20", "0"));
      if (i == 8) {
        assertThat(skipping.reading()).isEqualTo(Reading.warmingUp(9, 10));
        assertThat(equal.reading()).isEqualTo(Reading.warmingUp(9, 10));
      }
    }

    assertThat(average(skipping.reading())).isEqualTo(new Average(10, 0));
    assertThat(average(equal.reading()).vwap()).isCloseTo(15, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "DAY,     1439, false",
    "DAY,     1440, true",
    "SESSION, 479,  false",
    "SESSION, 480,  true",
    "ROLLING, 1440, false",
  })
  void anchorBeginsItAnew(Anchor anchor, long minute, boolean anew) {
    Vwap vwap = new Vwap(Vwap.Settings.of(anchor));
    for (int i = 0; i < 10; i++) {
      vwap.take(flat(i, "10", "1"));
    }
    vwap.take(Candles.of(Candles.minute(minute), "20", "20", "20", "20", "1", false, true));

    assertThat(vwap.reading().isReady()).isEqualTo(!anew);
    assertThat(vwap.reading().equals(Reading.warmingUp(1, 10))).isEqualTo(anew);
  }

  @Test
  void dayOfEquitiesIsNewYorks() {
    Vwap vwap =
        new Vwap(
            new Vwap.Settings(
                Anchor.DAY, 30, 1, ZeroVolume.SKIP, Typical.HLC3, TradingDay.NEW_YORK, UTC));
    // Start is 20:00 of the day before in New York; its midnight is minute 240.
    vwap.take(flat(0, "10", "1"));
    vwap.take(flat(239, "20", "1"));
    assertThat(average(vwap.reading()).vwap()).isEqualTo(15);
    vwap.take(flat(240, "30", "1"));
    assertThat(average(vwap.reading()).vwap()).isEqualTo(30);
  }

  @ParameterizedTest
  @EnumSource(Anchor.class)
  void averageIsThatOfTheCandlesSinceTheAnchorComputedAnew(Anchor anchor) {
    List<Candle> candles = Candles.random(11, 1_000);
    Vwap vwap = new Vwap(Vwap.Settings.of(anchor));
    int compared = 0;
    for (int i = 0; i < candles.size(); i++) {
      vwap.take(candles.get(i));
      List<Candle> counted = since(anchor, candles.subList(0, i + 1));
      Average made = vwap.reading().orNull();

      assertThat(made != null).isEqualTo(counted.size() >= 10);
      if (made != null) {
        compared++;
        double mean = 0;
        double weight = 0;
        for (Candle candle : counted) {
          weight += volume(candle);
          mean += typical(candle) * volume(candle);
        }
        mean /= weight;
        double squares = 0;
        for (Candle candle : counted) {
          squares += volume(candle) * Math.pow(typical(candle) - mean, 2);
        }
        assertThat(made.vwap()).isCloseTo(mean, within(1e-9));
        assertThat(made.sigma()).isCloseTo(Math.sqrt(squares / weight), within(1e-7));
      }
    }
    assertThat(compared).isGreaterThan(300);
  }

  private static List<Candle> since(Anchor anchor, List<Candle> candles) {
    List<Candle> counted =
        candles.stream()
            .filter(candle -> !candle.synthetic() && !candle.volume().isZero())
            .filter(candle -> samePeriod(anchor, candle, candles.getLast()))
            .toList();
    return anchor == Anchor.ROLLING ? Candles.last(counted, 30) : counted;
  }

  private static boolean samePeriod(Anchor anchor, Candle one, Candle other) {
    Duration day = Duration.ofDays(1);
    return switch (anchor) {
      case DAY -> one.openTime().floor(day).equals(other.openTime().floor(day));
      case SESSION -> UTC.at(one.openTime()).equals(UTC.at(other.openTime()));
      case ROLLING -> true;
    };
  }

  private static double volume(Candle candle) {
    return candle.volume().value().doubleValue();
  }

  private static double typical(Candle candle) {
    return (Candles.number(candle.high())
            + Candles.number(candle.low())
            + Candles.number(candle.close()))
        / 3;
  }

  @Test
  void fixedBandIsATwentiethOfAPercentToEachSide() {
    VwapBand band = VwapBand.fixed(2000);

    assertThat(band.lower()).isCloseTo(1999.00, within(1e-9));
    assertThat(band.upper()).isCloseTo(2001.00, within(1e-9));
    assertThat(band.holds(2000.90)).isTrue();
    assertThat(band.holds(2001.00)).isTrue();
    assertThat(band.holds(2001.01)).isFalse();
    assertThat(band.position(2000.90)).isEqualTo(Position.ABOVE);
    assertThat(band.position(1999)).isEqualTo(Position.BELOW);
    assertThat(band.position(2000)).isEqualTo(Position.AT);
  }

  @ParameterizedTest
  @CsvSource({"20, 2, 59994, 60006", "100, 2, 59985, 60015", "20, 9, 59991, 60009"})
  void adjustedBandFollowsTheRangeAndIsNoNarrowerThanTheSpread(
      double atr1, double spread, double lower, double upper) {
    VwapBand band = VwapBand.adjusted(60_000, Reading.ready(atr1), 0.15, spread);

    assertThat(band.lower()).isCloseTo(lower, within(1e-9));
    assertThat(band.upper()).isCloseTo(upper, within(1e-9));
  }

  @Test
  void adjustedBandIsFixedWhileTheRangeIsNotReady() {
    assertThat(VwapBand.adjusted(60_000, Reading.warmingUp(1, 4), 0.15, 2))
        .isEqualTo(VwapBand.fixed(60_000));
  }

  @ParameterizedTest
  @CsvSource({
    "2000.40, 2000.70, 1999.50, 2000.60, 1,  WICK_REJECTION, BUY,  0.7",
    "1999.60, 2000.50, 1999.30, 1999.40, 1,  WICK_REJECTION, SELL, 0.7",
    "2000.40, 2000.70, 2000.20, 2000.60, 12, ABSORPTION,     NONE, 0.5",
    "2000.40, 2000.70, 2000.20, 2000.60, 11, NONE,           NONE, 0",
    "2003.00, 2003.40, 2001.10, 2003.20, 12, NONE,           NONE, 0",
  })
  void retestIsToldByWickAndVolume(
      String open,
      String high,
      String low,
      String close,
      String volume,
      Kind kind,
      Bias bias,
      double confidence) {
    VwapBand band = new VwapBand(2000, 1);
    VwapRetest retest = new VwapRetest(0.01);
    for (int i = 0; i < 4; i++) {
      retest.judge(flat(i, "2010", "10"), band);
    }

    assertThat(retest.judge(Candles.of(4, open, high, low, close, volume), band))
        .isEqualTo(new Verdict(kind, bias, confidence));
  }

  @Test
  void filledMinutesAreNoRetestAndNoVolume() {
    VwapBand band = new VwapBand(2000, 1);
    VwapRetest retest = new VwapRetest(0.01);
    for (int i = 0; i < 4; i++) {
      retest.judge(flat(i, "2010", "10"), band);
    }
    Candle filled = Candles.of(Candles.minute(4), "2000", "2000", "2000", "2000", "0", true, false);

    assertThat(retest.judge(filled, band)).isEqualTo(new Verdict(Kind.NONE, Bias.NONE, 0));
    assertThat(retest.judge(Candles.of(5, "2000.40", "2000.70", "2000.20", "2000.60", "11"), band))
        .isEqualTo(new Verdict(Kind.NONE, Bias.NONE, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1.00",
    "29, 1.00",
    "30, 1.05",
    "45, 1.0875",
    "60, 1.125",
    "90, 1.20",
    "120, 1.20"
  })
  void persistenceEarnsABonusFromThirtySecondsOn(int seconds, double multiplier) {
    VwapPersistence persistence = new VwapPersistence(Duration.ofSeconds(10));
    for (int at = 0; at < seconds; at += 10) {
      persistence.check(Candles.START.plus(Duration.ofSeconds(at)), true);
    }
    persistence.check(Candles.START.plus(Duration.ofSeconds(seconds)), true);

    assertThat(persistence.seconds()).isEqualTo(seconds);
    assertThat(persistence.multiplier()).isCloseTo(multiplier, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"40, true, 40", "41, true, 0", "30, false, 0"})
  void persistenceEndsOutsideTheBandAndWhereChecksAreMissing(
      int second, boolean inBand, double seconds) {
    VwapPersistence persistence = new VwapPersistence(Duration.ofSeconds(10));
    for (int at = 0; at <= 20; at += 10) {
      persistence.check(Candles.START.plus(Duration.ofSeconds(at)), true);
    }

    assertThat(persistence.check(Candles.START.plus(Duration.ofSeconds(second)), inBand))
        .isEqualTo(seconds);
  }
}
