package io.tapeline.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.decision.Decision;
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
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.testing.Driver;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ladder before the risk desk: rungs of 5, 3 and 2 in a market of 149.9985 and 150.0015. */
class LadderRiskTest {

  private static final List<Rung> BUYS =
      List.of(rung("149.90", "5"), rung("149.80", "3"), rung("149.70", "2"));
  private static final List<Rung> SELLS =
      List.of(rung("149.70", "5"), rung("149.80", "3"), rung("150.90", "2"));

  private final Events events = new Events("AAPL");
  private LineSettings settings = Settings.of();

  private static Rung rung(String price, String quantity) {
    return new Rung(Price.of(price), Quantity.of(quantity));
  }

  private Signal signal(Side side, List<Rung> rungs, String target, String quantity) {
    EntryOrder entry = EntryOrder.ladder(rungs, Duration.ofSeconds(60));
    Price stop = Price.of(side == Side.BUY ? "149" : "152");
    return new Signal(
        new SignalId("S-plan-dip-3"),
        settings.account(),
        new StrategyId("plan"),
        events.heartbeat("0.5").symbol(),
        side,
        new Origin(2, Events.at("0.5")),
        entry.averagePrice(),
        Quantity.of(quantity),
        stop,
        Price.of(target),
        ExitPlan.of(new Level.At(stop), new Level.At(Price.of(target)), Duration.ofSeconds(60)),
        1.0,
        Map.of(),
        entry);
  }

