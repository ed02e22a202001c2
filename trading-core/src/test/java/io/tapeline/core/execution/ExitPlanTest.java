package io.tapeline.core.execution;

import static io.tapeline.core.execution.Managed.at;
import static io.tapeline.core.execution.Managed.away;
import static io.tapeline.core.execution.Managed.part;
import static io.tapeline.core.execution.Managed.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S0-PARTIAL, S0-FIB, S0-EXIT, S3-ADVERSE, S3-EXEC, TM-R and TM-EXIT. */
class ExitPlanTest {

  private static final Trailing PERCENT =
      new Trailing.PercentStep(new BigDecimal("0.002"), new BigDecimal("0.002"));

  private static Managed coins(String minQty) {
    return new Managed(
        "tick-size", "0.0001", "lot-step", "0.00001", "min-qty", minQty, "taker-fee", "0.0026");
  }

  private static Managed.Plan adaptive() {
    return plan(away("0.006138"), part(away("0.006138"), "0.5"))
        .trailing(PERCENT)
        .breakEven()
        .lasting(1220, true);
  }

  /** Entry 100: target 100.6138; leaving at 100.52 pays 0.26 % of 100 twice. */
  @Test
  void halfIsClosedAtTheTargetAndTheStopGoesToBreakEven() {
    Managed line = coins("0.00005");
    line.enter(Side.BUY, "0.0001", adaptive().now(), "99.99", "100");
    line.quote("2", "100.62", "100.63");
    assertThat(line.step().quantity()).isEqualTo(Quantity.of("0.00005"));
    assertThat(line.step().exitReason()).isEqualTo(ExitReason.TP);
    assertThat(line.position().state()).isEqualTo(PositionState.CLOSING);
    line.quote("3", "100.62", "100.63");

    assertThat(line.position().state()).isEqualTo(PositionState.OPEN);
    assertThat(line.position().quantity()).isEqualTo(Quantity.of("0.00005"));
    assertThat(line.position().stop()).isEqualTo(Price.of("100.52"));
    assertThat(line.position().target()).isNull();
    assertThat(line.position().targetsLeft()).isZero();
    assertThat(line.position().partials()).isEqualTo(1);
    assertThat(line.position().exitReason()).isNull();
    Decision decision = line.execution.last(Decision.class);
    assertThat(decision.outcome()).isEqualTo(Outcome.PARTIAL_TAKE_PROFIT);
    assertThat(decision.values().keySet())
        .containsExactly("side", "qty", "remaining", "price", "entry", "net", "stopNew");
    assertThat(decision.values())
        .containsEntry("qty", "0.00005")
        .containsEntry("remaining", "0.00005")
        .containsEntry("stopNew", "100.5200");
    // 0.62 x 0.00005 less 0.26 % of 0.005031 and of 0.005.
    assertThat(new BigDecimal(decision.values().get("net"))).isEqualByComparingTo("0.0000049194");
  }

  @Test
  void halfBelowTheMinimumClosesAll() {
    Managed line = coins("0.00006");
    line.enter(Side.BUY, "0.0001", adaptive().now(), "99.99", "100");
    line.quote("2", "100.62", "100.63");
    assertThat(line.step().quantity()).isEqualTo(Quantity.of("0.0001"));
    line.quote("3", "100.62", "100.63");
    assertThat(line.position().state()).isEqualTo(PositionState.CLOSED);
    assertThat(line.execution.last(Decision.class).outcome()).isEqualTo(Outcome.EXIT);
    assertThat(line.execution.last(Decision.class).reason()).isEqualTo("TP");
  }

  @Test
  void aPartWorthTooLittleClosesAll() {
    Managed line = new Managed("lot-step", "0.1", "min-qty", "0.1", "min-notional", "60");
    line.enter(Side.BUY, "1", plan(away("0.01"), part(away("0.01"), "0.5")).now(), "99.99", "100");
    line.quote("2", "101.00", "101.01");
    assertThat(line.step().quantity()).isEqualTo(Quantity.of("1"));
  }

  @Test
  void secondTouchOfTheTargetDoesNothingAndTheRestExpires() {
    Managed line = coins("0.00005");
    line.enter(Side.BUY, "0.0001", adaptive().now(), "99.99", "100");
    line.quote("2", "100.62", "100.63");
    line.quote("3", "100.62", "100.63");
    line.quote("4", "100.62", "100.63");
    line.quote("1220.999999", "100.65", "100.66");
    assertThat(line.closingOrders()).hasSize(1);
    line.quote("1221", "100.65", "100.66");
    assertThat(line.step().exitReason()).isEqualTo(ExitReason.EXPIRY);
    assertThat(line.step().quantity()).isEqualTo(Quantity.of("0.00005"));
  }

