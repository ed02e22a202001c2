package io.tapeline.core.execution;

import static io.tapeline.core.execution.Managed.at;
import static io.tapeline.core.execution.Managed.part;
import static io.tapeline.core.execution.Managed.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.account.AccountId;
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
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.testing.Driver;
import io.tapeline.core.testing.Events;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 50 at 100.00, 30 at 99.90 and 20 at 99.80 in a market of 100.00 (100 displayed) and 100.02. */
class LadderEntryTest {

  private static final Duration GOOD_FOR = Duration.ofSeconds(60);
  private static final ExitPlan PLAN =
      plan(at("99.00"), part(at("100.50"), "0.5"), part(at("101.00"), "0.5")).now();
  private static final ExitPlan SHORT = plan(at("101.00"), part(at("99.50"), "1")).now();

  private final Managed line = new Managed("maker-fee", "0.001", "taker-fee", "0.002");
  private ApprovedOrder order = ladder(Side.BUY, "100.00", "99.90", "99.80");

  private static ApprovedOrder ladder(Side side, String first, String second, String third) {
    EntryOrder entry =
        EntryOrder.ladder(
            List.of(rung(first, "50"), rung(second, "30"), rung(third, "20")), GOOD_FOR);
    SignalId signal = new SignalId("S-plan-dip-3");
    return new ApprovedOrder(
        OrderId.entryOf(signal),
        signal,
        new AccountId("main"),
        new StrategyId("plan"),
        Managed.SYMBOL,
        side,
        entry.type(),
        Quantity.of("100"),
        entry.limit(),
        entry.averagePrice(),
        Money.of("10000"),
        side == Side.BUY ? PLAN : SHORT,
        new Origin(1, Events.at("0")),
        Events.at("0"),
        List.of(),
        false,
        GOOD_FOR,
        entry.rungs());
  }

  private static Rung rung(String price, String quantity) {
    return new Rung(Price.of(price), Quantity.of(quantity));
  }

  @BeforeEach
  void rests() {
    quote("0", "100.00", "100.02");
    line.execution.on(order);
    quote("0.2", "100.00", "100.02");
    assertThat(line.step().status()).isEqualTo(OrderStatus.ACCEPTED);
  }

  private void quote(String seconds, String bid, String ask) {
    line.execution.on(line.events.quote(seconds, bid, "100", ask, "7"));
  }

  private List<String> fills() {
    return line.execution.all(Fill.class).stream()
        .filter(fill -> fill.intent() == Intent.OPEN)
        .map(fill -> told(fill.execution()))
        .toList();
  }

  private static String told(Execution fill) {
    return "%d: %s at %s".formatted(fill.rung(), fill.quantity(), fill.price());
  }

  @Test
  void theAverageOfTheRungsIsItsPrice() {
    // 0.5 * 100 + 0.3 * 99.9 + 0.2 * 99.8
    assertThat(order.entry().averagePrice()).isEqualTo(Price.of("99.93"));
    assertThat(order.limit()).isEqualTo(Price.of("100.00"));
  }

  @Test
  void eachRungHasItsOwnPlaceInTheQueue() {
    line.trade("1", "100.00", "110");
    assertThat(fills()).containsExactly("1: 10 at 100.00");
    line.trade("2", "99.95", "1");
    assertThat(fills()).containsExactly("1: 10 at 100.00", "1: 40 at 100.00");
    line.execution.on(line.events.quote("3", "99.90", "20", "99.95", "7"));
    line.trade("4", "99.90", "25");
    assertThat(fills()).endsWith("2: 5 at 99.90");
    line.trade("5", "99.80", "9");
    assertThat(fills()).endsWith("2: 5 at 99.90", "2: 25 at 99.90");
    assertThat(line.step().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(line.step().filled()).isEqualTo(Quantity.of("80"));
  }

  @Test
  void aTradeThroughAllOfThemFillsTheWholeOrderOnOneEvent() {
    line.trade("1", "99.79", "1");
    assertThat(fills()).containsExactly("1: 50 at 100.00", "2: 30 at 99.90", "3: 20 at 99.80");
    assertThat(line.execution.all(Fill.class).stream().map(Fill::id))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith(order.id() + "/P"));
    assertThat(line.step().status()).isEqualTo(OrderStatus.FILLED);
    assertThat(line.execution.all(OrderDone.class)).hasSize(1);
    Position position = line.position();
    assertThat(position.quantity()).isEqualTo(Quantity.of("100"));
    assertThat(position.avgEntry()).isEqualTo(Price.of("99.93"));
    // the maker's tenth of a percent of 9993
    assertThat(position.fees()).isEqualTo(Money.of("9.993"));
  }

  @Test
  void thePositionOpensOnTheFirstFillAndItsLevelsStayWhereThePlanHasThem() {
    line.trade("1", "99.95", "1");
    Position first = line.position();
    assertThat(first.state()).isEqualTo(PositionState.OPEN);
    assertThat(first.avgEntry()).isEqualTo(Price.of("100.00"));
    line.trade("2", "99.85", "1");
    Position second = line.position();
    assertThat(second.quantity()).isEqualTo(Quantity.of("80"));
    // (50 * 100 + 30 * 99.9) / 80
    assertThat(second.avgEntry()).isEqualTo(Price.of("99.9625"));
    assertThat(List.of(first, second))
        .allSatisfy(
            each -> {
              assertThat(each.stop()).isEqualTo(Price.of("99.00"));
              assertThat(each.target()).isEqualTo(Price.of("100.50"));
            });
    assertThat(second.entryTs()).isEqualTo(Events.at("1"));
  }

