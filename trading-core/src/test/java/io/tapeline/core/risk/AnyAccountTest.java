package io.tapeline.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.account.AccountState;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.market.MarketEvent;
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
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.testing.Driver;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * No sequence of signals, fills, price moves and restarts takes an account beyond a limit. The
 * limits are held against books that the test keeps by itself.
 */
class AnyAccountTest {

  /** 100 000 take some minutes: {@code -Dtapeline.histories=100000}. */
  private static final int HISTORIES = Integer.getInteger("tapeline.histories", 1_500);

  private static final List<String> SYMBOLS = List.of("AAPL", "MSFT", "NVDA", "AMZN", "TSLA");
  private static final List<String> STRATEGIES = List.of("momentum-burst", "quick", "mine");
  private static final BigDecimal CAPITAL = new BigDecimal("100000");
  private static final LineSettings SETTINGS = settings();

  private static LineSettings settings() {
    List<String> all =
        new ArrayList<>(
            List.of(
                "tapeline.paper.initial-capital",
                CAPITAL.toPlainString(),
                "tapeline.risk.net-edge",
                "false"));
    for (String symbol : SYMBOLS) {
      String instrument = "tapeline.instruments." + symbol;
      all.addAll(List.of(instrument + ".asset-class", "EQUITY"));
      all.addAll(List.of(instrument + ".tick-size", "0.01"));
      all.addAll(List.of(instrument + ".lot-step", "1"));
      all.addAll(List.of(instrument + ".taker-fee", "0.0001"));
    }
    return Settings.of(all.toArray(String[]::new));
  }

  /** What the test knows of an open position or an order on its way. */
  private static final class Held {
    private final ApprovedOrder order;
    private long open;
    private long toCome;

    Held(ApprovedOrder order) {
      this.order = order;
      this.toCome = order.quantity().value().longValueExact();
    }
  }

  /** One history. */
  private static final class History {
    private final Random random;
    private final Map<String, Events> markets = new HashMap<>();
    private final Map<String, int[]> quotes = new HashMap<>();
    private final Map<String, Held> held = new LinkedHashMap<>();
    private final Map<String, Long> exits = new HashMap<>();
    private final List<Long> entries = new ArrayList<>();
    private final List<Event> kept = new ArrayList<>();
    private BigDecimal cash = CAPITAL;
    private Driver risk = new Driver(new RiskStage(SETTINGS));
    private long millis;
    private int number;
    private boolean halted;
    private int approved;

    History(long seed) {
      random = new Random(seed);
    }

    String at() {
      return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    Events market(String symbol) {
      return markets.computeIfAbsent(symbol, Events::new);
    }

    int run() {
      for (String symbol : SYMBOLS) {
        quotes.put(symbol, new int[] {15_000, 15_001});
      }
      int steps = 20 + random.nextInt(60);
      for (int step = 0; step < steps; step++) {
        millis += random.nextInt(random.nextInt(6) == 0 ? 60_000 : 3_000);
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> signal();
          case 3 -> fill();
          case 4, 5 -> leave();
          case 6 -> move();
          default -> other();
        }
      }
      return approved;
    }

    void tell(Event input) {
      if (!(input instanceof MarketEvent) && !(input instanceof Signal)) {
        kept.add(input);
      }
      risk.on(input).stream()
          .filter(
              each ->
                  each instanceof ApprovedOrder
                      || each instanceof AccountState
                      || each instanceof Decision)
          .forEach(kept::add);
    }

    int[] touches(String symbol) {
      return quotes.getOrDefault(symbol, new int[2]);
    }

    void quote(String symbol) {
      int[] of = touches(symbol);
      tell(market(symbol).quote(at(), cents(of[0]), "100", cents(of[1]), "100"));
    }

    void move() {
      String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      int bid = Math.max(1_000, touches(symbol)[0] + random.nextInt(401) - 200);
      quotes.put(symbol, new int[] {bid, bid + 1 + random.nextInt(2)});
      quote(symbol);
    }

