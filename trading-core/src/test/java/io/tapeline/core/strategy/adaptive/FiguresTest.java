package io.tapeline.core.strategy.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.strategy.adaptive.TradeQuality.Parts;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked numbers of CATALOGUE S0-THRESH, S0-SIZE, S0-QUALITY and S0-FIB. */
class FiguresTest {

  private final VolatilitySteps steps = VolatilitySteps.read(new SettingsReader(key -> null));
  private final TradeQuality quality = TradeQuality.read(new SettingsReader(key -> null));

  @ParameterizedTest(name = "{0} bps: {1}")
  @CsvSource({"0, 0.006138", "4, 0.0085932", "10, 0.012276", "25, 0.012276"})
  void targetAndStopWidenUpToTwice(double volatility, BigDecimal expected) {
    assertThat(steps.profit(volatility)).isEqualByComparingTo(expected);
    assertThat(steps.loss(volatility)).isEqualByComparingTo(expected);
  }

  @ParameterizedTest(name = "{0} bps: {1}")
  @CsvSource({
    "3, 0.0001",
    "4.999, 0.0001",
    "5, 0.00005",
    "12, 0.00005",
    "20, 0.00005",
    "30, 0.000025"
  })
  void sizeFallsWithTheVolatility(double volatility, String expected) {
    assertThat(steps.size(volatility)).isEqualTo(Quantity.of(expected));
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} {4} {5}: {6}")
  @CsvSource({
    "90, 0.5,  1,   90, 30,  ,    69.3333",
    "90, 0.55, 1.5, 90, 30,  ,    76.0",
    "90, 0.55, 1.5, 90, 30,  0.5, 72.625",
    "90, 0.5,  1,   80, 3.5, ,    63.0",
    "50, 0.4,  1,   80, 3.5, ,    49.0"
  })
  void scoreIsTheMeanOfThePartsThatAreKnown(
      double signal,
      double winRate,
      double ratio,
      double execution,
      double volatility,
      @Nullable Double netPercent,
      double expected) {
    assertThat(quality.score(new Parts(signal, winRate, ratio, execution, volatility, netPercent)))
        .isCloseTo(expected, within(5e-5));
  }

  /** 0.2 × 90 + 0.2 × 37.5 + 0.15 × 50 + 0.1 × 62.5 over 0.65. */
  @Test
  void withoutExecutionTheOthersWeighMore() {
    assertThat(quality.score(new Parts(90, 0.5, 1, null, 3.5, null)))
        .isCloseTo(39.25 / 0.65, within(1e-9));
  }

  @ParameterizedTest(name = "{0} bps: {1}")
  @CsvSource({"0.5, 0", "1, 0", "3, 50", "5, 100", "30, 100", "65, 50", "100, 0", "500, 0"})
  void volatilitySuitsInTheMiddle(double volatility, double expected) {
    assertThat(new TradeQuality.Trapezoid(1, 5, 30, 100).points(volatility))
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void rewardBelowRiskIsWorthLessThanHalf() {
    Parts poor = new Parts(0, 0.2, 0.99, null, 0, null);

    // Of 0.65 in all 0.15 × 49: the ratio alone gives points, and they are cut.
    assertThat(quality.score(poor)).isCloseTo(0.15 * 49 / 0.65, within(1e-9));
  }

  @Test
  void executionIsWhatSpreadAndSlippageLeave() {
    assertThat(quality.execution(2, 0)).isCloseTo(90, within(1e-9));
    assertThat(quality.execution(15, 10)).isZero();
  }

  @ParameterizedTest(name = "{0}: {1} s, then {2} s")
  @CsvSource({
    "0, 0, 10",
    "1, 10, 16",
    "4, 42, 68",
    "9, 466, 754",
    "10, 754, 1220",
    "14, 5168, 10336"
  })
  void holdTimesAreThoseOfTheTable(int index, long least, long longest) {
    assertThat(FibonacciHold.least(index)).isEqualTo(Duration.ofSeconds(least));
    assertThat(FibonacciHold.longest(index, FibonacciHold.least(index)))
        .isEqualTo(Duration.ofSeconds(longest));
  }

  @Test
  void tableIsTwiceTheFibonacciNumbers() {
    int before = 3;
    int number = 5;
    for (int index = 1; index <= FibonacciHold.LAST_INDEX; index++) {
      assertThat(FibonacciHold.least(index)).isEqualTo(Duration.ofSeconds(2L * number));
      int next = before + number;
      before = number;
      number = next;
    }
  }
}
