package io.tapeline.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.account.AccountState;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.LineDelay;
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
import io.tapeline.core.order.OrderType;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.core.strategy.burst.BurstSettings;
import io.tapeline.core.strategy.burst.MomentumBurst;
import io.tapeline.core.testing.Driver;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The entry rules one by one: a stage is brought to fail exactly one rule, whose code is reported.
 */
class RiskStageTest {

  private final Events events = new Events("AAPL");
  private final List<Fill> fills = new ArrayList<>();
  private LineSettings settings = Settings.of();
  private BurstSettings burst = Settings.burst();
  private Driver risk = new Driver(new RiskStage(settings));

  private void configure(String... keysAndValues) {
    settings = Settings.of(keysAndValues);
    burst = Settings.burst(keysAndValues);
    risk = new Driver(new RiskStage(settings));
  }

  private Signal signal(MarketEvent trigger, Side side, String price, String quantity) {
    var plan = burst.exitPlan();
    var instrument = settings.instruments().get(trigger.symbol());
    return new Signal(
        Signal.idFor(MomentumBurst.ID, trigger.symbol(), trigger.seq()),
        settings.account(),
        MomentumBurst.ID,
        trigger.symbol(),
        side,
        trigger.origin(),
        Price.of(price),
        Quantity.of(quantity),
        plan.stopFor(side, Price.of(price), instrument),
        plan.targetFor(side, Price.of(price), instrument),
        plan,
        1.0,
        Map.of());
  }

  private Signal buy(String seconds) {
    MarketEvent trade = events.trade(seconds, "150.00", "100");
    risk.on(trade);
    return signal(trade, Side.BUY, "150.00", "1");
  }

  private String answer(Signal signal) {
    List<Event> out = risk.on(signal);
    Decision decision =
        out.stream()
            .filter(Decision.class::isInstance)
            .map(Decision.class::cast)
            .findFirst()
            .orElseThrow();
    return decision.reason();
  }

  private Fill fill(ApprovedOrder order, Intent intent, String price, String at) {
    MarketEvent quote = events.quote(at, "149.99", "150.00");
    risk.on(quote);
    Side side = intent == Intent.OPEN ? order.side() : order.side().opposite();
    OrderId id = intent == Intent.OPEN ? order.orderId() : OrderId.exitOf(order.orderId(), 1);
    return new Fill(
        id,
        order.orderId(),
        order.signalId(),
        order.account(),
        order.strategy(),
        order.symbol(),
        intent,
        side,
        new Execution(
            "P" + quote.seq(),
            order.quantity(),
            Price.of(price),
            Money.ZERO,
            Liquidity.TAKER,
            Price.of(price),
            BigDecimal.ZERO),
        quote.origin());
  }

  private void done(Fill fill) {
    risk.on(
        new OrderDone(
            fill.orderId(),
            fill.account(),
            fill.strategy(),
            fill.symbol(),
            fill.intent(),
            OrderStatus.FILLED,
            fill.origin()));
  }

  /** Buys at 150.00 and sells at {@code exitPrice}, two seconds later. */
  private void roundTrip(String seconds, String exitPrice) {
    risk.on(events.quote(seconds, "149.99", "150.00"));
    assertThat(answer(buy(seconds))).isEqualTo("APPROVED");
    ApprovedOrder order = risk.last(ApprovedOrder.class);
    String later = new BigDecimal(seconds).add(BigDecimal.ONE).toPlainString();
    Fill in = fill(order, Intent.OPEN, "150.00", later);
    risk.on(in);
    fills.add(in);
    done(in);
    Fill out = fill(order, Intent.CLOSE, exitPrice, later);
    risk.on(out);
    fills.add(out);
    done(out);
  }

