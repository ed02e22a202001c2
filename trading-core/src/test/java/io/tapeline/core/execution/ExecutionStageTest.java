package io.tapeline.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.strategy.burst.BurstSettings;
import io.tapeline.core.strategy.burst.MomentumBurst;
import io.tapeline.core.testing.Driver;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import io.tapeline.core.time.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * CATALOGUE TM-PAPER, TM-EXIT and S2-EXIT with their worked numbers. Slippage is off unless named.
 */
class ExecutionStageTest {

  private static final String NO_BASE = "tapeline.paper.slippage.equity.base-bps";
  private static final String NO_IMPACT = "tapeline.paper.slippage.equity.impact-bps";

  private final Events events = new Events("AAPL");
  private LineSettings settings = Settings.of(NO_BASE, "0", NO_IMPACT, "0");
  private BurstSettings burst = Settings.burst(NO_BASE, "0", NO_IMPACT, "0");
  private Driver execution = new Driver(new ExecutionStage(settings));

  private void configure(String... keysAndValues) {
    settings = Settings.of(keysAndValues);
    burst = Settings.burst(keysAndValues);
    execution = new Driver(new ExecutionStage(settings));
  }

  private void approve(Side side, String quantity, String refPrice, String seconds) {
    SignalId signal = Signal.idFor(MomentumBurst.ID, new Symbol("AAPL"), 1);
    execution.on(
        new ApprovedOrder(
            OrderId.entryOf(signal),
            signal,
            new AccountId("main"),
            MomentumBurst.ID,
            new Symbol("AAPL"),
            side,
            OrderType.MARKET,
            Quantity.of(quantity),
            null,
            Price.of(refPrice),
            Money.of("1000"),
            burst.exitPlan(),
            new Origin(1, Events.at(seconds)),
            Events.at(seconds),
            List.of()));
  }

  /** Long one share at 150.12, filled at 1 s. */
  private void enter() {
    execution.on(events.quote("0", "150.11", "150.12"));
    approve(Side.BUY, "1", "150.12", "0");
    execution.on(events.quote("1", "150.11", "150.12"));
    assertThat(execution.last(Position.class).quantity()).isEqualTo(Quantity.of("1"));
  }

  private OrderEvent lastStep() {
    return execution.last(OrderEvent.class);
  }

  @Test
  void orderNeverFillsOnTheEventThatTriggeredItNorBeforeTheLatency() {
    execution.on(events.quote("0", "150.11", "150.12"));
    approve(Side.BUY, "1", "150.12", "0");
    assertThat(lastStep().status()).isEqualTo(OrderStatus.ACCEPTED);
    execution.on(events.quote("0.149999", "150.11", "150.12"));
    assertThat(execution.all(Fill.class)).isEmpty();
    execution.on(events.quote("0.150000", "150.12", "150.13"));
    assertThat(execution.last(Fill.class).execution().price()).isEqualTo(Price.of("150.13"));
  }

  @Test
  void levelsAreThoseOfTheWorkedExample() {
    enter();
    Position position = execution.last(Position.class);
    assertThat(position.avgEntry()).isEqualTo(Price.of("150.12"));
    assertThat(position.target()).isEqualTo(Price.of("150.35"));
    assertThat(position.stop()).isEqualTo(Price.of("150.05"));
  }

  @Test
  void shortLevelsMirror() {
    execution.on(events.quote("0", "150.12", "150.13"));
    approve(Side.SELL, "1", "150.12", "0");
    execution.on(events.quote("1", "150.12", "150.13"));
    Position position = execution.last(Position.class);
    assertThat(position.avgEntry()).isEqualTo(Price.of("150.12"));
    // 150.12 × 1.0005 = 150.19506, down toward the entry; 150.12 × 0.9985 = 149.89482, down and
    // away.
    assertThat(position.stop()).isEqualTo(Price.of("150.19"));
    assertThat(position.target()).isEqualTo(Price.of("149.89"));
  }