  @Test
  void theFirstTargetTakesTheRestBackAndClosesAShareOfWhatIsFilled() {
    line.trade("1", "99.95", "1");
    List<Event> out = line.execution.on(line.events.quote("2", "100.50", "100", "100.52", "100"));
    List<OrderEvent> steps =
        out.stream().filter(OrderEvent.class::isInstance).map(OrderEvent.class::cast).toList();
    assertThat(steps)
        .extracting(OrderEvent::status)
        .containsExactly(OrderStatus.CANCELLED, OrderStatus.ACCEPTED);
    assertThat(steps.getLast().quantity()).isEqualTo(Quantity.of("25"));
    assertThat(steps.getLast().exitReason()).isEqualTo(ExitReason.TP);
    line.trade("3", "99.00", "500");
    assertThat(fills()).containsExactly("1: 50 at 100.00");
  }

  /** A stop of 99.00 met by the bid while the offer is still above the second rung. */
  @Test
  void theStopTakesTheRestBackFirst() {
    line.trade("1", "99.95", "1");
    List<Event> out = line.execution.on(line.events.quote("2", "99.00", "100", "99.95", "100"));
    assertThat(out.stream().filter(OrderEvent.class::isInstance).map(OrderEvent.class::cast))
        .extracting(OrderEvent::status)
        .containsExactly(OrderStatus.CANCELLED, OrderStatus.ACCEPTED);
    quote("3", "98.00", "98.02");
    assertThat(line.position().state()).isEqualTo(PositionState.CLOSED);
    assertThat(line.position().opened()).isEqualTo(Quantity.of("50"));
    // R by what is filled: risk 50 * (100 - 99)
    assertThat(line.position().initialStop()).isEqualTo(Price.of("99.00"));
  }

  @Test
  void whatRestsExpiresAndTheFilledPartKeepsItsExits() {
    line.trade("1", "99.95", "1");
    quote("60.149999", "99.96", "99.97");
    assertThat(line.step().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    quote("60.15", "99.96", "99.97");
    assertThat(line.step().status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(line.position().state()).isEqualTo(PositionState.OPEN);
    quote("61", "101.00", "101.02");
    quote("62", "101.00", "101.02");
    assertThat(line.position().state()).isEqualTo(PositionState.CLOSED);
    assertThat(line.position().exitReason()).isEqualTo(ExitReason.TP);
  }

  private static PlanState request(String plan) {
    return new PlanState(
        plan,
        3,
        new AccountId("main"),
        new StrategyId("plan"),
        Managed.SYMBOL,
        PlanStatus.FILLED,
        "USER",
        "api",
        "{}",
        PlanTerms.NONE,
        Map.of(),
        PlanState.Request.CANCEL,
        Events.at("1"),
        null);
  }

  @Test
  void aPlanCalledOffTakesBackWhatRestsAndThePositionGoesOn() {
    line.trade("1", "99.95", "1");
    line.execution.on(request("dip-3"));
    line.execution.on(request("di"));
    line.trade("2", "99.95", "1");
    assertThat(line.step().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    line.execution.on(request("dip"));
    line.trade("3", "99.70", "1");
    assertThat(line.step().status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(line.step().detail()).isEqualTo("the plan is called off");
    assertThat(fills()).containsExactly("1: 50 at 100.00");
    assertThat(line.position().state()).isEqualTo(PositionState.OPEN);
  }

  @Test
  void aPlanCalledOffBeforeItsOrderCameIsNotCarriedOut() {
    Driver execution = new Driver(new ExecutionStage(line.settings));
    execution.on(line.events.quote("0", "100.00", "100.02"));
    execution.on(request("dip"));
    execution.on(order);
    assertThat(execution.last(OrderEvent.class).status()).isEqualTo(OrderStatus.REJECTED);
    assertThat(execution.all(OrderDone.class)).hasSize(1);
  }

  /** 57 are offered at 99.85: 50 of them for the first rung, the other 7 for the second. */
  @Test
  void whatOneRungTakesIsNotThereForTheNext() {
    Driver execution = new Driver(new ExecutionStage(line.settings));
    execution.on(line.events.quote("0", "100.00", "100", "100.02", "7"));
    execution.on(order);
    execution.on(line.events.quote("0.1", "99.84", "100", "99.85", "7"));
    execution.on(line.events.quote("0.2", "99.84", "100", "99.85", "57"));
    assertThat(execution.all(Fill.class).stream().map(fill -> told(fill.execution())))
        .containsExactly("1: 50 at 99.85", "2: 7 at 99.85");
    assertThat(execution.last(Fill.class).execution().liquidity()).isEqualTo(Liquidity.TAKER);
    assertThat(execution.last(Fill.class).execution().slippageBps())
        .isEqualByComparingTo(BigDecimal.ZERO);
  }

  @Test
  void aSellerMirrors() {
    order = ladder(Side.SELL, "100.02", "100.10", "100.20");
    Driver execution = new Driver(new ExecutionStage(line.settings));
    execution.on(line.events.quote("0", "100.00", "100", "100.02", "7"));
    execution.on(order);
    execution.on(line.events.trade("1", "100.02", "10"));
    execution.on(line.events.trade("2", "100.11", "1"));
    assertThat(execution.all(Fill.class).stream().map(fill -> told(fill.execution())))
        .containsExactly("1: 3 at 100.02", "1: 47 at 100.02", "2: 30 at 100.10");
  }
}