  @Test
  void rulesRunInTheCataloguesOrder() {
    assertThat(new RiskRules(settings.risk()).names())
        .containsExactly(
            "R-KILL",
            "R-MODE",
            "R-CREDS",
            "R-DATA",
            "R-RATE",
            "R-MIN-BALANCE",
            "R-DAILY-LOSS",
            "R-DRAWDOWN",
            "R-LEVEL",
            "R-DAILY-TRADES",
            "R-HOURLY-TRADES",
            "R-LOSS-STREAK",
            "R-STREAM-ERR",
            "R-SYMBOL",
            "R-HOURS",
            "R-POST-NY",
            "R-SPREAD-ABS",
            "R-SPREAD-REL",
            "R-ASIAN-EXP",
            "R-SPREAD-STOP",
            "R-VOL-MIN",
            "R-VOL-MAX",
            "R-LIQUIDITY",
            "R-TOXIC",
            "R-ONE-POSITION",
            "R-MAX-POSITIONS",
            "R-REENTRY",
            "R-COOLOFF",
            "R-OPEN-ORDERS",
            "R-FRESH",
            "R-STOP-REQUIRED",
            "R-DRIFT",
            "R-CONFIDENCE",
            "R-QUALITY",
            "R-ML",
            "R-NET-EDGE",
            "R-RISK-TRADE",
            "R-TRADE-CAP",
            "R-ALLOC",
            "R-PERF-SIZE",
            "R-LEVEL-SIZE",
            "R-MAX-NOTIONAL",
            "R-EXPOSURE",
            "R-CORR",
            "R-MARGIN",
            "R-MIN-ORDER",
            "R-FUNDS",
            "R-LATENCY",
            "R-SLIPPAGE",
            "R-LOSS-SKIP");
  }

  @Test
  void approvalCarriesEveryRuleWithValueAndLimit() {
    risk.on(events.quote("0", "149.99", "150.00"));
    assertThat(answer(buy("0.5"))).isEqualTo("APPROVED");

    ApprovedOrder order = risk.last(ApprovedOrder.class);
    assertThat(order.checks()).hasSize(50).allMatch(RuleCheck::passed);
    assertThat(order.checks())
        .contains(
            new RuleCheck("R-DATA", "0.5 s", "2 s", RuleCheck.Verdict.PASS),
            new RuleCheck("R-ONE-POSITION", "0", "1", RuleCheck.Verdict.PASS));
    assertThat(order.quantity()).isEqualTo(Quantity.of("1"));
    assertThat(risk.last(Decision.class).outcome()).isEqualTo(Outcome.BUY);
  }

  @Test
  void killSwitchComesFirst() {
    configure("tapeline.risk.kill-switch", "true");
    assertThat(answer(buy("0"))).isEqualTo("KILL_SWITCH");
  }

  @Test
  void haltStopsEntriesAndResumeAllowsThem() {
    risk.on(events.quote("0", "149.99", "150.00"));
    risk.on(control("c1", Control.Action.HALT));
    assertThat(answer(buy("0.1"))).isEqualTo("KILL_SWITCH");
    assertThat(risk.last(AccountState.class).halted()).isTrue();

    risk.on(control("c2", Control.Action.RESUME));
    assertThat(answer(buy("0.2"))).isEqualTo("APPROVED");
  }

  @Test
  void aCommandThatComesAgainIsNoSecondOne() {
    risk.on(events.quote("0", "149.99", "150.00"));
    risk.on(control("c1", Control.Action.HALT));
    risk.on(control("c2", Control.Action.RESUME));
    int states = risk.all(AccountState.class).size();

    List<Event> again = risk.on(control("c1", Control.Action.HALT));

    assertThat(again).isEmpty();
    assertThat(risk.all(AccountState.class)).hasSize(states);
    assertThat(answer(buy("0.1"))).isEqualTo("APPROVED");
  }

  @Test
  void afterARestartStatesGoOnBehindTheNewestWhateverOrderTheyAreReadIn() {
    risk.on(events.quote("0", "149.99", "150.00"));
    risk.on(control("c1", Control.Action.HALT));
    List<AccountState> published = risk.all(AccountState.class);
    long newest = published.getLast().version();

    // Commands have no feed number: what followed from them is read back first.
    RiskStage restarted = new RiskStage(settings);
    restarted.apply(control("c1", Control.Action.HALT));
    published.reversed().forEach(restarted::apply);
    Driver again = new Driver(restarted);
    again.on(events.quote("1", "149.99", "150.00"));
    again.on(control("c2", Control.Action.RESUME));

    assertThat(again.all(AccountState.class))
        .isNotEmpty()
        .allSatisfy(state -> assertThat(state.version()).isGreaterThan(newest));
  }