  @ParameterizedTest(name = "bid {0}: {1}")
  @CsvSource({"150.06, ", "150.05, SL", "150.34, ", "150.35, TP"})
  void stopAndTargetTriggerOnTheBidInclusive(String bid, ExitReason reason) {
    enter();
    execution.on(events.quote("1.2", bid, "150.40"));
    assertThat(lastStep().exitReason()).isEqualTo(reason);
  }

  @ParameterizedTest(name = "{0} s after the fill: {1}")
  @CsvSource({"8.999999, ", "9.000000, TIME"})
  void timeStopActsAtEightSecondsEvenInSilence(String seconds, ExitReason reason) {
    enter();
    for (int second = 2; second < 9; second++) {
      execution.on(events.heartbeat(Integer.toString(second)));
    }
    execution.on(events.heartbeat(seconds));
    assertThat(lastStep().exitReason()).isEqualTo(reason);
    assertThat(execution.all(OrderEvent.class)).hasSize(reason == null ? 2 : 3);
  }

  @Test
  void silentFeedStillGetsOutAtTheLastTouch() {
    enter();
    for (int second = 2; second <= 9; second++) {
      execution.on(events.heartbeat(Integer.toString(second)));
    }
    assertThat(lastStep().detail()).isEqualTo("EXIT_ON_STALE_QUOTE");
    execution.on(events.heartbeat("10"));
    assertThat(lastStep().status()).isEqualTo(OrderStatus.ACCEPTED);
    execution.on(events.heartbeat("10.15"));
    assertThat(lastStep().status()).isEqualTo(OrderStatus.FILLED);
    assertThat(lastStep().detail()).isEqualTo("STALE_TOUCH");
    assertThat(execution.last(Position.class).state()).isEqualTo(PositionState.CLOSED);
    assertThat(execution.last(Position.class).net()).isEqualTo(Money.of("-0.01"));
  }

  /**
   * Closes 150.12 in the entry second, then 150.10, 150.10, 150.10: flat at the second flat candle.
   */
  @Test
  void secondFlatCandleAfterTheEntryLeaves() {
    execution.on(events.trade("0.5", "150.12", "10"));
    enter();
    execution.on(events.trade("1.5", "150.12", "10"));
    execution.on(events.trade("2.5", "150.10", "10"));
    execution.on(events.trade("3.5", "150.10", "10"));
    execution.on(events.trade("4.5", "150.10", "10"));
    assertThat(lastStep().exitReason()).as("one flat candle").isNull();
    execution.on(events.heartbeat("5"));
    assertThat(lastStep().exitReason()).isEqualTo(ExitReason.FLAT);
  }

  @Test
  void flatIsNotEarlierThanTwoSeconds() {
    execution.on(events.trade("0.5", "150.12", "10"));
    enter();
    execution.on(events.heartbeat("2"));
    execution.on(events.heartbeat("2.999999"));
    assertThat(lastStep().exitReason()).isNull();
    execution.on(events.heartbeat("3"));
    assertThat(lastStep().exitReason()).isEqualTo(ExitReason.FLAT);
  }

  @Test
  void stopGoesBeforeTime() {
    enter();
    execution.on(events.quote("20", "150.00", "150.40"));
    assertThat(lastStep().exitReason()).isEqualTo(ExitReason.SL);
  }

  @Test
  void oneClosingOrderAtATime() {
    enter();
    execution.on(events.quote("2", "150.00", "150.40"));
    execution.on(events.quote("2.01", "149.00", "150.40"));
    assertThat(execution.all(OrderEvent.class).stream().filter(step -> step.number() == 1))
        .hasSize(2);
  }

  @Test
  void tradeOfTheSheetGives23Cents() {
    execution.on(events.quote("0", "150.24", "150.25"));
    approve(Side.BUY, "1", "150.25", "0");
    execution.on(events.quote("1", "150.24", "150.25"));
    execution.on(events.quote("2", "150.48", "150.49"));
    execution.on(events.quote("2.2", "150.48", "150.49"));
    Position trade = execution.last(Position.class);
    assertThat(trade.state()).isEqualTo(PositionState.CLOSED);
    assertThat(trade.net()).isEqualTo(Money.of("0.23"));
    assertThat(trade.exitReason()).isEqualTo(ExitReason.TP);
    assertThat(execution.last(Decision.class).values()).containsEntry("netPct", "0.1531");
  }

