package io.tapeline.core.strategy.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.indicator.SessionClock;
import io.tapeline.core.money.Price;
import io.tapeline.core.testing.Minutes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopPoolsTest {

  private final StopPools pools = new StopPools(Minutes.instrument(), SessionClock.Mode.FIXED_UTC);
  private final Minutes minutes = new Minutes(new HuntProvider());

  private void candle(String high, String low, String close) {
    pools.take(minutes.candle(close, high, low, close, "1"));
  }

  @ParameterizedTest
  @CsvSource({"60000, 500", "99.5, 0.5", "100, 5", "0.0145, 0.0005", "1.0, 0.05"})
  void roundStepIsATwentiethOfThePowerOfTen(String price, String step) {
    assertThat(StopPools.roundStep(Price.of(price))).isEqualByComparingTo(step);
  }

  @Test
  void swingHighIsAPoolUntilItIsTradedThrough() {
    candle("99.20", "99.00", "99.10");
    candle("99.25", "99.05", "99.10");
    candle("99.40", "99.10", "99.20");
    candle("99.30", "99.10", "99.20");
    candle("99.25", "99.10", "99.20");

    assertThat(pools.pools())
        .extracting(StopPool::toString)
        .containsExactly("ROUND 99.0 SELL", "SWING 99.40 BUY", "ROUND 99.5 BUY");

    candle("99.41", "99.10", "99.20");
    assertThat(pools.pools()).extracting(StopPool::kind).doesNotContain("SWING");
  }

  @Test
  void sessionsExtremesAreAmongThem() {
    for (int i = 0; i < 30; i++) {
      candle("99.37", "99.03", "99.20");
    }
    assertThat(pools.pools())
        .extracting(StopPool::toString)
        .contains("SESSION 99.37 BUY", "SESSION 99.03 SELL");
  }
}