  @Test
  void theDaysLossOutlivesTheTicksItCameFrom() {
    configure("tapeline.burst.loss-skip", "0", "tapeline.risk.cool-off-s", "0");
    roundTrip("1", "90.00");
    List<Event> kept = new ArrayList<>(risk.all(AccountState.class));
    kept.addFirst(risk.last(ApprovedOrder.class));
    kept.addAll(1, fills);

    // Fills and what was published are kept longer than the ticks of the morning.
    RiskStage restarted = new RiskStage(settings);
    kept.forEach(restarted::apply);
    risk = new Driver(restarted);
    risk.on(events.quote("20000", "149.99", "150.00"));

    assertThat(answer(buy("20000"))).isEqualTo("DAILY_LOSS_LIMIT");
    assertThat(risk.on(control("c1", Control.Action.HALT)).getFirst())
        .isInstanceOfSatisfying(
            AccountState.class,
            state -> {
              assertThat(state.dayStartEquity()).isEqualByComparingTo(Money.of("1000"));
              assertThat(state.dayPnl()).isEqualByComparingTo(Money.of("-60.00"));
              assertThat(state.dailyLossHit()).isTrue();
            });
  }

  private static Control control(String id, Control.Action action) {
    return new Control(id, new AccountId("main"), action, "anna", "test", Events.at("0"));
  }

  @ParameterizedTest(name = "quote at 0 s, signal at {0} s: {1}")
  @CsvSource({"2.000000, APPROVED", "2.000001, DATA_STALE"})
  void quoteMayBeTwoSecondsOld(String seconds, String code) {
    risk.on(events.quote("0", "149.99", "150.00"));
    assertThat(answer(buy(seconds))).isEqualTo(code);
  }

  @ParameterizedTest(name = "line late by {0} us: {1}")
  @CsvSource({"2000000, APPROVED", "2000001, DATA_STALE"})
  void aLineThatIsLateMakesQuotesStale(long micros, String code) {
    configure("tapeline.risk.max-latency-ms", "60000");
    risk.on(events.quote("0", "149.99", "150.00"));
    risk.on(new LineDelay(micros));
    assertThat(answer(buy("0.1"))).isEqualTo(code);
  }

  @Test
  void aLineThatHasCaughtUpTakesEntriesAgain() {
    risk.on(events.quote("0", "149.99", "150.00"));
    risk.on(new LineDelay(60_000_000));
    assertThat(answer(buy("0.1"))).isEqualTo("DATA_STALE");
    risk.on(new LineDelay(900));
    assertThat(answer(buy("0.2"))).isEqualTo("APPROVED");
  }

  @Test
  void withoutAQuoteDataIsStale() {
    assertThat(answer(buy("0"))).isEqualTo("DATA_STALE");
  }

  @ParameterizedTest(name = "loss {0} of 1000 at day start: {1}")
  @CsvSource({"49.99, APPROVED", "50.00, DAILY_LOSS_LIMIT"})
  void dailyLossStopsAtFivePercentInclusive(String loss, String code) {
    configure("tapeline.burst.loss-skip", "0", "tapeline.risk.cool-off-s", "0");
    BigDecimal exit = new BigDecimal("150.00").subtract(new BigDecimal(loss));
    roundTrip("1", exit.toPlainString());
    risk.on(events.quote("10", "149.99", "150.00"));
    assertThat(answer(buy("10"))).isEqualTo(code);
  }

  @Test
  void nextTradingDayAllowsEntriesAgain() {
    configure("tapeline.burst.loss-skip", "0", "tapeline.risk.cool-off-s", "0");
    roundTrip("1", "90.00");
    risk.on(events.quote("10", "149.99", "150.00"));
    assertThat(answer(buy("10"))).isEqualTo("DAILY_LOSS_LIMIT");
    risk.on(events.quote("86400", "149.99", "150.00"));
    assertThat(answer(buy("86400"))).isEqualTo("APPROVED");
  }