    void signal() {
      String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      quote(symbol);
      MarketEvent trade = market(symbol).trade(at(), cents(touches(symbol)[0]), "1");
      tell(trade);
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      ExitPlan plan =
          new ExitPlan(
              BigDecimal.valueOf(5 + random.nextInt(100), 4),
              BigDecimal.valueOf(5 + random.nextInt(100), 4),
              Duration.ofSeconds(60),
              0,
              BigDecimal.ZERO);
      StrategyId strategy = new StrategyId(STRATEGIES.get(random.nextInt(STRATEGIES.size())));
      Price ref = Price.of(cents(touches(symbol)[0]));
      int before = risk.all(ApprovedOrder.class).size();
      tell(
          new Signal(
              Signal.idFor(strategy, trade.symbol(), trade.seq()),
              SETTINGS.account(),
              strategy,
              trade.symbol(),
              side,
              trade.origin(),
              ref,
              new Quantity(BigDecimal.valueOf(1 + random.nextInt(400))),
              plan.stopFor(side, ref, SETTINGS.instruments().get(trade.symbol())),
              plan.targetFor(side, ref, SETTINGS.instruments().get(trade.symbol())),
              plan,
              random.nextDouble(),
              Map.of()));
      if (risk.all(ApprovedOrder.class).size() > before) {
        check(risk.last(ApprovedOrder.class));
      }
    }

    /** Everything that must hold of an order at the moment it is approved. */
    private void check(ApprovedOrder order) {
      String symbol = order.symbol().value();
      BigDecimal equity = equity();
      BigDecimal quantity = order.quantity().value();
      BigDecimal price = price(symbol, order.side());
      BigDecimal notional = price.multiply(quantity);
      assertThat(halted).isFalse();
      assertThat(held.values()).noneMatch(each -> each.order.symbol().value().equals(symbol));
      assertThat(held).hasSizeLessThan(3);
      assertThat(millis - exits.getOrDefault(symbol, Long.MIN_VALUE / 2))
          .isGreaterThanOrEqualTo(30_000);
      assertThat(entries).hasSizeLessThan(20);
      assertThat(notional).isLessThanOrEqualTo(part(equity, "0.30"));
      assertThat(exposure().add(notional)).isLessThanOrEqualTo(equity);
      Price stop =
          order
              .exitPlan()
              .stopFor(order.side(), new Price(price), SETTINGS.instruments().get(order.symbol()));
      BigDecimal distance = price.subtract(stop.value());
      assertThat(distance.signum()).isEqualTo(order.side().sign());
      assertThat(distance.abs().multiply(quantity)).isLessThanOrEqualTo(part(equity, "0.02"));
      assertThat(notional).isLessThanOrEqualTo(order.reserved().value());
      assertThat(order.reserved().value()).isLessThanOrEqualTo(cash);
      held.put(order.orderId().value(), new Held(order));
      approved++;
    }

    private static BigDecimal part(BigDecimal of, String fraction) {
      return of.multiply(new BigDecimal(fraction)).setScale(9, RoundingMode.UP);
    }

    private BigDecimal price(String symbol, Side taking) {
      return new BigDecimal(cents(touches(symbol)[taking == Side.BUY ? 1 : 0]));
    }

    private BigDecimal equity() {
      BigDecimal equity = cash;
      for (Held each : held.values()) {
        Side out = each.order.side().opposite();
        equity =
            equity.add(
                price(each.order.symbol().value(), out)
                    .multiply(BigDecimal.valueOf(each.open * each.order.side().sign())));
      }
      return equity;
    }

    private BigDecimal exposure() {
      BigDecimal exposure = BigDecimal.ZERO;
      for (Held each : held.values()) {
        Side out = each.order.side().opposite();
        exposure =
            exposure.add(
                price(each.order.symbol().value(), out)
                    .multiply(BigDecimal.valueOf(each.open + each.toCome)));
      }
      return exposure;
    }

