package io.tapeline.core.execution;

import static io.tapeline.core.execution.Managed.away;
import static io.tapeline.core.execution.Managed.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Liquidity;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CATALOGUE TM-PAPER, limit orders: bought at 100.00 in a market of 100.00 and 100.02. */
class LimitEntryTest {

  private static final ExitPlan PLAN = plan(away("0.05")).now();
  private static final Duration GOOD_FOR = Duration.ofSeconds(15);

  private final Managed line = new Managed("maker-fee", "0.0016", "taker-fee", "0.0026");

  @BeforeEach
  void quote() {
    quote("0", "100.00", "100", "100.02");
  }

  private void quote(String seconds, String bid, String bidSize, String ask) {
    line.execution.on(line.events.quote(seconds, bid, bidSize, ask, "7"));
  }

  private void place(String quantity, String limit) {
    line.approve(Side.BUY, quantity, "0", PLAN, EntryOrder.postOnly(Price.of(limit), GOOD_FOR));
  }

  private List<Quantity> fills() {
    return line.execution.all(Fill.class).stream()
        .map(fill -> fill.execution().quantity())
        .toList();
  }

  @Test
  void fillsOnceMoreHasTradedThanLayAhead() {
    place("50", "100.00");
    line.trade("0.2", "100.00", "80");
    assertThat(fills()).isEmpty();
    line.trade("0.3", "100.00", "30");
    assertThat(fills()).containsExactly(Quantity.of("10"));
    assertThat(line.step().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    line.trade("0.4", "100.00", "50");
    assertThat(fills()).containsExactly(Quantity.of("10"), Quantity.of("40"));
    assertThat(line.step().status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void aRestingFillPaysTheMakersFeeAtTheLimit() {
    place("50", "100.00");
    line.trade("0.2", "99.99", "1");
    Fill fill = line.execution.last(Fill.class);
    assertThat(fill.execution().quantity()).isEqualTo(Quantity.of("50"));
    assertThat(fill.execution().price()).isEqualTo(Price.of("100.00"));
    assertThat(fill.execution().liquidity()).isEqualTo(Liquidity.MAKER);
    assertThat(fill.execution().fee()).isEqualTo(Money.of("8"));
    assertThat(fill.execution().slippageBps()).isEqualByComparingTo("0");
  }

  @Test
  void anOfferStrictlyThroughTheLimitFillsItAndOneAtItDoesNot() {
    place("50", "100.00");
    quote("0.2", "99.98", "5", "100.00");
    assertThat(fills()).isEmpty();
    quote("0.3", "99.97", "5", "99.99");
    assertThat(fills()).containsExactly(Quantity.of("50"));
  }

  @Test
  void whatTradedBeforeItArrivedDoesNotCount() {
    place("50", "100.00");
    line.trade("0.149999", "100.00", "500");
    line.trade("0.149999", "99.00", "500");
    line.trade("0.150000", "100.00", "100");
    assertThat(fills()).isEmpty();
    line.trade("0.2", "100.00", "1");
    assertThat(fills()).containsExactly(Quantity.of("1"));
  }

  @Test
  void theSizeAheadIsThatOfItsArrival() {
    place("50", "100.00");
    quote("0.1", "100.00", "40", "100.02");
    quote("0.2", "100.00", "900", "100.02");
    line.trade("0.3", "100.00", "45");
    assertThat(fills()).containsExactly(Quantity.of("5"));
  }

  @Test
  void nothingLiesAheadOfABetterPrice() {
    place("50", "100.01");
    line.trade("0.2", "100.01", "3");
    assertThat(fills()).containsExactly(Quantity.of("3"));
  }

  @Test
  void behindTheBestItWaitsForTheBestToCome() {
    place("50", "99.90");
    line.trade("0.2", "99.90", "500");
    assertThat(fills()).isEmpty();
    quote("0.3", "99.90", "20", "99.95");
    line.trade("0.4", "99.90", "25");
    assertThat(fills()).containsExactly(Quantity.of("5"));
  }

  @Test
  void postOnlyThatWouldFillAtOnceIsRejectedOnArrival() {
    place("50", "100.01");
    quote("0.1", "100.00", "100", "100.01");
    assertThat(line.step().status()).isEqualTo(OrderStatus.ACCEPTED);
    line.execution.on(line.events.heartbeat("0.2"));
    assertThat(line.step().status()).isEqualTo(OrderStatus.REJECTED);
    assertThat(line.step().detail()).isEqualTo("post-only and would fill at once");
    assertThat(line.execution.all(OrderDone.class)).hasSize(1);
    quote("0.3", "99.00", "100", "99.01");
    assertThat(fills()).isEmpty();
  }

  @Test
  void aLimitThatMayTakeTakesAtItsLimitAtWorstAndRestsWithWhatIsLeft() {
    Managed slipping = new Managed("maker-fee", "0.0016", "taker-fee", "0.0026", "lot-step", "1");
    EntryOrder entry = new EntryOrder(OrderType.LIMIT, Price.of("100.02"), false, GOOD_FOR);
    slipping.execution.on(slipping.events.quote("0", "100.00", "9", "100.01", "7"));
    slipping.approve(Side.BUY, "50", "0", PLAN, entry);
    slipping.execution.on(slipping.events.quote("0.2", "100.00", "9", "100.01", "7"));
    Fill taken = slipping.execution.last(Fill.class);
    assertThat(taken.execution().quantity()).isEqualTo(Quantity.of("7"));
    assertThat(taken.execution().price()).isEqualTo(Price.of("100.01"));
    assertThat(taken.execution().liquidity()).isEqualTo(Liquidity.TAKER);
    slipping.execution.on(slipping.events.quote("0.3", "100.00", "9", "100.05", "7"));
    slipping.trade("0.4", "100.02", "4");
    Fill made = slipping.execution.last(Fill.class);
    assertThat(made.execution().quantity()).isEqualTo(Quantity.of("4"));
    assertThat(made.execution().price()).isEqualTo(Price.of("100.02"));
    assertThat(made.execution().liquidity()).isEqualTo(Liquidity.MAKER);
  }

  @Test
  void whatIsNotFilledInTimeExpires() {
    place("50", "100.00");
    line.trade("0.2", "100.00", "110");
    quote("15.149999", "100.00", "100", "100.02");
    assertThat(line.step().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    quote("15.15", "100.00", "100", "100.02");
    assertThat(line.step().status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(line.position().quantity()).isEqualTo(Quantity.of("10"));
  }

  @Test
  void aSellerMirrors() {
    line.approve(Side.SELL, "50", "0", PLAN, EntryOrder.postOnly(Price.of("100.02"), GOOD_FOR));
    line.trade("0.2", "100.02", "10");
    assertThat(fills()).containsExactly(Quantity.of("3"));
    line.trade("0.3", "100.03", "1");
    assertThat(fills()).containsExactly(Quantity.of("3"), Quantity.of("47"));
  }

  @Test
  void aRestingEntryIsTakenBackBeforeTheSessionEnds() {
    quote("21500", "100.00", "100", "100.02");
    line.approve(
        Side.BUY,
        "50",
        "21500",
        PLAN,
        EntryOrder.postOnly(Price.of("100.00"), Duration.ofMinutes(5)));
    quote("21539.999999", "100.00", "100", "100.02");
    assertThat(line.step().status()).isEqualTo(OrderStatus.ACCEPTED);
    line.execution.on(line.events.heartbeat("21540"));
    assertThat(line.step().status()).isEqualTo(OrderStatus.CANCELLED);
  }
}