  /** 1 bp + 2 bps × 5/10 = 2 bps of 150.00 = 0.03; up to the cent. */
  @Test
  void marketOrderPaysSlippageBeyondTheTouch() {
    configure();
    execution.on(events.quote("0", "149.99", "10", "150.00", "10"));
    approve(Side.BUY, "5", "150.00", "0");
    execution.on(events.quote("1", "149.99", "10", "150.00", "10"));
    Fill fill = execution.last(Fill.class);
    assertThat(fill.execution().price()).isEqualTo(Price.of("150.03"));
    assertThat(fill.execution().slippageBps()).isEqualByComparingTo("2");
    assertThat(fill.execution().touch()).isEqualTo(Price.of("150.00"));
  }

  @Test
  void orderTakesAtMostTheDisplayedSizeOfEachQuote() {
    execution.on(events.quote("0", "149.99", "150.00"));
    approve(Side.BUY, "5", "150.00", "0");
    execution.on(events.quote("1", "149.99", "9", "150.00", "2"));
    assertThat(lastStep().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    execution.on(events.quote("1.1", "149.99", "9", "150.02", "2"));
    execution.on(events.quote("1.2", "149.99", "9", "150.00", "2"));
    assertThat(lastStep().status()).isEqualTo(OrderStatus.FILLED);
    Position position = execution.last(Position.class);
    // (2 × 150.00 + 2 × 150.02 + 1 × 150.00) / 5
    assertThat(position.avgEntry()).isEqualTo(Price.of("150.008"));
    assertThat(position.opened()).isEqualTo(Quantity.of("5"));
  }

  @Test
  void stopOfAGrowingPositionOnlyTightens() {
    execution.on(events.quote("0", "149.99", "150.00"));
    approve(Side.BUY, "2", "150.00", "0");
    execution.on(events.quote("1", "149.99", "9", "150.00", "1"));
    Price first = execution.last(Position.class).stop();
    execution.on(events.quote("1.1", "149.94", "9", "149.95", "1"));
    assertThat(execution.last(Position.class).opened()).isEqualTo(Quantity.of("2"));
    assertThat(execution.last(Position.class).stop()).isEqualTo(first);
  }

  @Test
  void halfFilledEntryIsCancelledBeforeThePositionIsLeft() {
    execution.on(events.quote("0", "149.99", "150.00"));
    approve(Side.BUY, "5", "150.00", "0");
    execution.on(events.quote("1", "149.99", "9", "150.00", "2"));
    execution.on(events.quote("1.1", "149.00", "9", "149.90", "0"));
    List<OrderEvent> steps = execution.all(OrderEvent.class);
    assertThat(steps.get(steps.size() - 2).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(lastStep().exitReason()).isEqualTo(ExitReason.SL);
    assertThat(lastStep().quantity()).isEqualTo(Quantity.of("2"));
  }

  @Test
  void entryThatMeetsNoQuoteExpires() {
    execution.on(events.quote("0", "149.99", "150.00"));
    approve(Side.BUY, "1", "150.00", "0");
    execution.on(events.heartbeat("2.1"));
    assertThat(lastStep().status()).isEqualTo(OrderStatus.ACCEPTED);
    execution.on(events.heartbeat("2.15"));
    assertThat(lastStep().status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(execution.all(OrderDone.class)).hasSize(1);
    execution.on(events.quote("3", "149.99", "150.00"));
    assertThat(execution.all(Fill.class)).isEmpty();
  }

  @Test
  void sameOrderTwiceIsAcceptedOnce() {
    execution.on(events.quote("0", "149.99", "150.00"));
    approve(Side.BUY, "1", "150.00", "0");
    approve(Side.BUY, "1", "150.00", "0");
    assertThat(execution.all(OrderEvent.class)).hasSize(1);
  }

  @Test
  void askedAgainAboutTheSameQuoteNothingFillsTwice() {
    execution.on(events.quote("0", "149.99", "150.00"));
    approve(Side.BUY, "5", "150.00", "0");
    var quote = events.quote("1", "149.99", "9", "150.00", "2");
    execution.on(quote);
    execution.on(quote);
    assertThat(execution.all(Fill.class)).hasSize(1);
  }

  @Test
  void flattenLeavesAtOnceAndRefusesNewOrders() {
    enter();
    execution.on(
        new Control(
            "c", new AccountId("main"), Control.Action.FLATTEN, "anna", "", Events.at("1")));
    execution.on(events.quote("1.5", "150.11", "150.12"));
    assertThat(lastStep().exitReason()).isEqualTo(ExitReason.KILL);
  }

  @Test
  void aCommandThatComesAgainIsNoSecondOne() {
    execution.on(control("c1", Control.Action.FLATTEN));
    execution.on(control("c2", Control.Action.RESUME));
    execution.on(control("c1", Control.Action.FLATTEN));

    enter();
    execution.on(events.quote("1.5", "150.11", "150.12"));

    assertThat(lastStep().exitReason()).isNull();
  }

  private static Control control(String id, Control.Action action) {
    return new Control(id, new AccountId("main"), action, "anna", "", Events.at("1"));
  }

  @Test
  void equityPositionIsLeftSixtySecondsBeforeTheClose() {
    execution.on(events.quote("21530", "150.11", "150.12"));
    approve(Side.BUY, "1", "150.12", "21530");
    execution.on(events.quote("21535", "150.11", "150.12"));
    execution.on(events.quote("21539.999", "150.11", "150.12"));
    assertThat(lastStep().exitReason()).isNull();
    execution.on(events.quote("21540", "150.11", "150.12"));
    assertThat(lastStep().exitReason()).isEqualTo(ExitReason.SESSION_END);
  }

  /** 2025-07-03 closes at 13:00 New York, 17:00 UTC: 182 days and two hours after the start. */
  @Test
  void equityPositionIsLeftSixtySecondsBeforeTheCloseOfAHalfDay() {
    long close = 182 * 86_400 + 7200;
    execution.on(events.quote(Long.toString(close - 70), "150.11", "150.12"));
    approve(Side.BUY, "1", "150.12", Long.toString(close - 70));
    execution.on(events.quote(Long.toString(close - 65), "150.11", "150.12"));
    execution.on(events.quote(close - 61 + ".999", "150.11", "150.12"));
    assertThat(lastStep().exitReason()).isNull();
    execution.on(events.quote(Long.toString(close - 60), "150.11", "150.12"));
    assertThat(lastStep().exitReason()).isEqualTo(ExitReason.SESSION_END);
  }

  /** 15:00 UTC on 2025-01-02, a Thursday; metals pause at 22:00 and close for good a day later. */
  @Test
  void metalPositionIsHeldThroughTheDailyBreakAndLeftBeforeTheWeekend() {
    configure(
        NO_BASE,
        "0",
        NO_IMPACT,
        "0",
        "tapeline.instruments.AAPL.calendar",
        "metals",
        "tapeline.burst.time-stop-s",
        "86400",
        "tapeline.burst.flat-candles",
        "0");
    execution.on(events.quote("25100", "150.11", "150.12"));
    approve(Side.BUY, "1", "150.12", "25100");
    execution.on(events.quote("25199", "150.11", "150.12"));
    execution.on(events.heartbeat("27000"));
    execution.on(events.quote("111539.999", "150.11", "150.12"));
    assertThat(lastStep().exitReason()).isNull();
    execution.on(events.quote("111540", "150.11", "150.12"));
    assertThat(lastStep().exitReason()).isEqualTo(ExitReason.SESSION_END);
  }

  @Test
  void coarseFillWithoutAStopIsLeftAfterOneSecond() {
    configure(NO_BASE, "0", NO_IMPACT, "0", "tapeline.instruments.AAPL.tick-size", "50");
    execution.on(events.quote("0", "100", "150"));
    approve(Side.BUY, "1", "150", "0");
    execution.on(events.quote("1", "100", "150"));
    execution.on(events.heartbeat("2"));
    assertThat(lastStep().exitReason()).isEqualTo(ExitReason.BAD_FILL);
  }
}