  @ParameterizedTest(name = "{0} s after 10:00 New York: {1}")
  @CsvSource({
    "21299, APPROVED",
    "21300, MARKET_CLOSED",
    "21600, MARKET_CLOSED",
    "30000, MARKET_CLOSED"
  })
  void equityEntriesEndFiveMinutesBeforeTheClose(String seconds, String code) {
    risk.on(events.quote(seconds, "149.99", "150.00"));
    assertThat(answer(buy(seconds))).isEqualTo(code);
  }

  /** 2025-01-02 10:00 New York and 182 days less an hour: 2025-07-03 10:00 in summer time. */
  @ParameterizedTest(name = "half day, {0} s after 10:00 New York: {1}")
  @CsvSource({
    "-1801, MARKET_CLOSED",
    "-1800, APPROVED",
    "10499, APPROVED",
    "10500, MARKET_CLOSED",
    "10800, MARKET_CLOSED",
    "100000, MARKET_CLOSED"
  })
  void halfDayEndsEntriesFiveMinutesBeforeOne(String afterTen, String code) {
    String seconds =
        new BigDecimal(afterTen).add(BigDecimal.valueOf(182 * 86_400 - 3600)).toPlainString();
    risk.on(events.quote(seconds, "149.99", "150.00"));
    assertThat(answer(buy(seconds))).isEqualTo(code);
  }

  /** Monday 2025-01-06 is four days later; metals pause from 22:00 to 23:00 UTC, 7 h on. */
  @ParameterizedTest(name = "metal, {0} s after 15:00 UTC on Monday: {1}")
  @CsvSource({
    "0, APPROVED",
    "25199, APPROVED",
    "25200, MARKET_CLOSED",
    "28799, MARKET_CLOSED",
    "28800, APPROVED",
    "370499, APPROVED",
    "370500, MARKET_CLOSED",
    "400000, MARKET_CLOSED"
  })
  void metalEntriesPauseInTheDailyBreakAndEndBeforeTheWeekend(String afterThree, String code) {
    configure("tapeline.instruments.AAPL.calendar", "metals");
    String seconds = new BigDecimal(afterThree).add(BigDecimal.valueOf(4 * 86_400)).toPlainString();
    risk.on(events.quote(seconds, "149.99", "150.00"));
    assertThat(answer(buy(seconds))).isEqualTo(code);
  }

  @Test
  void secondSignalWaitsForTheFirstOrderAndPosition() {
    risk.on(events.quote("0", "149.99", "150.00"));
    assertThat(answer(buy("0.1"))).isEqualTo("APPROVED");
    assertThat(answer(buy("0.2"))).isEqualTo("POSITION_OPEN");
    Fill in = fill(risk.last(ApprovedOrder.class), Intent.OPEN, "150.00", "0.3");
    risk.on(in);
    done(in);
    assertThat(answer(buy("0.4"))).isEqualTo("POSITION_OPEN");
  }

  @Test
  void expiredOrderFreesItsPlaceAndItsMoney() {
    configure("tapeline.paper.initial-capital", "200", "tapeline.risk.max-notional", "1");
    risk.on(events.quote("0", "149.99", "150.00"));
    assertThat(answer(buy("0.1"))).isEqualTo("APPROVED");
    ApprovedOrder order = risk.last(ApprovedOrder.class);
    risk.on(
        new OrderDone(
            order.orderId(),
            order.account(),
            order.strategy(),
            order.symbol(),
            Intent.OPEN,
            OrderStatus.EXPIRED,
            order.origin()));
    assertThat(answer(buy("0.2"))).isEqualTo("APPROVED");
  }

  @Test
  void signalOlderThanTwoSecondsIsStale() {
    Signal old = buy("0");
    risk.on(events.quote("2.000001", "149.99", "150.00"));
    assertThat(answer(old)).isEqualTo("SIGNAL_STALE");
  }