  @Test
  void theRestLeavesByTheStopThatMoved() {
    Managed line = coins("0.00005");
    line.enter(Side.BUY, "0.0001", adaptive().now(), "99.99", "100");
    line.quote("2", "100.62", "100.63");
    line.quote("3", "100.62", "100.63");
    line.quote("4", "100.53", "100.54");
    assertThat(line.closingOrders()).hasSize(1);
    line.quote("5", "100.52", "100.53");
    assertThat(line.step().exitReason()).isEqualTo(ExitReason.TRAIL);
    line.quote("6", "100.52", "100.53");
    assertThat(line.position().state()).isEqualTo(PositionState.CLOSED);
    // Bought for 100, half sold at 100.62 and half at 100.52.
    assertThat(line.position().gross().value()).isEqualByComparingTo("0.000057");
  }

  @ParameterizedTest(name = "{0} s after the fill, bid {1}: {2}")
  @CsvSource({
    "753.999, 101.00, ",
    "754, 101.00, TP",
    "0.5, 99.3862, SL",
    "0.5, 99.3863, ",
  })
  void minHoldKeepsTheTargetBackButNoStop(String held, String bid, ExitReason reason) {
    Managed line = coins("0.00001");
    Managed.Plan plan =
        plan(away("0.006138"), part(away("0.006138"), "1")).minHold(754).lasting(1220, true);
    line.enter(Side.BUY, "0.0001", plan.now(), "99.99", "100");
    String at = new BigDecimal(held).add(BigDecimal.ONE).toPlainString();
    line.quote(at, bid, new BigDecimal(bid).add(new BigDecimal("0.01")).toPlainString());
    assertThat(line.step().exitReason()).isEqualTo(reason);
  }

  /** The hold of index 14 is longer than a time stop may be: time waits for nobody, expiry does. */
  @ParameterizedTest(name = "expires {0}: {1}")
  @CsvSource({"false, TIME", "true, "})
  void minHoldKeepsExpiryBackButNotTime(boolean expires, ExitReason reason) {
    Managed line = coins("0.00001");
    Managed.Plan plan = plan(away("0.006138")).minHold(20).lasting(10, expires);
    line.enter(Side.BUY, "0.0001", plan.now(), "99.99", "100");
    line.beats(2, 11);
    assertThat(line.step().exitReason()).isEqualTo(reason);
    line.beats(12, 21);
    assertThat(line.closingOrders().getFirst().exitReason())
        .isEqualTo(expires ? ExitReason.EXPIRY : ExitReason.TIME);
  }

  @Test
  void targetsAreMetOnceEachAndTwoOfThemByOneJump() {
    Managed line = new Managed();
    ExitPlan plan =
        plan(
                away("0.01"),
                part(away("0.01"), "0.3"),
                part(away("0.02"), "0.3"),
                part(away("0.03"), "0.4"))
            .now();
    line.enter(Side.BUY, "10", plan, "99.99", "100");
    line.quote("2", "102.50", "102.51");
    assertThat(line.step().quantity()).isEqualTo(Quantity.of("6"));
    assertThat(line.step().targetsMet()).isEqualTo(2);
    line.quote("3", "102.50", "102.51");
    assertThat(line.position().target()).isEqualTo(Price.of("103"));
    line.quote("4", "102.60", "102.61");
    line.quote("5", "103.00", "103.01");
    assertThat(line.step().quantity()).isEqualTo(Quantity.of("4"));
    line.quote("6", "103.00", "103.01");
    assertThat(line.position().state()).isEqualTo(PositionState.CLOSED);
    assertThat(line.closingOrders()).hasSize(2);
  }

  @Test
  void aTargetIsOnlyMetAsFarAsTheEntryWasFilled() {
    Managed line = new Managed();
    line.quote("0", "99.99", "100");
    line.approve(
        Side.BUY,
        "10",
        "0",
        plan(away("0.01"), part(away("0.01"), "0.5")).now(),
        EntryOrder.MARKET);
    line.execution.on(line.events.quote("1", "99.99", "9", "100", "4"));
    line.execution.on(line.events.quote("1.1", "101", "9", "101.01", "0"));
    assertThat(line.step().exitReason()).isEqualTo(ExitReason.TP);
    assertThat(line.step().quantity()).isEqualTo(Quantity.of("2"));
  }

  /** 1 % at first, break-even after a minute (S1-SELLPX). */
  @Test
  void targetsEaseWithTime() {
    Managed line = new Managed();
    Target eased =
        new Target(
            away("0.01"),
            BigDecimal.ONE,
            List.of(new Target.Easing(Duration.ofSeconds(60), away("0"))));
    line.enter(Side.BUY, "1", plan(away("0.05"), eased).now(), "99.99", "100");
    line.quote("60.999999", "100.50", "100.51");
    assertThat(line.closingOrders()).isEmpty();
    line.quote("61", "99.99", "100");
    assertThat(line.closingOrders()).isEmpty();
    line.quote("62", "100", "100.01");
    assertThat(line.step().exitReason()).isEqualTo(ExitReason.TP);
  }