    private @Nullable Held any() {
      List<Held> all = new ArrayList<>(held.values());
      return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    /** Some or all of what an order still asks for, or the end of it. */
    private void fill() {
      Held of = any();
      if (of == null || of.toCome == 0) {
        return;
      }
      boolean ends = random.nextInt(4) == 0;
      if (!ends) {
        long filled = random.nextBoolean() ? of.toCome : 1 + random.nextLong(of.toCome);
        if (of.open == 0 && of.toCome == of.order.quantity().value().longValueExact()) {
          entries.add(millis);
        }
        of.open += filled;
        of.toCome -= filled;
        execute(of, Intent.OPEN, filled);
      }
      if (ends || of.toCome == 0) {
        OrderStatus status = of.toCome == 0 ? OrderStatus.FILLED : OrderStatus.EXPIRED;
        done(of, of.order.orderId(), Intent.OPEN, status);
        of.toCome = 0;
        if (of.open == 0) {
          held.remove(of.order.orderId().value());
        }
      }
    }

    private void leave() {
      Held of = any();
      if (of == null || of.open == 0 || of.toCome > 0) {
        return;
      }
      long part = random.nextInt(3) == 0 ? 1 + random.nextLong(of.open) : of.open;
      of.open -= part;
      execute(of, Intent.CLOSE, part);
      if (of.open == 0) {
        held.remove(of.order.orderId().value());
        exits.put(of.order.symbol().value(), millis);
      }
    }

    private void execute(Held of, Intent intent, long quantity) {
      Side side = intent == Intent.OPEN ? of.order.side() : of.order.side().opposite();
      String symbol = of.order.symbol().value();
      BigDecimal price = price(symbol, side);
      BigDecimal notional = price.multiply(BigDecimal.valueOf(quantity));
      BigDecimal fee = notional.multiply(new BigDecimal("0.0001"));
      cash = cash.subtract(notional.multiply(BigDecimal.valueOf(side.sign()))).subtract(fee);
      MarketEvent tick = market(symbol).trade(at(), price.toPlainString(), "1");
      tell(tick);
      tell(
          new Fill(
              intent == Intent.OPEN
                  ? of.order.orderId()
                  : OrderId.exitOf(of.order.orderId(), ++number),
              of.order.orderId(),
              of.order.signalId(),
              of.order.account(),
              of.order.strategy(),
              of.order.symbol(),
              intent,
              side,
              new Execution(
                  "X" + ++number,
                  new Quantity(BigDecimal.valueOf(quantity)),
                  new Price(price),
                  new Money(fee),
                  Liquidity.TAKER,
                  new Price(price),
                  BigDecimal.ZERO),
              tick.origin()));
    }

    private void done(Held of, OrderId id, Intent intent, OrderStatus status) {
      tell(
          new OrderDone(
              id,
              of.order.account(),
              of.order.strategy(),
              of.order.symbol(),
              intent,
              status,
              market(of.order.symbol().value()).trade(at(), "150.00", "1").origin()));
    }

    private void other() {
      if (random.nextInt(3) == 0) {
        halted = !halted;
        Control.Action action = halted ? Control.Action.HALT : Control.Action.RESUME;
        EventTime now = Events.at(at());
        tell(new Control("C" + ++number, new AccountId("main"), action, "anna", "test", now));
      } else if (random.nextInt(3) == 0) {
        restart();
      } else {
        quote(SYMBOLS.get(random.nextInt(SYMBOLS.size())));
      }
    }

    /** Another process applies what is kept, then the newest quotes; ticks are not kept. */
    private void restart() {
      RiskStage again = new RiskStage(SETTINGS);
      kept.forEach(again::apply);
      risk = new Driver(again);
      SYMBOLS.forEach(this::quote);
    }

    private static String cents(int cents) {
      return BigDecimal.valueOf(cents, 2).toPlainString();
    }
  }

  @Test
  void noHistoryTakesAnAccountBeyondItsLimits() {
    long approved = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      try {
        approved += new History(seed).run();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(approved).isGreaterThan(2L * HISTORIES);
  }
}