  /** Limits of size that do not matter here. */
  private static LineSettings wide(String... keysAndValues) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "tapeline.risk.max-notional", "10",
                "tapeline.risk.max-exposure", "10",
                "tapeline.risk.max-portfolio-risk", "1",
                "tapeline.risk.max-risk-per-trade", "1"));
    all.addAll(List.of(keysAndValues));
    return Settings.of(all.toArray(String[]::new));
  }

  private Driver judged(Signal signal) {
    Driver risk = new Driver(new RiskStage(settings));
    risk.on(events.quote("0", "149.9985", "150.0015"));
    risk.on(signal);
    return risk;
  }

  private static String answer(Driver risk) {
    return risk.last(Decision.class).reason();
  }

  @Test
  void holdsBackEachRungAtItsPriceAndTheTakersFee() {
    settings =
        wide(
            "tapeline.paper.initial-capital", "2000",
            "tapeline.instruments.AAPL.taker-fee", "0.001",
            "tapeline.risk.net-edge", "false");
    ApprovedOrder order = judged(signal(Side.BUY, BUYS, "153", "10")).last(ApprovedOrder.class);
    assertThat(order.quantity()).isEqualTo(Quantity.of("10"));
    assertThat(order.limit()).isEqualTo(Price.of("149.90"));
    assertThat(order.rungs()).isEqualTo(BUYS);
    assertThat(order.goodFor()).isEqualTo(Duration.ofSeconds(60));
    // (749.50 + 449.40 + 299.40) * 1.001
    assertThat(order.reserved()).isEqualTo(Money.of("1499.7983"));
  }

  @Test
  void aSellersRungHoldsBackTheTouchWhereThatIsHigher() {
    settings =
        wide(
            "tapeline.paper.initial-capital", "2000",
            "tapeline.instruments.AAPL.taker-fee", "0",
            "tapeline.risk.net-edge", "false");
    // (5 + 3) * 149.9985 + 2 * 150.90
    assertThat(judged(signal(Side.SELL, SELLS, "148", "10")).last(ApprovedOrder.class).reserved())
        .isEqualTo(Money.of("1501.788"));
  }

  @Test
  void moneyForOneRungIsNotEnoughForAll() {
    settings = wide("tapeline.paper.initial-capital", "1490", "tapeline.risk.net-edge", "false");
    assertThat(answer(judged(signal(Side.BUY, BUYS, "153", "10")))).isEqualTo("INSUFFICIENT_FUNDS");
  }

  /**
   * Both ways are taken at 0.1 %, the spread is 0.002 %: 1.5 times 0.202 %, 0.303 %, are needed.
   * The average is 149.83: 150.30 is 0.3137 % away, 150.28 is 0.3003 %. From the worst rung it were
   * 0.2668 %, from the touch 0.199 %.
   */
  @ParameterizedTest(name = "target {0}: {1}")
  @CsvSource({"150.30, APPROVED", "150.28, NET_EDGE"})
  void theEdgeIsThatOfTheAverageRung(String target, String expected) {
    settings =
        wide(
            "tapeline.paper.initial-capital", "2000",
            "tapeline.instruments.AAPL.taker-fee", "0.001",
            "tapeline.paper.slippage.equity.base-bps", "0",
            "tapeline.paper.slippage.equity.impact-bps", "0",
            "tapeline.risk.min-net-rr", "0.01");
    assertThat(answer(judged(signal(Side.BUY, BUYS, target, "10")))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "at least {0} of {1}: {2}")
  @CsvSource({
    "2, 10, APPROVED",
    "3, 10, ORDER_BELOW_MIN",
    "1, 11, ORDER_BELOW_MIN",
    "1, 9, ORDER_BELOW_MIN"
  })
  void everyRungIsAnOrderAndTheirSumTheWhole(String least, String quantity, String expected) {
    settings =
        wide(
            "tapeline.paper.initial-capital", "2000",
            "tapeline.instruments.AAPL.min-qty", least,
            "tapeline.risk.net-edge", "false");
    assertThat(answer(judged(signal(Side.BUY, BUYS, "153", quantity)))).isEqualTo(expected);
  }

  /** What fills of a rung costs what was held back for it: the rest of the cash stays as free. */
  @Test
  void whatFillsIsHeldBackNoLongerAndNothingIsInTheEnd() {
    settings =
        wide(
            "tapeline.paper.initial-capital", "5000",
            "tapeline.instruments.AAPL.taker-fee", "0",
            "tapeline.risk.net-edge", "false");
    ApprovedOrder order = judged(signal(Side.BUY, BUYS, "153", "10")).last(ApprovedOrder.class);
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      AccountBooks books =
          new AccountBooks(settings.account(), settings.risk(), settings.instruments());
      books.onMarket(events.quote("0", "149.9985", "150.0015"));
      books.onApproved(order);
      assertThat(books.holdings().free()).isEqualTo(Money.of("3501.70"));
      Money cash = Money.of("5000");
      int[] left = {5, 3, 2};
      for (int step = random.nextInt(12); step > 0; step--) {
        int n = random.nextInt(3);
        int quantity = Math.min(left[n], 1 + random.nextInt(3));
        if (quantity > 0) {
          left[n] -= quantity;
          Fill fill = fill(order, n + 1, quantity, step);
          books.onReport(fill);
          books.onReport(fill);
          cash = cash.minus(fill.execution().price().times(fill.execution().quantity()));
        }
        BigDecimal off = books.holdings().free().minus(Money.of("3501.70")).value();
        assertThat(off.abs()).as("seed %d", seed).isLessThan(new BigDecimal("0.0000001"));
      }
      books.onReport(
          new OrderDone(
              order.orderId(),
              order.account(),
              order.strategy(),
              order.symbol(),
              Intent.OPEN,
              OrderStatus.EXPIRED,
              order.origin()));
      assertThat(books.holdings().free()).as("seed %d", seed).isEqualTo(cash);
    }
  }

  private static Fill fill(ApprovedOrder order, int rung, int quantity, int id) {
    Price price = order.rungs().get(rung - 1).price();
    return new Fill(
        order.orderId(),
        order.orderId(),
        order.signalId(),
        order.account(),
        order.strategy(),
        order.symbol(),
        Intent.OPEN,
        Side.BUY,
        new Execution(
                "P" + id,
                new Quantity(BigDecimal.valueOf(quantity)),
                price,
                Money.ZERO,
                Liquidity.MAKER,
                price,
                BigDecimal.ZERO)
            .ofRung(rung),
        new Origin(10 + id, Events.at("1")));
  }
}
