package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Histogram.ValueArea;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {

  private static final BigDecimal HUNDRED = new BigDecimal("100");

  private static Histogram bins(double... volumes) {
    return new Histogram(HUNDRED, BigDecimal.ONE, volumes);
  }

  @Test
  void valueAreaGrowsFromThePointOfControlToTheLargerSide() {
    Histogram profile = bins(5, 10, 40, 25, 15, 5);

    assertThat(profile.centre(profile.pointOfControl())).isEqualByComparingTo("102.5");
    assertThat(profile.valueArea(1))
        .isEqualTo(new ValueArea(new BigDecimal("102"), new BigDecimal("105")));
    assertThat(profile.strength(2)).isEqualTo(1);
    assertThat(profile.strength(0)).isCloseTo(0.5, within(1e-12));
  }

  /** Of 100: 40, then 20 above of two equal sides, then 20 below. By two rows 30 joins at once. */
  @ParameterizedTest
  @CsvSource({"1, 101, 104", "2, 102, 105"})
  void tieGoesUpAndRowsMayBeComparedByTwo(int step, String low, String high) {
    ValueArea area = bins(10, 20, 40, 20, 10).valueArea(step);

    assertThat(area.low()).isEqualByComparingTo(low);
    assertThat(area.high()).isEqualByComparingTo(high);
  }

  @ParameterizedTest
  @CsvSource({"30, 10, 10, 30, 30, 3", "30, 10, 30, 10, 30, 2", "30, 10, 10, 10, 30, 0"})
  void equalPeaksAreDecidedByTheMiddleThenTheLower(
      double a, double b, double c, double d, double e, int poc) {
    assertThat(bins(a, b, c, d, e).pointOfControl()).isEqualTo(poc);
  }

  @Test
  void nodesArePeaksAndTheTroughsBetweenThem() {
    Histogram profile = bins(1, 50, 3, 1, 3, 60, 2, 1, 0);

    assertThat(profile.highNodes()).containsExactly(1, 5);
    assertThat(profile.lowNodes()).containsExactly(3);
    assertThat(bins(1, 50, 1, 0).lowNodes()).isEmpty();
  }

  private static VolumeProfile profile(int least) {
    return new VolumeProfile(
        BigDecimal.ONE, new VolumeProfile.Settings(Duration.ofHours(4), least));
  }

  @Test
  void volumeIsSpreadOverTheCandlesRange() {
    VolumeProfile profile = profile(1);
    profile.take(Candles.of(0, "100", "104", "100", "104", "40"));

    Histogram made = profile.reading().orNull();
    assertThat(made).isNotNull();
    if (made != null) {
      assertThat(made.bins()).isEqualTo(4);
      for (int bin = 0; bin < 4; bin++) {
        assertThat(made.volume(bin)).isCloseTo(10, within(1e-12));
      }
      assertThat(made.edge(4)).isEqualByComparingTo("104");
    }
  }

  @Test
  void singlePriceIsOneBin() {
    VolumeProfile profile = profile(2);
    profile.take(Candles.of(0, "100", "100", "100", "100", "3"));
    assertThat(profile.reading()).isEqualTo(Reading.warmingUp(1, 2));
    profile.take(Candles.of(1, "100", "100", "100", "100", "4"));

    assertThat(profile.reading().map(made -> made.valueArea(1)))
        .isEqualTo(Reading.ready(new ValueArea(HUNDRED, HUNDRED)));
    assertThat(profile.reading().map(Histogram::total)).isEqualTo(Reading.ready(7.0));
  }

  @Test
  void windowIsFourHoursOfRealCandlesWithVolume() {
    VolumeProfile profile = profile(2);
    profile.take(Candles.of(0, "100", "102", "100", "100", "5"));
    profile.take(Candles.of(239, "200", "200", "200", "200", "0"));
    assertThat(profile.reading().map(Histogram::total)).isEqualTo(Reading.ready(5.0));
    profile.take(Candles.of(240, "200", "201", "200", "200", "0"));
    assertThat(profile.reading()).isEqualTo(Reading.invalid("there is no volume in the window"));
    profile.take(Candles.of(Candles.minute(479), "200", "200", "200", "200", "0", true, false));
    assertThat(profile.reading()).isEqualTo(Reading.warmingUp(1, 2));
  }

  @Test
  void nothingOfTheVolumeIsLost() {
    List<Candle> candles = Candles.random(5, 1_000);
    VolumeProfile profile = new VolumeProfile(new BigDecimal("0.01"), VolumeProfile.Settings.USUAL);
    int compared = 0;
    for (int i = 0; i < candles.size(); i++) {
      profile.take(candles.get(i));
      Histogram made = i % 10 == 0 ? profile.reading().orNull() : null;
      if (made != null) {
        compared++;
        long from = candles.get(i).openTime().micros() - 239 * Candles.MINUTE;
        double volume =
            candles.subList(0, i + 1).stream()
                .filter(candle -> candle.openTime().micros() >= from)
                .mapToDouble(candle -> candle.volume().value().doubleValue())
                .sum();
        assertThat(made.total()).isCloseTo(volume, within(1e-6));
        assertThat(made.bins()).isLessThanOrEqualTo(50);
        ValueArea area = made.valueArea(1);
        BigDecimal poc = made.centre(made.pointOfControl());
        assertThat(poc).isBetween(area.low(), area.high());
      }
    }
    assertThat(compared).isGreaterThan(50);
  }
}