  @Test
  void coarseTickLeavesNoRoomForAStop() {
    configure(
        "tapeline.instruments.AAPL.tick-size",
        "50",
        "tapeline.risk.spread-stop-taker",
        "0",
        "tapeline.risk.net-edge",
        "false");
    risk.on(events.quote("0", "100", "150"));
    assertThat(answer(buy("0.1"))).isEqualTo("TICK_TOO_COARSE");
  }

  @Test
  void cryptoFeesEatTheBurstsTarget() {
    Events btc = new Events("BTCUSDT");
    risk.on(btc.quote("0", "60000.0", "60000.1"));
    MarketEvent trade = btc.trade("0.1", "60000.0", "1");
    risk.on(trade);
    assertThat(answer(signal(trade, Side.BUY, "60000.0", "0.01"))).isEqualTo("NET_EDGE");
  }

  /** Target 0.0015, stop 0.0005, slippage 5 + 5 bps on the whole top: 0.0015 / 0.0015 = 1. */
  @Test
  void netRewardToRiskOfOneIsEnough() {
    configure("tapeline.fees.taker", "0", "tapeline.paper.initial-capital", "1000000");
    Events btc = new Events("BTCUSDT");
    risk.on(btc.quote("0", "60000.0", "1", "60000.1", "1"));
    MarketEvent trade = btc.trade("0.1", "60000.0", "1");
    risk.on(trade);
    assertThat(answer(signal(trade, Side.BUY, "60000.0", "1"))).isEqualTo("APPROVED");
    RuleCheck netEdge =
        risk.last(ApprovedOrder.class).checks().stream()
            .filter(check -> check.rule().equals("R-NET-EDGE"))
            .findFirst()
            .orElseThrow();
    assertThat(netEdge.value()).isEqualTo("target 0.0015, net reward/risk 1");
  }

  @Test
  void orderBelowTheMinimumNotionalIsRefused() {
    configure("tapeline.instruments.AAPL.min-notional", "150.01");
    risk.on(events.quote("0", "149.99", "150.00"));
    assertThat(answer(buy("0.1"))).isEqualTo("ORDER_BELOW_MIN");
  }

  @Test
  void quantityBelowOneLotIsRefused() {
    risk.on(events.quote("0", "149.99", "150.00"));
    MarketEvent trade = events.trade("0.1", "150.00", "1");
    risk.on(trade);
    assertThat(answer(signal(trade, Side.BUY, "150.00", "0.9"))).isEqualTo("ORDER_BELOW_MIN");
  }

  @Test
  void orderDearerThanFreeCashIsRefused() {
    configure(
        "tapeline.paper.initial-capital",
        "150",
        "tapeline.risk.max-notional",
        "10",
        "tapeline.risk.max-exposure",
        "10");
    risk.on(events.quote("0", "149.99", "150.00"));
    assertThat(answer(buy("0.1"))).isEqualTo("INSUFFICIENT_FUNDS");
  }

  @Test
  void twoApprovedSignalsAreSkippedAfterALossAndRefusedOnesDoNotCount() {
    configure("tapeline.risk.cool-off-s", "0");
    roundTrip("1", "149.00");
    risk.on(events.quote("10", "149.99", "150.00"));
    assertThat(answer(buy("12.5"))).isEqualTo("DATA_STALE");
    risk.on(events.quote("13", "149.99", "150.00"));
    assertThat(answer(buy("13.1"))).isEqualTo("LOSS_COOLDOWN");
    assertThat(answer(buy("13.2"))).isEqualTo("LOSS_COOLDOWN");
    assertThat(answer(buy("13.3"))).isEqualTo("APPROVED");
  }

  @Test
  void gainsAskForNoPause() {
    configure("tapeline.risk.cool-off-s", "0");
    roundTrip("1", "151.00");
    risk.on(events.quote("10", "149.99", "150.00"));
    assertThat(answer(buy("10.1"))).isEqualTo("APPROVED");
  }

