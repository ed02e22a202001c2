package io.tapeline.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomWalkTest {

  private static final EventTime START = new EventTime(1_735_570_000_123_000L);
  private static final SimulatedInstrument AAPL =
      new SimulatedInstrument(
          new Symbol("AAPL"),
          Price.of("150.25"),
          new BigDecimal("0.01"),
          BigDecimal.ONE,
          Quantity.of("300"));
  private static final SimulatedInstrument BTC = SimulatedInstrument.btcUsdt();

  @Test
  void sameSeedGivesTheSameFirstHundredTicks() {
    List<RandomWalk.Step> one = take(walk(42, "1", AAPL, BTC), 100);

    assertThat(take(walk(42, "1", AAPL, BTC), 100)).isEqualTo(one);
    assertThat(take(walk(43, "1", AAPL, BTC), 100)).isNotEqualTo(one);
  }

  @Test
  void anInstrumentsPricesDoNotDependOnTheOthers() {
    List<Price> alone = prices(take(walk(42, "1", AAPL), 50), AAPL);

    assertThat(prices(take(walk(42, "1", BTC, AAPL), 100), AAPL)).isEqualTo(alone);
  }

  @Test
  void eachMomentEveryInstrumentTradesOnceInTheOrderGiven() {
    List<RandomWalk.Step> steps = take(walk(1, "4", BTC, AAPL), 6);

    assertThat(steps)
        .extracting(step -> step.trade().seq())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(steps)
        .extracting(step -> step.trade().symbol().value())
        .containsExactly("BTCUSDT", "AAPL", "BTCUSDT", "AAPL", "BTCUSDT", "AAPL");
    assertThat(steps)
        .extracting(step -> step.trade().ts().microsSince(START))
        .containsExactly(0L, 0L, 250_000L, 250_000L, 500_000L, 500_000L);
  }

  @ParameterizedTest
  @CsvSource({"1, 99000000", "3, 33000000", "0.5, 198000000", "1000, 99000", "0.07, 1414285714"})
  void theHundredthTickIsNinetyNinePeriodsAfterTheFirst(String perSecond, long micros) {
    RandomWalk.Step last = take(walk(1, perSecond, AAPL), 100).getLast();

    assertThat(last.trade().ts().microsSince(START)).isEqualTo(micros);
  }

  @Test
  void beginsAtTheStartPriceAndStaysOnTheGridInsideItsQuote() {
    List<RandomWalk.Step> steps = take(walk(7, "1", AAPL), 100_000);

    assertThat(steps.getFirst().trade().price()).isEqualTo(Price.of("150.25"));
    Set<Price> seen = new HashSet<>();
    for (RandomWalk.Step step : steps) {
      assertThat(step.quote().origin()).isEqualTo(step.trade().origin());
      assertThat(step.trade().price().value().scale()).isEqualTo(2);
      assertThat(step.quote().bid().isBelow(step.trade().price())).isTrue();
      assertThat(step.quote().ask().isAbove(step.trade().price())).isTrue();
      assertThat(step.trade().size().value().scale()).isZero();
      assertThat(step.trade().size()).isGreaterThanOrEqualTo(Quantity.of("1"));
      seen.add(step.trade().price());
    }
    assertThat(seen).hasSizeGreaterThan(100);
  }

  @Test
  void stepsAreAsWideAsTheTimeBetweenThemAllows() {
    assertThat(rootMeanSquareBps("1")).isBetween(1.4, 1.6);
    assertThat(rootMeanSquareBps("0.25")).isBetween(2.8, 3.2);
  }

  /** 1.5 basis points per square root of a second is what the class promises. */
  private static double rootMeanSquareBps(String perSecond) {
    List<Price> prices = prices(take(walk(3, perSecond, BTC), 20_000), BTC);
    double squares = 0;
    for (int i = 1; i < prices.size(); i++) {
      double before = prices.get(i - 1).value().doubleValue();
      double bps = (prices.get(i).value().doubleValue() / before - 1) * 10_000;
      squares += bps * bps;
    }
    return Math.sqrt(squares / (prices.size() - 1));
  }

  @Test
  void refusesWhatCannotWalk() {
    assertThatThrownBy(() -> walk(1, "1")).hasMessageContaining("at least one");
    assertThatThrownBy(() -> walk(1, "1", AAPL, AAPL)).hasMessageContaining("[AAPL, AAPL]");
    assertThatThrownBy(() -> walk(1, "0", AAPL)).hasMessageContaining("above zero, is 0");
  }

  private static RandomWalk walk(long seed, String perSecond, SimulatedInstrument... instruments) {
    return new RandomWalk(List.of(instruments), seed, START, new BigDecimal(perSecond));
  }

  private static List<RandomWalk.Step> take(RandomWalk walk, int count) {
    return Stream.generate(walk::next).limit(count).toList();
  }

  private static List<Price> prices(List<RandomWalk.Step> steps, SimulatedInstrument of) {
    return steps.stream()
        .filter(step -> step.trade().symbol().equals(of.symbol()))
        .map(step -> step.trade().price())
        .toList();
  }
}
