package io.tapeline.journal;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.account.AccountState;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.Liquidity;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.risk.RuleCheck;
import io.tapeline.core.risk.RuleCheck.Verdict;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of the line as one strategy on one instrument makes them. */
public record Line(String account, String strategy, String symbol) {

  public static final Line BURST = new Line("paper", "burst", "BTCUSDT");

  public static final List<RuleCheck> PASSED =
      List.of(
          new RuleCheck("R-MODE", "paper", "paper or confirmed live", Verdict.PASS),
          new RuleCheck("R-SPREAD", "1.2", "10", Verdict.PASS),
          new RuleCheck("R-NET-EDGE", "14.5", "3", Verdict.PASS));

  public static final List<RuleCheck> FAILED =
      List.of(
          new RuleCheck("R-MODE", "paper", "paper or confirmed live", Verdict.PASS),
          new RuleCheck("R-SPREAD", "12.5", "10", Verdict.FAIL));

  private static final ExitPlan EXIT_PLAN =
      new ExitPlan(
          new BigDecimal("0.0005"),
          new BigDecimal("0.0014"),
          Duration.ofSeconds(60),
          5,
          new BigDecimal("0.0001"));

  public static Origin at(long seq, long micros) {
    return new Origin(seq, new EventTime(micros));
  }

  public SignalId signalId(long seq) {
    return Signal.idFor(new StrategyId(strategy), new Symbol(symbol), seq);
  }

  public OrderId entryId(long seq) {
    return OrderId.entryOf(signalId(seq));
  }

  public Signal signal(long seq, long micros) {
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("move", "0.0018");
    evidence.put("a-threshold", "0.0015");
    evidence.put("ticks", "31");
    return new Signal(
        signalId(seq),
        new AccountId(account),
        new StrategyId(strategy),
        new Symbol(symbol),
        Side.BUY,
        at(seq, micros),
        Price.of("50000.10"),
        Quantity.of("0.5"),
        Price.of("49975.1"),
        Price.of("50070.2"),
        EXIT_PLAN,
        0.75,
        evidence);
  }

  public Decision decision(
      long seq, long micros, Outcome outcome, String reason, List<RuleCheck> checks) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rule", reason);
    values.put("limit", "10");
    return new Decision(
        "D-" + strategy + "-" + symbol + "-" + seq + "-" + outcome,
        "risk",
        outcome,
        reason,
        new AccountId(account),
        new StrategyId(strategy),
        new Symbol(symbol),
        at(seq, micros),
        signalId(seq),
        outcome == Outcome.BUY ? entryId(seq) : null,
        checks,
        values,
        1);
  }

  public ApprovedOrder approval(long seq, long micros) {
    return new ApprovedOrder(
        entryId(seq),
        signalId(seq),
        new AccountId(account),
        new StrategyId(strategy),
        new Symbol(symbol),
        Side.BUY,
        OrderType.MARKET,
        Quantity.of("0.5"),
        null,
        Price.of("50000.10"),
        Money.of("25012.55"),
        EXIT_PLAN,
        at(seq, micros),
        new EventTime(micros),
        PASSED);
  }

  public OrderEvent entryEvent(
      long seq, int number, OrderStatus status, String filled, Origin origin) {
    return new OrderEvent(
        entryId(seq),
        number,
        status,
        new AccountId(account),
        new StrategyId(strategy),
        new Symbol(symbol),
        signalId(seq),
        entryId(seq),
        Intent.OPEN,
        Side.BUY,
        OrderType.MARKET,
        Quantity.of("0.5"),
        Quantity.of(filled),
        status == OrderStatus.FILLED ? execution("50001.00") : null,
        null,
        EXIT_PLAN,
        Price.of("50000.10"),
        new EventTime(1_000),
        origin,
        "");
  }

  public OrderEvent exitEvent(long seq, int number, OrderStatus status, Origin origin) {
    return new OrderEvent(
        OrderId.exitOf(entryId(seq), 1),
        number,
        status,
        new AccountId(account),
        new StrategyId(strategy),
        new Symbol(symbol),
        signalId(seq),
        entryId(seq),
        Intent.CLOSE,
        Side.SELL,
        OrderType.MARKET,
        Quantity.of("0.5"),
        status == OrderStatus.FILLED ? Quantity.of("0.5") : Quantity.ZERO,
        status == OrderStatus.FILLED ? execution("50070.30") : null,
        ExitReason.TP,
        null,
        Price.of("50070.50"),
        origin.ts(),
        origin,
        "");
  }

  public Fill entryFill(long seq, Origin origin) {
    return fill(seq, entryId(seq), Intent.OPEN, Side.BUY, "50001.00", origin);
  }

  public Fill exitFill(long seq, Origin origin) {
    OrderId exit = OrderId.exitOf(entryId(seq), 1);
    return fill(seq, exit, Intent.CLOSE, Side.SELL, "50070.30", origin);
  }

  private Fill fill(
      long seq, OrderId order, Intent intent, Side side, String price, Origin origin) {
    return new Fill(
        order,
        entryId(seq),
        signalId(seq),
        new AccountId(account),
        new StrategyId(strategy),
        new Symbol(symbol),
        intent,
        side,
        execution(price),
        origin);
  }

  public static Execution execution(String price) {
    return new Execution(
        "x1",
        Quantity.of("0.5"),
        Price.of(price),
        Money.of("0.25"),
        Liquidity.TAKER,
        Price.of("50000.50"),
        new BigDecimal("0.1"));
  }

  public Position position(
      long seq, int version, PositionState state, String gross, String fees, Origin origin) {
    boolean closed = state == PositionState.CLOSED;
    return new Position(
        entryId(seq),
        signalId(seq),
        new AccountId(account),
        new StrategyId(strategy),
        new Symbol(symbol),
        Side.BUY,
        state,
        version,
        closed ? Quantity.ZERO : Quantity.of("0.5"),
        Quantity.of("0.50"),
        Price.of("50001.123456789012345678"),
        closed ? Price.of("50070.30") : null,
        new EventTime(1_000),
        closed ? origin.ts() : null,
        Price.of("49976.1"),
        Price.of("50071.2"),
        Price.of("49976.1"),
        closed ? reason(gross) : null,
        Money.of(gross),
        Money.of(fees),
        Money.of("0.45"),
        new BigDecimal("1.5"),
        new BigDecimal("70.0"),
        origin);
  }

  private static @Nullable ExitReason reason(String gross) {
    return gross.startsWith("-") ? ExitReason.SL : ExitReason.TP;
  }

  public AccountState equity(long version, String equity, Origin origin) {
    return new AccountState(
        new AccountId(account),
        version,
        Money.of(equity),
        Money.of(equity),
        LocalDate.of(2024, 8, 8),
        Money.of("1000"),
        Money.of("1060"),
        Map.of(new StrategyId(strategy), 2),
        false,
        false,
        0,
        false,
        origin);
  }
}
