package io.tapeline.core.execution;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.position.Position;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.testing.Driver;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Execution of one instrument without slippage, and exit plans in words. */
final class Managed {

  static final Symbol SYMBOL = new Symbol("AAPL");
  static final StrategyId STRATEGY = new StrategyId("adaptive");

  private static final String SLIPPAGE = "tapeline.paper.slippage.equity.";

  final Events events = new Events("AAPL");
  final LineSettings settings;
  final Driver execution;
  private int orders;

  /**
   * @param fields of the instrument, name and value in turn: tick-size, 0.0001
   */
  Managed(String... fields) {
    settings = settings(fields);
    execution = new Driver(new ExecutionStage(settings));
  }

  static LineSettings settings(String... fields) {
    List<String> all =
        new ArrayList<>(List.of(SLIPPAGE + "base-bps", "0", SLIPPAGE + "impact-bps", "0"));
    for (int i = 0; i < fields.length; i += 2) {
      all.add("tapeline.instruments.AAPL." + fields[i]);
      all.add(fields[i + 1]);
    }
    return Settings.of(all.toArray(String[]::new));
  }

  Instrument instrument() {
    return settings.instruments().get(SYMBOL);
  }

  static ApprovedOrder order(
      int number, Side side, String quantity, String seconds, ExitPlan plan, EntryOrder entry) {
    SignalId signal =
        entry.isLadder()
            ? new SignalId("S-plan-L" + number + "-1")
            : Signal.idFor(STRATEGY, SYMBOL, number);
    return new ApprovedOrder(
        OrderId.entryOf(signal),
        signal,
        new AccountId("main"),
        STRATEGY,
        SYMBOL,
        side,
        entry.type(),
        Quantity.of(quantity),
        entry.limit(),
        Price.of("100"),
        Money.of("1000"),
        plan,
        new Origin(number, Events.at(seconds)),
        Events.at(seconds),
        List.of(),
        entry.postOnly(),
        entry.goodFor(),
        entry.rungs());
  }

  void approve(Side side, String quantity, String seconds, ExitPlan plan, EntryOrder entry) {
    execution.on(order(++orders, side, quantity, seconds, plan, entry));
  }

  /** In the market at one second, by this quote. */
  void enter(Side side, String quantity, ExitPlan plan, String bid, String ask) {
    execution.on(events.quote("0", bid, ask));
    approve(side, quantity, "0", plan, EntryOrder.MARKET);
    quote("1", bid, ask);
  }

  void quote(String seconds, String bid, String ask) {
    execution.on(events.quote(seconds, bid, ask));
  }

  /** The same quote at these seconds. */
  void quotes(String bid, String ask, String... seconds) {
    for (String each : seconds) {
      quote(each, bid, ask);
    }
  }

  void trade(String seconds, String price, String size) {
    execution.on(events.trade(seconds, price, size));
  }

  /** Passes time a second at a time, the last one included. */
  void beats(int from, int to) {
    for (int second = from; second <= to; second++) {
      execution.on(events.heartbeat(Integer.toString(second)));
    }
  }

  OrderEvent step() {
    return execution.last(OrderEvent.class);
  }

  Position position() {
    return execution.last(Position.class);
  }

  /** Each closing order when it was sent. */
  List<OrderEvent> closingOrders() {
    return execution.all(OrderEvent.class).stream()
        .filter(step -> step.exitReason() != null && step.status() == OrderStatus.ACCEPTED)
        .toList();
  }

  static Level away(String fraction) {
    return new Level.Away(new BigDecimal(fraction));
  }

  static Level at(String price) {
    return new Level.At(Price.of(price));
  }

  static Target part(Level level, String share) {
    return new Target(level, new BigDecimal(share), List.of());
  }

  /** A plan for an hour with nothing but a stop and targets. */
  static Plan plan(Level stop, Target... targets) {
    return new Plan(
        new ExitPlan(
            stop,
            List.of(targets),
            Trailing.NONE,
            false,
            Duration.ZERO,
            Duration.ofHours(1),
            false,
            0,
            BigDecimal.ZERO,
            false));
  }

  /** A plan with more and more in it. */
  record Plan(ExitPlan now) {

    Plan trailing(Trailing trailing) {
      return copy(trailing, now.breakEvenAfterFirst(), now.minHold(), now.adverseCandle());
    }

    Plan breakEven() {
      return copy(now.trailing(), true, now.minHold(), now.adverseCandle());
    }

    Plan minHold(int seconds) {
      return copy(
          now.trailing(),
          now.breakEvenAfterFirst(),
          Duration.ofSeconds(seconds),
          now.adverseCandle());
    }

    Plan adverseCandle() {
      return copy(now.trailing(), now.breakEvenAfterFirst(), now.minHold(), true);
    }

    private Plan copy(Trailing trailing, boolean breakEven, Duration minHold, boolean adverse) {
      return new Plan(
          new ExitPlan(
              now.stop(),
              now.targets(),
              trailing,
              breakEven,
              minHold,
              now.timeStop(),
              now.expires(),
              now.flatCandles(),
              now.flatThreshold(),
              adverse));
    }

    Plan lasting(int seconds, boolean expires) {
      return new Plan(
          new ExitPlan(
              now.stop(),
              now.targets(),
              now.trailing(),
              now.breakEvenAfterFirst(),
              now.minHold(),
              Duration.ofSeconds(seconds),
              expires,
              now.flatCandles(),
              now.flatThreshold(),
              now.adverseCandle()));
    }

    Plan flatAfter(int candles, String threshold) {
      return new Plan(
          new ExitPlan(
              now.stop(),
              now.targets(),
              now.trailing(),
              now.breakEvenAfterFirst(),
              now.minHold(),
              now.timeStop(),
              now.expires(),
              candles,
              new BigDecimal(threshold),
              now.adverseCandle()));
    }
  }
}
