package io.tapeline.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.ledger.Ledger;
import io.tapeline.core.market.MarketEvent;
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
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.testing.Events;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds on any market, with any plans and entries, undisturbed and after any restart. */
class AnyHistoryTest {

  private static final LineSettings SETTINGS =
      Managed.settings("maker-fee", "0.0002", "taker-fee", "0.0005", "min-qty", "2");
  private static final Duration WARM_UP = Duration.ofMinutes(2);

  /** One input and what was published on it: what was decided, and all of it. */
  private record Turn(Event input, List<Event> decided, List<Event> published) {}

  /** A seeded market of half an hour with an approved order now and then. */
  private static List<Event> inputs(long seed) {
    Random random = new Random(seed);
    Events events = new Events("AAPL");
    List<Event> inputs = new ArrayList<>();
    int bid = 10_000;
    int spread = 2;
    int orders = 0;
    for (long millis = 0; millis < 1_800_000; millis += 50 + random.nextInt(600)) {
      String at = BigDecimal.valueOf(millis, 3).toPlainString();
      bid = Math.max(5_000, bid + random.nextInt(9) - 4);
      spread = 1 + random.nextInt(4);
      switch (random.nextInt(5)) {
        case 0 -> inputs.add(events.heartbeat(at));
        case 1, 2 ->
            inputs.add(
                events.trade(
                    at, cents(bid + random.nextInt(spread + 1)), "" + (1 + random.nextInt(9))));
        default ->
            inputs.add(
                events.quote(
                    at,
                    cents(bid),
                    "" + (1 + random.nextInt(9)),
                    cents(bid + spread),
                    "" + (1 + random.nextInt(9))));
      }
      if (random.nextInt(25) == 0) {
        inputs.add(order(++orders, random, at, bid, spread));
      }
      if (random.nextInt(60) == 0 && orders > 0) {
        inputs.add(callOff("L" + (orders - random.nextInt(Math.min(orders, 3))), at));
      }
    }
    return inputs;
  }

  /** A person calls a plan off; most of the numbers are no plan's. */
  private static PlanState callOff(String plan, String at) {
    return new PlanState(
        plan,
        1,
        new AccountId("main"),
        new StrategyId("plan"),
        Managed.SYMBOL,
        PlanStatus.TRIGGERED,
        "USER",
        "api",
        "{}",
        PlanTerms.NONE,
        Map.of(),
        PlanState.Request.CANCEL,
        Events.at(at),
        null);
  }

  /** Two to four rungs from about the best on, of 2 to 9 each. */
  private static EntryOrder ladder(Random random, int near, Side side) {
    List<Rung> rungs = new ArrayList<>();
    int price = near + side.sign() * (random.nextInt(5) - 2);
    for (int left = 2 + random.nextInt(3); left > 0; left--) {
      rungs.add(
          new Rung(Price.of(cents(price)), Quantity.of(Integer.toString(2 + random.nextInt(8)))));
      price -= side.sign() * (1 + random.nextInt(4));
    }
    return EntryOrder.ladder(rungs, Duration.ofSeconds(1 + random.nextInt(200)));
  }

  private static Quantity inAll(EntryOrder ladder) {
    return ladder.rungs().stream().map(Rung::quantity).reduce(Quantity.ZERO, Quantity::plus);
  }

  private static ApprovedOrder order(int number, Random random, String at, int bid, int spread) {
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    int near = side == Side.BUY ? bid : bid + spread;
    Price limit = Price.of(cents(near + random.nextInt(5) - 2));
    EntryOrder entry =
        switch (random.nextInt(4)) {
          case 0 -> EntryOrder.MARKET;
          case 3 -> ladder(random, near, side);
          case 1 -> EntryOrder.postOnly(limit, Duration.ofSeconds(1 + random.nextInt(200)));
          default ->
              new EntryOrder(OrderType.LIMIT, limit, false, Duration.ofSeconds(random.nextInt(20)));
        };
    String quantity =
        entry.isLadder() ? inAll(entry).toString() : Integer.toString(2 + random.nextInt(20));
    return Managed.order(number, side, quantity, at, plan(random, near, side), entry);
  }

