package io.tapeline.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.risk.RuleCheck;
import io.tapeline.core.risk.RuleCheck.Verdict;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvLinesTest {

  private static Position position(Side side, PositionState state) {
    return new Position(
        new OrderId("O-burst-BTCUSDT-7-in"),
        new SignalId("S-burst-BTCUSDT-7"),
        new AccountId("paper"),
        new StrategyId("burst"),
        new Symbol("BTCUSDT"),
        side,
        state,
        3,
        Quantity.ZERO,
        Quantity.of("0.500"),
        Price.of("50000.00"),
        Price.of("50070.10"),
        new EventTime(1_000_000L),
        new EventTime(9_000_001L),
        null,
        null,
        Price.of("49975"),
        ExitReason.TP,
        Money.of("35.050"),
        Money.of("0.05"),
        Money.of("-0.01"),
        new BigDecimal("0.00"),
        new BigDecimal("71.5"),
        new Origin(99, new EventTime(9_000_001L)));
  }

  @Test
  void aClosedLongIsOneLine() {
    assertThat(TradeCsv.line(position(Side.BUY, PositionState.CLOSED)))
        .isEqualTo(
            "O-burst-BTCUSDT-7-in,burst,BTCUSDT,LONG,0.5,1000000,50000,9000001,50070.1,TP,"
                + "35.05,0.05,35,paper,S-burst-BTCUSDT-7,49975,-0.01,0,71.5");
  }

  @Test
  void aSellEntryIsShort() {
    assertThat(TradeCsv.line(position(Side.SELL, PositionState.CLOSED))).contains(",SHORT,");
  }

  @Test
  void anOpenPositionIsNoTrade() {
    assertThatThrownBy(() -> TradeCsv.line(position(Side.BUY, PositionState.OPEN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("O-burst-BTCUSDT-7-in is no trade yet: OPEN");
  }

  @Test
  void headersHaveAsManyColumnsAsLines() {
    assertThat(TradeCsv.HEADER)
        .startsWith(
            "id,strategy,symbol,side,qty,entryTs,entryPrice,exitTs,exitPrice,exitReason,gross,"
                + "fees,net");
    assertThat(TradeCsv.line(position(Side.BUY, PositionState.CLOSED)).split(",", -1))
        .hasSameSizeAs(TradeCsv.HEADER.split(",", -1));
    assertThat(DecisionCsv.line(decision(Map.of())).split(",", -1))
        .hasSameSizeAs(DecisionCsv.HEADER.split(",", -1));
  }

  private static Decision decision(Map<String, String> values) {
    return new Decision(
        "D-risk-7",
        "risk",
        Outcome.DENIED,
        "R-SPREAD",
        new AccountId("paper"),
        new StrategyId("burst"),
        new Symbol("BTCUSDT"),
        new Origin(7, new EventTime(1_000_000L)),
        new SignalId("S-burst-BTCUSDT-7"),
        null,
        List.of(
            new RuleCheck("R-MODE", "paper", "paper", Verdict.PASS),
            new RuleCheck("R-SPREAD", "12.5", "10", Verdict.FAIL)),
        values,
        1);
  }

  @Test
  void aDenialShowsEveryRuleAndKeepsTheOrderOfItsValues() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("value", "12.5");
    values.put("limit", "10");
    values.put("because", "wide, \"very\"");

    assertThat(DecisionCsv.line(decision(values)))
        .isEqualTo(
            "D-risk-7,1000000,7,risk,DENIED,R-SPREAD,paper,burst,BTCUSDT,S-burst-BTCUSDT-7,,1,"
                + "R-MODE=PASS(paper|paper); R-SPREAD=FAIL(12.5|10),"
                + "\"value=12.5; limit=10; because=wide, \"\"very\"\"\"");
  }

  @Test
  void fieldsAreQuotedOnlyWhereTheyMustBe() {
    assertThat(Csv.line(Arrays.asList("a b", "c,d", "e\"f", "g\nh", null, new BigDecimal("1E+3"))))
        .isEqualTo("a b,\"c,d\",\"e\"\"f\",\"g\nh\",,1000");
  }
}
