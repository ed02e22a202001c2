package io.tapeline.core.strategy.subcent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.money.Price;
import io.tapeline.core.strategy.subcent.TradeTrend.Direction;
import io.tapeline.core.testing.Events;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S1-TREND. */
class TradeTrendTest {

  private final Events events = new Events("TOKENUSDT");
  private final TradeTrend trend =
      new TradeTrend(new TradeTrend.Rule(20, 10, Duration.ofMinutes(30), 0.005));

  private void trade(int second, String price) {
    trend.add(events.trade(Integer.toString(second), price, "1"));
  }

  @ParameterizedTest(name = "{0} trades to {1}: {2}")
  @CsvSource({
    "20, 0.01005,  RISING",
    "20, 0.010049, NEUTRAL",
    "20, 0.00995,  FALLING",
    "20, 0.009951, NEUTRAL",
    "10, 0.01005,  RISING",
    "9,  0.01005,  NEUTRAL"
  })
  void changeOfHalfAPercentIsATrendFromTenTradesOn(int count, String last, Direction expected) {
    for (int i = 1; i < count; i++) {
      trade(i, "0.01");
    }
    trade(count, last);

    assertThat(trend.direction()).isEqualTo(expected);
  }

  @Test
  void onlyTheLastTwentyCount() {
    trade(0, "0.005");
    for (int i = 1; i <= 20; i++) {
      trade(i, "0.01");
    }
    assertThat(trend.direction()).isEqualTo(Direction.NEUTRAL);
  }

  @Test
  void oldTradesAndThoseBeforeAGapDoNotCount() {
    for (int i = 1; i <= 12; i++) {
      trade(i, "0.01");
    }
    trend.at(Events.at("1802"));
    assertThat(trend.last()).isEqualTo(Price.of("0.01"));
    trend.at(Events.at("1812.000001"));
    assertThat(trend.last()).isNull();

    trade(1813, "0.01");
    trend.restart();
    assertThat(trend.last()).isNull();
    assertThat(trend.direction()).isEqualTo(Direction.NEUTRAL);
  }

  @Test
  void lateTradeIsNotTheLast() {
    trade(5, "0.01");
    trade(4, "0.02");

    assertThat(trend.last()).isEqualTo(Price.of("0.01"));
  }
}