  private static ExitPlan plan(Random random, int near, Side side) {
    int distance = 6 + random.nextInt(30);
    Level stop =
        random.nextInt(4) == 0
            ? new Level.At(Price.of(cents(near - side.sign() * distance)))
            : new Level.Away(BigDecimal.valueOf(distance, 4));
    List<Target> targets = new ArrayList<>();
    for (int i = 1; i <= random.nextInt(4); i++) {
      List<Target.Easing> easings =
          random.nextBoolean()
              ? List.of()
              : List.of(
                  new Target.Easing(
                      Duration.ofSeconds(20 + random.nextInt(40)), Managed.away("0.0002")));
      targets.add(
          new Target(
              new Level.Away(BigDecimal.valueOf(5L + (long) i * (2 + random.nextInt(8)), 4)),
              new BigDecimal("0.33"),
              easings));
    }
    Trailing trailing =
        switch (random.nextInt(3)) {
          case 0 -> Trailing.NONE;
          case 1 -> new Trailing.PercentStep(new BigDecimal("0.0006"), new BigDecimal("0.0006"));
          default -> new Trailing.RatioAtr(new BigDecimal("0.5"), BigDecimal.ZERO);
        };
    return new ExitPlan(
        stop,
        targets,
        trailing,
        random.nextBoolean(),
        Duration.ofSeconds(random.nextInt(30)),
        Duration.ofSeconds(5 + random.nextInt(300)),
        random.nextBoolean(),
        random.nextInt(3) == 0 ? 3 : 0,
        new BigDecimal("0.00002"),
        random.nextBoolean());
  }

  private static String cents(int cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }

  private static Turn turn(Stage stage, Event input) {
    List<Event> decided = new ArrayList<>();
    List<Event> published = new ArrayList<>();
    stage.apply(input);
    for (Event event : stage.decide(input)) {
      decided.add(event);
      published.add(event);
      stage.apply(event);
      published.addAll(stage.project(event));
    }
    return new Turn(input, decided, published);
  }

  private static List<Turn> play(long seed) {
    Stage stage = new ExecutionStage(SETTINGS);
    return inputs(seed).stream().map(input -> turn(stage, input)).toList();
  }

