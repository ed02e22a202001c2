package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.account.AccountState;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.Liquidity;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.plan.PlanType;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.risk.RuleCheck;
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
import java.util.TreeSet;

/** One event of every kind with every field set: what the stored bytes of {@code wire/v1} mean. */
final class Samples {

  private static final AccountId MAIN = new AccountId("main");
  private static final StrategyId BURST = new StrategyId("momentum-burst");
  private static final Symbol BTC = new Symbol("BTCUSDT");
  private static final EventTime TS = new EventTime(1_730_000_000_123_456L);
  private static final Origin ORIGIN = new Origin(4711, TS);
  private static final SignalId SIGNAL_ID = new SignalId("S-momentum-burst-BTCUSDT-4711");
  private static final OrderId ENTRY = new OrderId("O-momentum-burst-BTCUSDT-4711-in");
  private static final ExitPlan EXIT_PLAN =
      new ExitPlan(
          new BigDecimal("0.0015"),
          new BigDecimal("0.0030"),
          Duration.ofMillis(45_500),
          5,
          new BigDecimal("0.00002"));
  private static final List<RuleCheck> CHECKS =
      List.of(
          new RuleCheck("R-NET-EDGE", "4.2 bps", "3 bps", RuleCheck.Verdict.PASS),
          new RuleCheck("R-DAILY-LOSS", "-510.00", "-500", RuleCheck.Verdict.FAIL));
  private static final Execution EXECUTION =
      new Execution(
          "X-7",
          Quantity.of("0.250"),
          Price.of("68000.50"),
          Money.of("6.80005"),
          Liquidity.TAKER,
          Price.of("68000.00"),
          new BigDecimal("0.07"));

  static final Tick TRADE =
      new Tick(ORIGIN, BTC, Price.of("68000.10"), Quantity.of("0.025"), Aggressor.SELL);

  static final Tick NUMBERED_TRADE =
      new Tick(ORIGIN, BTC, Price.of("68000.10"), Quantity.of("0.025"), Aggressor.SELL, 44_952L);

  static final MissedTick MISSED = new MissedTick(NUMBERED_TRADE);

  static final FeedGap GAP = new FeedGap(ORIGIN, BTC, FeedGap.Reason.TRADES_MISSING);

  static final BookUpdate INVALID_BOOK = BookUpdate.invalid(ORIGIN, BTC, Invalidity.SEQUENCE_GAP);

  static final Quote QUOTE =
      new Quote(
          ORIGIN,
          BTC,
          Price.of("68000.0"),
          Quantity.of("1.2"),
          Price.of("68000.10"),
          Quantity.of("0.00"));

  static final Heartbeat HEARTBEAT = new Heartbeat(ORIGIN, BTC);

  static final BookUpdate BOOK =
      new BookUpdate(
          ORIGIN,
          BTC,
          true,
          List.of(
              new BookUpdate.Level(Side.BUY, Price.of("68000.0"), Quantity.of("1.2")),
              new BookUpdate.Level(Side.SELL, Price.of("68000.10"), Quantity.of("0"))));

  static final Candle CANDLE =
      new Candle(
          ORIGIN,
          BTC,
          Timeframe.M5,
          new EventTime(1_729_999_800_000_000L),
          Price.of("100"),
          Price.of("120.5"),
          Price.of("99.5"),
          Price.of("1.2E+2"),
          Quantity.of("92233720368547758.08"),
          42,
          true,
          0,
          false);

  static final Candle CORRECTED_CANDLE =
      new Candle(
          ORIGIN,
          BTC,
          Timeframe.M1,
          new EventTime(1_729_999_800_000_000L),
          Price.of("100"),
          Price.of("120.5"),
          Price.of("99.5"),
          Price.of("120"),
          Quantity.of("7.50"),
          3,
          false,
          2,
          true);

  static final Candle UNCONFIRMED_CANDLE =
      new Candle(
          ORIGIN,
          BTC,
          Timeframe.M1,
          new EventTime(1_729_999_800_000_000L),
          Price.of("100"),
          Price.of("120.5"),
          Price.of("99.5"),
          Price.of("120"),
          Quantity.of("7.50"),
          3,
          false,
          0,
          false,
          true,
          true);

  static final MissedCandle MISSED_CANDLE =
      new MissedCandle(
          ORIGIN,
          BTC,
          Price.of("100"),
          Price.of("120.5"),
          Price.of("99.5"),
          Price.of("120"),
          Quantity.of("7.50"));

  /** As the first version wrote it. */
  static final PlanState PLAN =
      new PlanState(
          "P-1",
          3,
          MAIN,
          new StrategyId("breakout"),
          BTC,
          PlanStatus.ARMED,
          "price crossed",
          "",
          "{\"entry\":68000}",
          PlanTerms.NONE,
          Map.of(),
          null,
          TS,
          null);

  static final PlanState PLAN_OF_AN_ASSISTANT =
      new PlanState(
          "P-2",
          1,
          MAIN,
          new StrategyId("plan"),
          BTC,
          PlanStatus.PENDING,
          "CREATED",
          "assistant desk-helper/1.4.2",
          "{}",
          PlanTerms.NONE,
          Map.of(),
          null,
          TS,
          null);

  static final PlanState PLAN_WITH_TERMS =
      new PlanState(
          "P-1",
          3,
          MAIN,
          new StrategyId("breakout"),
          BTC,
          PlanStatus.ARMED,
          "price crossed",
          "",
          "{\"entry\":68000}",
          new PlanTerms(
              PlanType.BRACKET,
              Side.BUY,
              Price.of("68000"),
              PlanTerms.EntryKind.STOP,
              Price.of("67900"),
              List.of(
                  new PlanTerms.PlanTarget(Price.of("68200"), new BigDecimal("0.5")),
                  new PlanTerms.PlanTarget(Price.of("68400"), new BigDecimal("0.5"))),
              Quantity.of("0.01"),
              TS,
              5,
              false,
              true,
              new TreeSet<>(List.of("MICRO_SWEEP")),
              true,
              new BigDecimal("0.001"),
              Duration.ofMinutes(20),
              "range"),
          Map.of("price", "68000.5"),
          PlanState.Request.CANCEL,
          TS,
          ORIGIN);

