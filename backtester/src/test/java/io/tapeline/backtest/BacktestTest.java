package io.tapeline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.account.AccountState;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of the whole line on any market; the seeds name simulated ones. */
class BacktestTest {

  private static final Map<String, String> TRADING =
      Map.of(
          "tapeline.fees.taker", "0.0001",
          "tapeline.fees.maker", "0",
          "tapeline.burst.position-size", "0.012",
          "tapeline.burst.loss-skip", "0",
          "tapeline.risk.net-edge", "false",
          "tapeline.risk.burst.hourly-trades", "0",
          "tapeline.risk.cool-off-s", "1",
          "tapeline.risk.loss-streak", "0");

  private static List<Event> play(long seed) throws IOException {
    SimulationSettings market =
        SimulationSettings.defaults(seed, new EventTime(1_767_225_600_000_000L))
            .withDuration(Duration.ofMinutes(40));
    List<Event> events = new ArrayList<>();
    new Backtest(
            new MarketDataStage(PriceSource.TRADE),
            PriceSource.TRADE,
            LineSettings.read(TRADING::get),
            List.of("momentum-burst"),
            events::add)
        .run(new SimulatedMarket(market));
    return events;
  }

  private static <E> List<E> all(List<Event> events, Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<Position> trades(List<Event> events) {
    return all(events, Position.class).stream()
        .filter(position -> position.state() == PositionState.CLOSED)
        .toList();
  }

  @Test
  void sameMarketGivesTheSameEventsTwice() throws IOException {
    assertThat(play(7)).isEqualTo(play(7));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void cashIsStartCapitalPlusNetProfitOfTheTrades(long seed) throws IOException {
    List<Event> events = play(seed);
    List<Position> trades = trades(events);
    assertThat(trades).as("the market must have given something to trade").isNotEmpty();
    List<Position> open =
        all(events, Position.class).stream()
            .collect(Collectors.toMap(Position::entryOrderId, p -> p, (a, b) -> b))
            .values()
            .stream()
            .filter(position -> position.state() != PositionState.CLOSED)
            .toList();
    assertThat(open).as("nothing may be open at the end for this sum").isEmpty();
    Money net = trades.stream().map(Position::net).reduce(Money.ZERO, Money::plus);
    AccountState last = all(events, AccountState.class).getLast();
    assertThat(last.cash()).isEqualTo(Money.of("1000").plus(net));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noOrderWithoutApprovalAndNoFillWithoutOrder(long seed) throws IOException {
    Set<OrderId> approved = new HashSet<>();
    Set<OrderId> accepted = new HashSet<>();
    for (Event event : play(seed)) {
      switch (event) {
        case ApprovedOrder order -> approved.add(order.orderId());
        case OrderEvent step when step.number() == 1 -> {
          assertThat(approved).contains(step.entryOrderId());
          accepted.add(step.orderId());
        }
        case Fill fill -> assertThat(accepted).contains(fill.orderId());
        default -> {}
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void positionsAreTheSumOfTheirFills(long seed) throws IOException {
    Map<OrderId, BigDecimal> filled = new HashMap<>();
    for (Event event : play(seed)) {
      if (event instanceof Fill fill) {
        BigDecimal quantity = fill.execution().quantity().value();
        filled.merge(
            fill.entryOrderId(),
            fill.intent() == Intent.OPEN ? quantity : quantity.negate(),
            BigDecimal::add);
      } else if (event instanceof Position position) {
        assertThat(position.quantity().value())
            .isEqualByComparingTo(filled.getOrDefault(position.entryOrderId(), BigDecimal.ZERO));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void stopsOnlyTighten(long seed) throws IOException {
    Map<OrderId, Price> stops = new HashMap<>();
    for (Position position : all(play(seed), Position.class)) {
      Price stop = Objects.requireNonNull(position.stop());
      Price before = stops.put(position.entryOrderId(), stop);
      if (before != null) {
        assertThat(position.entrySide() == Side.BUY ? stop.isBelow(before) : stop.isAbove(before))
            .as("stop of %s moved from %s to %s", position.id(), before, stop)
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyIdIsThereOnceAndEverySignalHasOneAnswer(long seed) throws IOException {
    List<Event> events = play(seed);
    Set<String> ids = new HashSet<>();
    for (Event event : events) {
      assertThat(ids.add(event.getClass().getSimpleName() + "/" + event.id()))
          .as(event.id())
          .isTrue();
    }
    long signals = all(events, Signal.class).size();
    long answers =
        all(events, Decision.class).stream()
            .filter(decision -> decision.stage().equals("risk"))
            .filter(
                decision ->
                    decision.outcome() == Outcome.DENIED || decision.reason().equals("APPROVED"))
            .count();
    assertThat(answers).isEqualTo(signals);
  }

  @Test
  void atMostOnePositionIsOpenInAnInstrument() throws IOException {
    Set<OrderId> open = new HashSet<>();
    for (Position position : all(play(3), Position.class)) {
      if (position.state() == PositionState.CLOSED) {
        open.remove(position.entryOrderId());
      } else {
        open.add(position.entryOrderId());
      }
      assertThat(open.size()).isLessThanOrEqualTo(1);
    }
  }
}