  @ParameterizedTest(name = "{0}: minute from {1} to {2}: {3}")
  @CsvSource({
    "BUY, 2000.20, 1999.95, ADVERSE_CANDLE",
    "BUY, 2000.40, 2000.10, ",
    "BUY, 1999.90, 1999.95, ",
    "SELL, 1999.80, 2000.05, ADVERSE_CANDLE",
    "SELL, 1999.60, 1999.90, ",
  })
  void aMinuteAgainstThePositionLeavesIt(Side side, String open, String close, ExitReason reason) {
    Managed line = new Managed();
    String bid = side == Side.BUY ? "1999.99" : "2000.00";
    String ask = side == Side.BUY ? "2000.00" : "2000.01";
    line.enter(side, "1", plan(away("0.01")).adverseCandle().now(), bid, ask);
    line.trade("2", "2005", "1");
    line.quotes(bid, ask, "25", "50");
    line.trade("59", "1995", "1");
    line.quote("60.3", bid, ask);
    assertThat(line.closingOrders()).as("the entry's own minute").isEmpty();
    line.trade("61", open, "1");
    line.quotes(bid, ask, "85", "110");
    line.trade("119", close, "1");
    line.quote("120.249", bid, ask);
    assertThat(line.closingOrders()).isEmpty();
    line.quote("120.25", bid, ask);
    assertThat(line.step().exitReason()).isEqualTo(reason);
  }

  @Test
  void withoutTradesTheMiddleMakesTheMinutes() {
    Managed line = new Managed();
    line.enter(Side.BUY, "1", plan(away("0.01")).adverseCandle().now(), "1999.98", "2000.00");
    line.quote("61", "2000.19", "2000.21");
    line.quote("119", "1999.94", "1999.96");
    line.quote("120.25", "2000.19", "2000.21");
    assertThat(line.step().exitReason()).isEqualTo(ExitReason.ADVERSE_CANDLE);
  }

  @ParameterizedTest(name = "stop at {0}: {1}")
  @CsvSource({"1999.89, BAD_FILL", "1999.88, ", "2000.20, BAD_FILL"})
  void aFillTooNearToItsStopIsLeft(String stop, ExitReason reason) {
    Managed line = new Managed();
    line.enter(Side.BUY, "1", plan(at(stop)).now(), "2000.00", "2000.12");
    line.execution.on(line.events.heartbeat("1.1"));
    // Two spreads of 0.12 below 2000.12 are 1999.88.
    assertThat(line.step().exitReason()).isEqualTo(reason);
  }

  @Test
  void aProfitOfTwiceTheRiskIsTwoR() {
    Managed line = new Managed();
    ExitPlan plan = plan(at("1999.15"), part(at("2001.70"), "1")).now();
    line.enter(Side.BUY, "1", plan, "1999.90", "2000.00");
    assertThat(line.position().stop()).isEqualTo(Price.of("1999.15"));
    assertThat(line.position().target()).isEqualTo(Price.of("2001.70"));
    line.quote("2", "2001.70", "2001.80");
    line.quote("3", "2001.70", "2001.80");
    assertThat(line.execution.last(Decision.class).values()).containsEntry("R", "2.0000");
  }

  @ParameterizedTest(name = "{0} s without a quote: {1}")
  @CsvSource({"30.999999, ", "31, FEED_LOSS"})
  void aPositionWithoutQuotesIsLeft(String seconds, ExitReason reason) {
    Managed line = new Managed();
    line.enter(Side.BUY, "1", plan(away("0.01")).now(), "99.99", "100");
    line.trade("20", "90", "1");
    line.execution.on(line.events.heartbeat(seconds));
    assertThat(line.step().exitReason()).isEqualTo(reason);
  }

  /** All of a row's reasons hold at once; the first is the one. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "stop and candle, 99.00, 120.3, SL",
    "candle and target, 101.00, 120.3, ADVERSE_CANDLE",
    "candle and target and time, 101.00, 200, ADVERSE_CANDLE",
  })
  void firstMatchWins(String name, String bid, String seconds, ExitReason reason) {
    Managed line = new Managed();
    ExitPlan plan =
        plan(away("0.01"), part(away("0.01"), "1")).adverseCandle().lasting(150, false).now();
    line.enter(Side.BUY, "1", plan, "99.99", "100");
    line.quotes("99.99", "100", "25", "50");
    line.trade("61", "99.95", "1");
    line.quotes("99.99", "100", "75", "100");
    line.trade("119", "99.90", "1");
    line.quote(seconds, bid, new BigDecimal(bid).add(BigDecimal.ONE).toPlainString());
    assertThat(line.step().exitReason()).as(name).isEqualTo(reason);
  }

  @ParameterizedTest(name = "bid {0}, expires {1}: {2}")
  @CsvSource({"101.00, false, TP", "100.00, false, TIME", "100.00, true, FLAT"})
  void patienceEndsInOrder(String bid, boolean expires, ExitReason reason) {
    Managed line = new Managed();
    ExitPlan plan =
        plan(away("0.01"), part(away("0.01"), "1"))
            .lasting(8, expires)
            .flatAfter(2, "0.00002")
            .now();
    line.trade("0", "100", "1");
    line.enter(Side.BUY, "1", plan, "99.99", "100");
    line.quote("20", bid, new BigDecimal(bid).add(BigDecimal.ONE).toPlainString());
    assertThat(line.step().exitReason()).isEqualTo(reason);
  }
}