  static final Signal SIGNAL =
      new Signal(
          SIGNAL_ID,
          MAIN,
          BURST,
          BTC,
          Side.BUY,
          ORIGIN,
          Price.of("68000.10"),
          Quantity.of("0.25"),
          Price.of("67900.0"),
          Price.of("68200"),
          EXIT_PLAN,
          0.75,
          ordered("zeta", "3 > 2", "alpha", "1.50"));

  static final Decision DECISION =
      new Decision(
          "D-risk-4711",
          "risk",
          Outcome.DENIED,
          "DAILY_LOSS",
          MAIN,
          BURST,
          BTC,
          ORIGIN,
          SIGNAL_ID,
          ENTRY,
          CHECKS,
          ordered("rule", "R-DAILY-LOSS", "day_pnl", "-510.00"),
          2);

  static final ApprovedOrder APPROVED =
      new ApprovedOrder(
          ENTRY,
          SIGNAL_ID,
          MAIN,
          BURST,
          BTC,
          Side.BUY,
          OrderType.LIMIT,
          Quantity.of("0.25"),
          Price.of("68001"),
          Price.of("68000.10"),
          Money.of("17017.0000"),
          EXIT_PLAN,
          ORIGIN,
          new EventTime(1_730_000_000_123_999L),
          CHECKS);

  static final OrderEvent ORDER =
      new OrderEvent(
          new OrderId("O-momentum-burst-BTCUSDT-4711-out1"),
          2,
          OrderStatus.PARTIALLY_FILLED,
          MAIN,
          BURST,
          BTC,
          SIGNAL_ID,
          ENTRY,
          Intent.CLOSE,
          Side.SELL,
          OrderType.MARKET,
          Quantity.of("0.5"),
          Quantity.of("0.250"),
          EXECUTION,
          ExitReason.TRAIL,
          EXIT_PLAN,
          Price.of("68000.00"),
          new EventTime(1_730_000_000_123_999L),
          ORIGIN,
          "rest stays in the market");

  static final Fill FILL =
      new Fill(ENTRY, ENTRY, SIGNAL_ID, MAIN, BURST, BTC, Intent.OPEN, Side.BUY, EXECUTION, ORIGIN);

  static final OrderDone DONE =
      new OrderDone(ENTRY, MAIN, BURST, BTC, Intent.OPEN, OrderStatus.EXPIRED, ORIGIN);

  static final Position POSITION =
      new Position(
          ENTRY,
          SIGNAL_ID,
          MAIN,
          BURST,
          BTC,
          Side.BUY,
          PositionState.CLOSED,
          4,
          Quantity.of("0.000"),
          Quantity.of("0.5"),
          Price.of("68000.500000000001"),
          Price.of("68100.00"),
          TS,
          new EventTime(1_730_000_030_000_001L),
          Price.of("67950.0"),
          Price.of("68200"),
          Price.of("67900.0"),
          ExitReason.TP,
          Money.of("49.75"),
          Money.of("6.80005"),
          Money.of("-0.25"),
          new BigDecimal("3.5"),
          new BigDecimal("100.5"),
          ORIGIN);

  static final AccountState ACCOUNT =
      new AccountState(
          MAIN,
          17,
          Money.of("10000.00"),
          Money.of("9990.01"),
          LocalDate.of(2026, 11, 21),
          Money.of("10005"),
          Money.of("1.01E+4"),
          Map.of(BURST, 3, new StrategyId("breakout"), 1),
          false,
          false,
          2,
          true,
          ORIGIN);

  static final AccountState ACCOUNT_AFTER_A_LOSS =
      new AccountState(
          MAIN,
          18,
          Money.of("9400.00"),
          Money.of("9500.5"),
          LocalDate.of(2026, 11, 21),
          Money.of("10005"),
          Money.of("1.01E+4"),
          Map.of(),
          true,
          false,
          1,
          false,
          ORIGIN);

  static final AccountState ACCOUNT_AFTER_A_DRAWDOWN =
      new AccountState(
          MAIN,
          19,
          Money.of("8400.00"),
          Money.of("8400"),
          LocalDate.of(2026, 11, 21),
          Money.of("10005"),
          Money.of("1.01E+4"),
          Map.of(),
          true,
          true,
          0,
          true,
          ORIGIN);

  static final Control CONTROL =
      new Control("C-1", MAIN, Control.Action.FLATTEN, "ada", "news at 14:00", TS);

  static final Quarantined QUARANTINED =
      new Quarantined(
          "trades.csv",
          12,
          "PRICE_NOT_POSITIVE",
          "price is -1",
          "1730000000123456,BTCUSDT,-1,0.5,BUY €");

  static final Quarantined QUARANTINED_RECORD =
      new Quarantined(
          "signals-3",
          41,
          "UNREADABLE",
          "Signal: malformed bytes",
          "/wAB",
          new Quarantined.Envelope(
              "main",
              List.of(
                  new Quarantined.Header("seq", "AAAAAAAAAAc="),
                  new Quarantined.Header("stage", "c2lnbmFs"),
                  new Quarantined.Header("projected", ""),
                  new Quarantined.Header("odd", null))));

  private Samples() {}

  private static Map<String, String> ordered(String k1, String v1, String k2, String v2) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(k1, v1);
    map.put(k2, v2);
    return map;
  }
}
