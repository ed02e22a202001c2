package io.tapeline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.account.AccountState;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.plan.PlanProposal;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.position.Position;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A ladder through the whole line: 0.05 at 67950, 0.03 at 67900, 0.02 at 67850. */
class LadderPlanTest {

  private static final Symbol BTC = new Symbol("BTCUSDT");
  private static final long START = 1_735_830_000_000_000L;
  private static final LineSettings SETTINGS =
      LineSettings.readStrictly(
          Map.of(
              "tapeline.paper.initial-capital", "10000",
              "tapeline.fees.maker", "0",
              "tapeline.fees.taker", "0",
              "tapeline.paper.slippage.crypto-major.base-bps", "0",
              "tapeline.paper.slippage.crypto-major.impact-bps", "0",
              "tapeline.risk.net-edge", "false",
              "tapeline.risk.max-notional", "1"),
          Set.of());

  private final List<Event> events = new ArrayList<>();
  private final Backtest line =
      new Backtest(
          new MarketDataStage(PriceSource.TRADE),
          PriceSource.TRADE,
          SETTINGS,
          List.of("plan"),
          events::add);
  private long seq;

  private static EventTime at(double seconds) {
    return new EventTime(START + (long) (seconds * 1_000_000));
  }

  private Quote quote(double seconds, String bid, String ask) {
    return new Quote(
        new Origin(++seq, at(seconds)),
        BTC,
        Price.of(bid),
        Quantity.of("5"),
        Price.of(ask),
        Quantity.of("5"));
  }

  private Tick trade(double seconds, String price) {
    return new Tick(
        new Origin(++seq, at(seconds)),
        BTC,
        Price.of(price),
        Quantity.of("0.001"),
        Aggressor.UNKNOWN);
  }

  private void play(Event... inputs) throws IOException {
    Deque<Event> left = new ArrayDeque<>(Arrays.asList(inputs));
    line.run(
        new Feed() {
          @Override
          public @Nullable Event next() {
            return left.poll();
          }

          @Override
          public double progress() {
            return Double.NaN;
          }

          @Override
          public void close() {}
        });
  }

  private <E> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private PlanState create() {
    Map<String, Object> plan =
        Map.of(
            "symbol",
            "BTCUSDT",
            "direction",
            "BUY",
            "stop_loss",
            67_800,
            "take_profit",
            68_200,
            "volume",
            new BigDecimal("0.1"),
            "entries",
            List.of(rung(67_950, "0.5"), rung(67_900, "0.3"), rung(67_850, "0.2")),
            "conditions",
            Map.of("plan_type", "bracket", "entry", "ladder"));
    PlanState created =
        PlanProposal.read(plan, null, SETTINGS, at(0))
            .created("dip", new AccountId("main"), "test", "{}", at(0));
    line.create(created);
    return created;
  }

  private static Map<String, Object> rung(int price, String share) {
    return Map.of("price", price, "share", new BigDecimal(share));
  }

  private List<PlanStatus> statuses() {
    return all(PlanState.class).stream()
        .filter(plan -> plan.request() == null)
        .map(PlanState::status)
        .toList();
  }

  /** Held back are 3397.50, 2037.00 and 1357.00. */
  @Test
  void calledOffAfterTheFirstRungItsPositionGoesOnToItsTarget() throws IOException {
    PlanState created = create();
    play(quote(0, "68000.0", "68000.1"), quote(1, "68000.0", "68000.1"), trade(2, "67940.0"));
    assertThat(all(ApprovedOrder.class))
        .extracting(ApprovedOrder::reserved)
        .containsExactly(Money.of("6791.5"));
    line.create(created.requesting(PlanState.Request.CANCEL, "USER", at(3)));
    play(
        trade(4, "67700.0"),
        quote(5, "68200.0", "68200.1"),
        quote(6, "68200.0", "68200.1"),
        quote(7, "68200.0", "68200.1"));

    assertThat(statuses())
        .containsExactly(
            PlanStatus.PENDING,
            PlanStatus.ARMED,
            PlanStatus.TRIGGERED,
            PlanStatus.FILLED,
            PlanStatus.CLOSED);
    assertThat(all(OrderEvent.class).stream().map(OrderEvent::status))
        .containsExactly(
            OrderStatus.ACCEPTED,
            OrderStatus.PARTIALLY_FILLED,
            OrderStatus.CANCELLED,
            OrderStatus.ACCEPTED,
            OrderStatus.FILLED);
    Position trade = all(Position.class).getLast();
    assertThat(trade.opened()).isEqualTo(Quantity.of("0.05"));
    // 0.05 * (68200 - 67950)
    assertThat(trade.net()).isEqualTo(Money.of("12.5"));
    assertThat(all(AccountState.class).getLast().openPositions()).isZero();
  }

  @Test
  void calledOffBeforeAnythingFilledItEndsAsCancelled() throws IOException {
    PlanState created = create();
    play(quote(0, "68000.0", "68000.1"), quote(1, "68000.0", "68000.1"));
    line.create(created.requesting(PlanState.Request.CANCEL, "USER", at(3)));
    play(trade(4, "67700.0"), quote(5, "67700.0", "67700.1"));

    assertThat(statuses())
        .containsExactly(
            PlanStatus.PENDING, PlanStatus.ARMED, PlanStatus.TRIGGERED, PlanStatus.CANCELLED);
    assertThat(all(PlanState.class).getLast().reason()).isEqualTo("ORDER_CANCELLED");
    assertThat(all(AccountState.class).getLast().openPositions()).isZero();
  }
}
