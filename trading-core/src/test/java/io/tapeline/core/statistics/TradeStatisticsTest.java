package io.tapeline.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeStatisticsTest {

  private static TradeStatistics of(String... nets) {
    TradeStatistics statistics = new TradeStatistics();
    for (String net : nets) {
      statistics.add(Money.of(net), Money.ZERO, net.startsWith("-") ? "SL" : "TP");
    }
    return statistics;
  }

  @Test
  void workedExampleOfTheCatalogue() {
    TradeStatistics statistics = of("0.14", "-0.05", "0.14", "-0.05");

    assertThat(statistics.winRate()).isEqualByComparingTo("0.5");
    assertThat(statistics.avgWin()).isEqualByComparingTo("0.14");
    assertThat(statistics.avgLoss()).isEqualByComparingTo("0.05");
    assertThat(statistics.profitFactor()).isEqualByComparingTo("2.8");
    assertThat(statistics.expectancy()).isEqualByComparingTo("0.045");
    assertThat(statistics.byExitReason())
        .containsEntry("TP", new TradeStatistics.PerReason(2, Money.of("0.28")))
        .containsEntry("SL", new TradeStatistics.PerReason(2, Money.of("-0.10")));
  }

  @Test
  void noTradesHaveNoRates() {
    TradeStatistics statistics = of();

    assertThat(statistics.winRate()).isNull();
    assertThat(statistics.profitFactor()).isNull();
    assertThat(statistics.profitFactorInfinite()).isFalse();
    assertThat(statistics.expectancy()).isNull();
  }

  @Test
  void winsWithoutLossesHaveAnInfiniteProfitFactor() {
    TradeStatistics statistics = of("0.14");

    assertThat(statistics.profitFactor()).isNull();
    assertThat(statistics.profitFactorInfinite()).isTrue();
  }

  @Test
  void breakEvenIsNeitherWonNorLost() {
    TradeStatistics statistics = of("0.0000000009", "-0.0000000009", "0.000000001");

    assertThat(List.of(statistics.trades(), statistics.wins(), statistics.losses()))
        .containsExactly(3L, 1L, 0L);
    assertThat(statistics.breakEven()).isEqualTo(2);
  }

  @Test
  void feesTurnAGrossWinIntoALoss() {
    TradeStatistics statistics = new TradeStatistics();
    statistics.add(Money.of("1.00"), Money.of("1.25"), "TP");

    assertThat(statistics.losses()).isEqualTo(1);
    assertThat(statistics.net()).isEqualTo(Money.of("-0.25"));
  }

  @Test
  void drawdownOfTheCatalogue() {
    Drawdown drawdown = new Drawdown();
    for (long equity : new long[] {1000, 1040, 1010, 1060, 990, 1005}) {
      drawdown.add(BigDecimal.valueOf(equity));
    }

    assertThat(percent(drawdown.max())).isEqualByComparingTo("6.6038");
    assertThat(percent(drawdown.current())).isEqualByComparingTo("5.1887");
  }

  @Test
  void aRisingCurveHasNoDrawdown() {
    Drawdown drawdown = new Drawdown();
    drawdown.add(new BigDecimal("-5"));
    drawdown.add(new BigDecimal("10"));
    drawdown.add(new BigDecimal("10.5"));

    assertThat(drawdown.max()).isZero();
    assertThat(drawdown.current()).isZero();
  }

  private static BigDecimal percent(BigDecimal fraction) {
    return fraction.movePointRight(2).setScale(4, RoundingMode.HALF_EVEN);
  }
}