  private static <E> List<E> all(List<Turn> turns, Class<E> type) {
    return turns.stream()
        .flatMap(turn -> turn.published().stream())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everythingThatCanHappenHappens(long seed) {
    List<Turn> turns = play(seed);
    assertThat(all(turns, OrderEvent.class).stream().map(OrderEvent::exitReason))
        .as("reasons of seed %d", seed)
        .contains(ExitReason.SL, ExitReason.TRAIL, ExitReason.TP, ExitReason.TIME);
    assertThat(all(turns, Position.class)).anyMatch(position -> position.partials() > 0);
    assertThat(all(turns, Fill.class)).anyMatch(fill -> fill.execution().rung() > 1);
    assertThat(all(turns, OrderEvent.class).stream().map(OrderEvent::detail))
        .as("ends of seed %d", seed)
        .contains("the plan is called off", "the position is being left");
    assertThat(all(turns, Fill.class))
        .extracting(fill -> fill.execution().liquidity())
        .contains(Liquidity.MAKER, Liquidity.TAKER);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void stopsOnlyTightenAndNoMoreIsClosedThanWasOpened(long seed) {
    Map<OrderId, Position> before = new HashMap<>();
    for (Position position : all(play(seed), Position.class)) {
      Position last = before.put(position.entryOrderId(), position);
      assertThat(position.quantity().compareTo(position.opened())).isNotPositive();
      if (last == null) {
        continue;
      }
      assertThat(position.version()).isEqualTo(last.version() + 1);
      assertThat(position.targetsLeft()).isLessThanOrEqualTo(last.targetsLeft());
      Price earlier = last.stop();
      if (earlier != null) {
        BigDecimal moved =
            Objects.requireNonNull(position.stop())
                .minus(earlier)
                .multiply(BigDecimal.valueOf(position.entrySide().sign()));
        assertThat(moved).as("%s", position.id()).isNotNegative();
      }
    }
  }

  /** Also: a position is what its order filled, and one quote gives no more than it displays. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noRungFillsBeyondItsQuantityOrWorseThanItsLimit(long seed) {
    Map<String, Quantity> byRung = new HashMap<>();
    Map<OrderId, Quantity> byOrder = new HashMap<>();
    for (Turn turn : play(seed)) {
      Map<OrderId, Quantity> taken = new HashMap<>();
      for (Event event : turn.published()) {
        if (event instanceof OrderEvent step && step.execution() != null) {
          Execution fill = step.execution();
          EntryOrder entry = step.entry();
          boolean isRung = entry != null && entry.isLadder();
          assertThat(fill.rung() > 0).as("%s", step.id()).isEqualTo(isRung);
          if (entry == null || !isRung) {
            continue;
          }
          Rung rung = entry.rungs().get(fill.rung() - 1);
          String name = step.orderId().rung(fill.rung()).value();
          assertThat(byRung.merge(name, fill.quantity(), Quantity::plus).compareTo(rung.quantity()))
              .as("%s of %s", step.id(), name)
              .isNotPositive();
          assertThat(
                  fill.price()
                      .minus(rung.price())
                      .multiply(BigDecimal.valueOf(step.side().sign()))
                      .signum())
              .as("%s at %s", step.id(), fill.price())
              .isNotPositive();
          assertThat(byOrder.merge(step.orderId(), fill.quantity(), Quantity::plus))
              .isEqualTo(step.filled());
          if (fill.liquidity() == Liquidity.TAKER && turn.input() instanceof Quote quote) {
            Quantity sum = taken.merge(step.orderId(), fill.quantity(), Quantity::plus);
            Quantity displayed = Objects.requireNonNull(quote.oppositeSize(step.side()));
            assertThat(sum.compareTo(displayed)).as("%s", step.id()).isNotPositive();
          }
        } else if (event instanceof Position position) {
          Quantity filled = byOrder.get(position.entryOrderId());
          if (filled != null) {
            assertThat(position.opened()).isEqualTo(filled);
          }
        }
      }
    }
    assertThat(byRung).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void atMostOneClosingOrderIsOut(long seed) {
    Map<OrderId, Set<OrderId>> out = new HashMap<>();
    for (OrderEvent step : all(play(seed), OrderEvent.class)) {
      if (step.intent() == Intent.CLOSE) {
        Set<OrderId> orders = out.computeIfAbsent(step.entryOrderId(), id -> new HashSet<>());
        orders.add(step.orderId());
        assertThat(orders).hasSize(1);
        if (step.status().isTerminal()) {
          orders.clear();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void cashIsTheStartAndEveryPositionsProfit(long seed) {
    List<Turn> turns = play(seed);
    Ledger ledger = new Ledger(Money.of("1000"), SETTINGS.instruments());
    all(turns, Fill.class).forEach(ledger::book);
    Map<OrderId, Position> last = new HashMap<>();
    all(turns, Position.class).forEach(each -> last.put(each.entryOrderId(), each));
    BigDecimal expected = new BigDecimal("1000");
    for (Position position : last.values()) {
      if (position.state() == PositionState.CLOSED) {
        expected = expected.add(position.net().value());
      }
    }
    for (Ledger.Entry open : ledger.open()) {
      expected = expected.add(open.cashFlow().value());
    }
    assertThat(ledger.cash().value().subtract(expected).abs())
        .isLessThan(new BigDecimal("0.000000001"));
  }

  /** Takers meet the touch, makers what traded or was offered at their price or through it. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noFillIsBetterThanTheMarketAllowed(long seed) {
    @Nullable Quote quote = null;
    for (Turn turn : play(seed)) {
      if (turn.input() instanceof Quote now) {
        quote = now;
      }
      for (Event event : turn.published()) {
        if (event instanceof Fill fill) {
          int sign = fill.side().sign();
          Price met =
              fill.execution().liquidity() == Liquidity.TAKER
                  ? Objects.requireNonNull(quote).oppositeTouch(fill.side())
                  : met(turn.input(), fill.side());
          BigDecimal paid = fill.execution().price().minus(met).multiply(BigDecimal.valueOf(sign));
          assertThat(paid).as("%s", fill.id()).isNotNegative();
        }
      }
    }
  }

  private static Price met(Event input, Side side) {
    return switch (input) {
      case Tick tick -> tick.price();
      case Quote quote -> quote.oppositeTouch(side);
      default -> throw new AssertionError("a maker filled on " + input.id());
    };
  }

  /** A published stop is where the true one is or behind it, so its touch must act at once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nothingDelaysAStop(long seed) {
    Map<OrderId, Position> open = new HashMap<>();
    int stopped = 0;
    for (Turn turn : play(seed)) {
      if (turn.input() instanceof Quote quote) {
        for (Position position : open.values()) {
          Price exit = quote.oppositeTouch(position.entrySide().opposite());
          Price stop = position.stop();
          boolean reached =
              stop != null
                  && exit.minus(stop)
                          .multiply(BigDecimal.valueOf(position.entrySide().sign()))
                          .signum()
                      <= 0;
          if (position.state() == PositionState.OPEN
              && reached
              && position.origin().seq() < quote.seq()
              && !fillsNow(turn, position.entryOrderId())) {
            stopped++;
            assertThat(turn.decided())
                .as("%s at %s", position.id(), exit)
                .anyMatch(event -> leaves(event, position));
          }
        }
      }
      for (Event event : turn.published()) {
        if (event instanceof Position position) {
          open.put(position.entryOrderId(), position);
        }
      }
      open.values().removeIf(position -> position.state() == PositionState.CLOSED);
    }
    assertThat(stopped).isPositive();
  }

  private static boolean fillsNow(Turn turn, OrderId entry) {
    return turn.decided().stream()
        .anyMatch(
            event ->
                event instanceof OrderEvent step
                    && step.orderId().equals(entry)
                    && step.execution() != null);
  }

  private static boolean leaves(Event event, Position position) {
    return event instanceof OrderEvent step
        && step.intent() == Intent.CLOSE
        && step.entryOrderId().equals(position.entryOrderId())
        && Set.of(ExitReason.SL, ExitReason.TRAIL, ExitReason.BAD_FILL).contains(step.exitReason());
  }

  /** As the recovery rule does: older inputs are not read again, only what was decided on them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void afterARestartAnywhereItGoesOnAsIfNothingHadHappened(long seed) {
    List<Turn> turns = play(seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      int cut = 1 + random.nextInt(turns.size() - 1);
      Stage restarted = new ExecutionStage(SETTINGS);
      EventTime from = readFrom(turns.subList(0, cut));
      List<Turn> reread = new ArrayList<>();
      for (Turn turn : turns.subList(0, cut)) {
        if (time(turn.input()).isBefore(from)) {
          if (turn.input() instanceof PlanState request) {
            restarted.apply(request);
          }
          turn.decided().forEach(restarted::apply);
        } else {
          reread.add(turn);
        }
      }
      for (Turn turn : reread) {
        restarted.apply(turn.input());
        turn.decided().forEach(restarted::apply);
      }
      for (Turn turn : turns.subList(cut, Math.min(cut + 2_000, turns.size()))) {
        assertThat(turn(restarted, turn.input()).published())
            .as("seed %d cut at %d, on %s", seed, cut, turn.input())
            .isEqualTo(turn.published());
      }
    }
  }

  /** The market is read again from before the oldest open position and working entry. */
  private static EventTime readFrom(List<Turn> before) {
    Map<OrderId, EventTime> held = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    EventTime newest = time(before.getLast().input());
    Map<OrderId, EventTime> working = new HashMap<>();
    for (Turn turn : before) {
      for (Event event : turn.published()) {
        if (event instanceof Position position) {
          held.put(position.entryOrderId(), position.entryTs());
          if (position.state() == PositionState.CLOSED) {
            held.remove(position.entryOrderId());
          }
        } else if (event instanceof OrderEvent step) {
          working.put(step.orderId(), step.decidedAt());
          if (step.status().isTerminal()) {
            working.remove(step.orderId());
          }
        }
      }
    }
    EventTime oldest = newest;
    for (EventTime each : held.values()) {
      oldest = each.isBefore(oldest) ? each : oldest;
    }
    for (EventTime each : working.values()) {
      oldest = each.isBefore(oldest) ? each : oldest;
    }
    return oldest.minus(WARM_UP);
  }

  private static EventTime time(Event input) {
    return switch (input) {
      case MarketEvent market -> market.ts();
      case ApprovedOrder order -> order.decidedAt();
      case PlanState plan -> plan.changedAt();
      default -> throw new IllegalStateException(input.id());
    };
  }
}