  @Test
  void sameSignalTwiceIsAnsweredOnce() {
    risk.on(events.quote("0", "149.99", "150.00"));
    Signal signal = buy("0.1");
    assertThat(risk.on(signal)).hasSize(2);
    assertThat(risk.on(signal)).isEmpty();
  }

  @Test
  void sameFillTwiceIsBookedOnce() {
    roundTrip("1", "151.00");
    Money cash = risk.last(AccountState.class).cash();
    assertThat(cash).isEqualTo(Money.of("1001"));
    Fill again = fill(risk.last(ApprovedOrder.class), Intent.CLOSE, "151.00", "2");
    Fill same =
        new Fill(
            again.orderId(),
            again.entryOrderId(),
            again.signalId(),
            again.account(),
            again.strategy(),
            new Symbol("AAPL"),
            again.intent(),
            again.side(),
            new Execution(
                "P" + (again.origin().seq() - 1),
                Quantity.of("1"),
                Price.of("151.00"),
                Money.ZERO,
                Liquidity.TAKER,
                Price.of("151.00"),
                BigDecimal.ZERO),
            again.origin());
    risk.on(same);
    assertThat(risk.last(AccountState.class).cash()).isEqualTo(cash);
  }

  /** A post-only buy of one share at 149.90, stop and target at the same distance. */
  private Signal resting(String distance) {
    risk.on(events.quote("0", "149.9985", "150.0015"));
    MarketEvent trade = events.trade("0.5", "150.00", "100");
    risk.on(trade);
    BigDecimal fraction = new BigDecimal(distance);
    ExitPlan plan = new ExitPlan(fraction, fraction, Duration.ofSeconds(60), 0, BigDecimal.ZERO);
    Signal at = signal(trade, Side.BUY, "150.00", "1");
    return new Signal(
        at.signalId(),
        at.account(),
        at.strategy(),
        at.symbol(),
        at.side(),
        at.origin(),
        at.refPrice(),
        at.quantity(),
        at.stop(),
        at.target(),
        plan,
        at.confidence(),
        at.evidence(),
        EntryOrder.postOnly(Price.of("149.90"), Duration.ofSeconds(15)));
  }

  /** At the limit, 0.16 % of it for the maker. */
  @Test
  void aLimitOrderHoldsBackItsLimitAndTheMakersFee() {
    configure("tapeline.instruments.AAPL.maker-fee", "0.0016", "tapeline.risk.net-edge", "false");
    risk.on(resting("0.006138"));
    ApprovedOrder order = risk.last(ApprovedOrder.class);
    assertThat(order.type()).isEqualTo(OrderType.LIMIT);
    assertThat(order.limit()).isEqualTo(Price.of("149.90"));
    assertThat(order.postOnly()).isTrue();
    assertThat(order.goodFor()).isEqualTo(Duration.ofSeconds(15));
    assertThat(order.reserved()).isEqualTo(Money.of("150.13984"));
  }

  /**
   * Fees 0.16 + 0.26 %, half of a spread of 0.002 %: a target of 0.6138 % is less than 1.5 times
   * 0.421 %, one of 0.67518 % is more and earns 0.25518 for 1.09518.
   */
  @ParameterizedTest(name = "target {0}, least reward to risk {1}: {2}")
  @CsvSource({
    "0.006138, 0.2, NET_EDGE",
    "0.0067518, 0.233, APPROVED",
    "0.0067518, 0.2331, NET_EDGE"
  })
  void postOnlyEntryPaysTheMakersFeeAndHalfTheSpread(
      String distance, String rewardRisk, String answer) {
    configure(
        "tapeline.instruments.AAPL.maker-fee",
        "0.0016",
        "tapeline.instruments.AAPL.taker-fee",
        "0.0026",
        "tapeline.paper.slippage.equity.base-bps",
        "0",
        "tapeline.paper.slippage.equity.impact-bps",
        "0",
        "tapeline.risk.min-net-rr",
        rewardRisk);
    Signal signal = resting(distance);
    assertThat(answer(signal)).isEqualTo(answer);
  }
}
