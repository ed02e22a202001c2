package io.tapeline.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.decision.Decision;
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
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.testing.Driver;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules of the whole chain that an account's history, its positions and what a signal says of
 * itself decide: each at its limit and beyond it. Shares of 150.00 at a spread of a cent.
 */
class RiskRulesTest {

  private static final String BURST = "momentum-burst";

  private final Map<String, Events> markets = new HashMap<>();
  private LineSettings settings = Settings.of();
  private Driver risk = new Driver(new RiskStage(settings));
  private String strategy = BURST;
  private double confidence = 1;
  private Side side = Side.BUY;
  private Map<String, String> evidence = Map.of();
  private long orders;

  /** An account of 100 000, nothing to wait for between trades, and what is set besides. */
  private void configure(String... keysAndValues) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "tapeline.paper.initial-capital", "100000",
                "tapeline.risk.cool-off-s", "0",
                "tapeline.burst.loss-skip", "0"));
    for (String symbol : List.of("MSFT", "NVDA", "AMZN", "TSLA")) {
      String instrument = "tapeline.instruments." + symbol;
      all.addAll(List.of(instrument + ".asset-class", "EQUITY"));
      all.addAll(List.of(instrument + ".tick-size", "0.01"));
      all.addAll(List.of(instrument + ".lot-step", "1"));
    }
    for (int i = 0; i < keysAndValues.length; i += 2) {
      int known = all.indexOf(keysAndValues[i]);
      if (known >= 0) {
        all.set(known + 1, keysAndValues[i + 1]);
      } else {
        all.addAll(List.of(keysAndValues[i], keysAndValues[i + 1]));
      }
    }
    settings = Settings.of(all.toArray(String[]::new));
    risk = new Driver(new RiskStage(settings));
  }

  private Events market(String symbol) {
    return markets.computeIfAbsent(symbol, Events::new);
  }

  private void quote(String symbol, String at) {
    risk.on(market(symbol).quote(at, "149.99", "150.00"));
  }

  /** What becomes of a wish to buy at 150.00, target 0.3 %, stop 0.1 %. */
  private Decision wish(String symbol, String at, String quantity) {
    MarketEvent trade = market(symbol).trade(at, "150.00", "100");
    risk.on(trade);
    ExitPlan plan =
        new ExitPlan(
            new BigDecimal("0.001"),
            new BigDecimal("0.003"),
            Duration.ofSeconds(60),
            0,
            BigDecimal.ZERO);
    StrategyId id = new StrategyId(strategy);
    Price price = Price.of("150.00");
    risk.on(
        new Signal(
            Signal.idFor(id, trade.symbol(), trade.seq()),
            settings.account(),
            id,
            trade.symbol(),
            side,
            trade.origin(),
            price,
            Quantity.of(quantity),
            plan.stopFor(side, price, settings.instruments().get(trade.symbol())),
            plan.targetFor(side, price, settings.instruments().get(trade.symbol())),
            plan,
            confidence,
            evidence));
    return risk.last(Decision.class);
  }

  private String answer(String symbol, String at) {
    quote(symbol, at);
    return wish(symbol, at, "1").reason();
  }

  /** Fills the order approved last, at 150.00. */
  private ApprovedOrder open(String at) {
    ApprovedOrder order = risk.last(ApprovedOrder.class);
    risk.on(fill(order, Intent.OPEN, "150.00", at));
    risk.on(done(order, order.orderId(), Intent.OPEN, OrderStatus.FILLED, at));
    return order;
  }

  private Fill fill(ApprovedOrder order, Intent intent, String price, String at) {
    MarketEvent tick = market(order.symbol().value()).trade(at, "150.00", "1");
    return new Fill(
        intent == Intent.OPEN ? order.orderId() : OrderId.exitOf(order.orderId(), 1),
        order.orderId(),
        order.signalId(),
        order.account(),
        order.strategy(),
        order.symbol(),
        intent,
        intent == Intent.OPEN ? order.side() : order.side().opposite(),
        new Execution(
            "X" + ++orders,
            order.quantity(),
            Price.of(price),
            Money.ZERO,
            Liquidity.TAKER,
            Price.of(price),
            BigDecimal.ZERO),
        tick.origin());
  }

  private OrderDone done(
      ApprovedOrder order, OrderId id, Intent intent, OrderStatus status, String at) {
    return new OrderDone(
        id,
        order.account(),
        order.strategy(),
        order.symbol(),
        intent,
        status,
        market(order.symbol().value()).trade(at, "150.00", "1").origin());
  }

  /** Buys one share at 150.00 and sells it for as much more, at one moment. */
  private void roundTrip(String symbol, String at, String gain) {
    assertThat(answer(symbol, at)).isEqualTo("APPROVED");
    ApprovedOrder order = open(at);
    String price = new BigDecimal("150.00").add(new BigDecimal(gain)).toPlainString();
    risk.on(fill(order, Intent.CLOSE, price, at));
    risk.on(done(order, OrderId.exitOf(order.orderId(), 1), Intent.CLOSE, OrderStatus.FILLED, at));
  }

  private RuleCheck check(String rule) {
    return risk.last(Decision.class).checks().stream()
        .filter(each -> each.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private Quantity approved() {
    return risk.last(ApprovedOrder.class).quantity();
  }

  @Test
  void liveWithoutConfirmationIsRefusedAndWithItWantsCredentials() {
    configure("tapeline.execution.mode", "live");
    assertThat(answer("AAPL", "0")).isEqualTo("LIVE_NOT_CONFIRMED");
    configure("tapeline.execution.mode", "live", "tapeline.execution.live-confirmed", "true");
    assertThat(answer("AAPL", "1")).isEqualTo("NO_CREDENTIALS");
  }

  @Test
  void ordersOfAMinuteAreCounted() {
    configure("tapeline.risk.orders-per-minute", "2");
    roundTrip("AAPL", "0", "1");
    roundTrip("AAPL", "1", "1");
    assertThat(answer("AAPL", "59.999")).isEqualTo("RATE_LIMIT");
    assertThat(answer("AAPL", "60")).isEqualTo("APPROVED");
  }

  @Test
  void subcentTradesFromTenUnitsOfCapitalOn() {
    strategy = "subcent";
    configure("tapeline.paper.initial-capital", "9.99");
    assertThat(answer("AAPL", "0")).isEqualTo("BALANCE_BELOW_MIN");
    configure("tapeline.subcent.min-balance", "9.99", "tapeline.paper.initial-capital", "9.99");
    assertThat(answer("AAPL", "1")).isNotEqualTo("BALANCE_BELOW_MIN");
  }

  @ParameterizedTest(name = "loss of {0} from 100 000: {1}")
  @CsvSource({"14999, APPROVED", "15000, MAX_DRAWDOWN"})
  void hardDrawdownStopsAtFifteenPercentInclusive(String loss, String code) {
    configure(
        "tapeline.risk.daily-loss-limit", "1",
        "tapeline.risk.max-risk-per-trade", "1",
        "tapeline.risk.max-portfolio-risk", "1",
        "tapeline.risk.max-exposure", "100",
        "tapeline.risk.max-notional", "100");
    quote("AAPL", "0");
    assertThat(wish("AAPL", "0", "200").reason()).isEqualTo("APPROVED");
    ApprovedOrder order = open("0");
    BigDecimal each = new BigDecimal(loss).divide(new BigDecimal("200"));
    String price = new BigDecimal("150").subtract(each).toPlainString();
    risk.on(fill(order, Intent.CLOSE, price, "1"));
    quote("AAPL", "2");
    // From the soft drawdown on sizes are halved.
    assertThat(wish("AAPL", "2", "4").reason()).isEqualTo(code);
  }

  @Test
  void twentyTradesADayAreEnoughAndTheNextDayBeginsAnew() {
    configure("tapeline.risk.burst.hourly-trades", "0");
    for (int trade = 0; trade < 20; trade++) {
      roundTrip("AAPL", Integer.toString(trade), "0.5");
    }
    assertThat(answer("AAPL", "30")).isEqualTo("DAILY_TRADE_LIMIT");
    assertThat(check("R-DAILY-TRADES").value()).startsWith("20 of the account");
    assertThat(answer("AAPL", "86400")).isEqualTo("APPROVED");
  }

  @Test
  void fourTradesADayOfTheAdaptiveStrategyAreEnough() {
    strategy = "adaptive";
    configure();
    for (int trade = 0; trade < 4; trade++) {
      roundTrip("AAPL", Integer.toString(trade * 60), "0.5");
    }
    assertThat(answer("AAPL", "600")).isEqualTo("DAILY_TRADE_LIMIT");
    strategy = BURST;
    assertThat(answer("AAPL", "601")).isEqualTo("APPROVED");
  }

  @Test
  void fifteenBurstsAnHourAreEnough() {
    configure();
    for (int trade = 0; trade < 15; trade++) {
      roundTrip("AAPL", Integer.toString(trade), "0.5");
    }
    assertThat(answer("AAPL", "3599.999")).isEqualTo("HOURLY_TRADE_LIMIT");
    assertThat(answer("AAPL", "3600")).isEqualTo("APPROVED");
  }

  @Test
  void fiveLossesInARowPauseTheStrategyForAnHour() {
    configure();
    for (int trade = 0; trade < 5; trade++) {
      roundTrip("AAPL", Integer.toString(trade), "-0.5");
    }
    assertThat(answer("AAPL", "3603.999")).isEqualTo("LOSS_STREAK");
    strategy = "quick";
    assertThat(answer("AAPL", "3603.9991")).isEqualTo("APPROVED");
    risk.on(
        done(
            risk.last(ApprovedOrder.class),
            risk.last(ApprovedOrder.class).orderId(),
            Intent.OPEN,
            OrderStatus.EXPIRED,
            "3603.9992"));
    strategy = BURST;
    assertThat(answer("AAPL", "3604")).isEqualTo("APPROVED");
  }

  @Test
  void aGainEndsAStreak() {
    configure();
    for (int trade = 0; trade < 4; trade++) {
      roundTrip("AAPL", Integer.toString(trade), "-0.5");
    }
    roundTrip("AAPL", "4", "0.5");
    roundTrip("AAPL", "5", "-0.5");
    assertThat(answer("AAPL", "6")).isEqualTo("APPROVED");
  }

  @Test
  void threeRejectedOrdersInAMinutePauseForFive() {
    configure();
    for (String at : List.of("0", "30", "60")) {
      assertThat(answer("AAPL", at)).isEqualTo("APPROVED");
      ApprovedOrder order = risk.last(ApprovedOrder.class);
      risk.on(done(order, order.orderId(), Intent.OPEN, OrderStatus.REJECTED, at));
    }
    assertThat(answer("AAPL", "359.999")).isEqualTo("ORDERS_REJECTED");
    assertThat(answer("AAPL", "360")).isEqualTo("APPROVED");
  }

  @Test
  void onlyListedInstrumentsAreTraded() {
    configure("tapeline.risk.symbols", "MSFT, NVDA");
    assertThat(answer("AAPL", "0")).isEqualTo("SYMBOL_NOT_CONFIGURED");
    assertThat(answer("NVDA", "0")).isEqualTo("APPROVED");
  }

  /** Ten spreads of a cent, deviation at least a quarter of the tick: 0.01 + 3 x 0.0025. */
  @ParameterizedTest(name = "ask {0}: {1}")
  @CsvSource({"150.00, APPROVED", "150.01, SPREAD_RATIO"})
  void aSpreadIsComparedWithThoseBeforeIt(String ask, String code) {
    configure();
    for (int second = 0; second < 10; second++) {
      quote("AAPL", Integer.toString(second));
    }
    risk.on(market("AAPL").quote("10", "149.99", ask));
    assertThat(wish("AAPL", "10", "1").reason()).isEqualTo(code);
  }

  @Test
  void phaseOfTheMarketTellsAllThatIsWrong() {
    configure("tapeline.risk.symbols", "MSFT");
    for (int second = 0; second < 10; second++) {
      quote("AAPL", Integer.toString(second));
    }
    risk.on(market("AAPL").quote("10", "149.90", "150.00"));
    assertThat(wish("AAPL", "10", "1").reason()).isEqualTo("SYMBOL_NOT_CONFIGURED");
    assertThat(risk.last(Decision.class).checks())
        .filteredOn(each -> !each.passed())
        .extracting(RuleCheck::rule)
        .containsExactly("R-SYMBOL", "R-SPREAD-REL", "R-SPREAD-STOP");
  }

  /** The stop is 0.15 below 150.00: twice a spread of 0.07 fits, of 0.08 does not. */
  @ParameterizedTest(name = "bid {0}: {1}")
  @CsvSource({"149.93, APPROVED", "149.92, SPREAD_VS_STOP"})
  void aTakersStopIsTwoSpreadsAway(String bid, String code) {
    configure("tapeline.risk.net-edge", "false");
    risk.on(market("AAPL").quote("0", bid, "150.00"));
    assertThat(wish("AAPL", "0", "1").reason()).isEqualTo(code);
  }

  @ParameterizedTest(name = "{0} {1}, limit {2} {3}: {4}")
  @CsvSource({
    "atr1, 0.49, atr1Limit, 0.5, ATR1_LOW",
    "atr1, 0.5, atr1Limit, 0.5, APPROVED",
    "meanRange, 0.79, meanRangeLimit, 0.8, RANGE_LOW",
    "pvvmBps, 2.9, pvvmBpsLimit, 3, VOL_LOW",
    "range, 0.0009, rangeLimit, 0.001, VOL_LOW",
    "atr1OfExtremeVolatility, 5.1, atr1OfExtremeVolatilityLimit, 5, VOL_EXTREME",
    "volume of 24 h, 99999, volume of 24 h limit, 100000, LOW_VOLUME",
    "bid depth, 999, bid depth limit, 1000, LOW_LIQUIDITY",
    "session, POST_NY, sessionLimit, not POST_NY, POST_NY_BLOCKED",
    "session, NY, sessionLimit, not POST_NY, APPROVED",
    "spread, 0.01, spreadLimit, 0.009, SPREAD_ABS",
    "spread, 0.0001, spread limit, 0.00001, SPREAD_ABS",
    "trade filter, 0.40, none, none, ML_NEGATIVE",
    "trade filter, 0.41, none, none, APPROVED",
    "vpin, 0.71, none, none, TOXIC_FLOW"
  })
  void whatASignalSaysIsHeldToTheLimitItNames(
      String name, String value, String limitName, String limit, String code) {
    configure("tapeline.risk.max-vpin", "0.7");
    evidence = Map.of(name, value, limitName, limit);
    assertThat(answer("AAPL", "0")).isEqualTo(code);
  }

  @ParameterizedTest(name = "score {0}: {1}")
  @CsvSource({"59.9, LOW_QUALITY", "60, APPROVED"})
  void adaptiveTradesHaveAQuality(String score, String code) {
    strategy = "adaptive";
    configure();
    evidence = Map.of("score", score);
    assertThat(answer("AAPL", "0")).isEqualTo(code);
  }

  @Test
  void threePositionsAreEnough() {
    configure("tapeline.risk.max-correlated", "10");
    for (String symbol : List.of("AAPL", "MSFT", "NVDA")) {
      assertThat(answer(symbol, "0")).isEqualTo("APPROVED");
    }
    assertThat(answer("AMZN", "0")).isEqualTo("MAX_POSITIONS");
    assertThat(check("R-MAX-POSITIONS").value()).isEqualTo("3");
  }

  @Test
  void oneEntryACycle() {
    strategy = "adaptive";
    configure();
    roundTrip("AAPL", "0", "0.5");
    assertThat(answer("AAPL", "59.9")).isEqualTo("SAME_CYCLE");
    assertThat(answer("AAPL", "60")).isEqualTo("APPROVED");
  }

  @ParameterizedTest(name = "{0} s: {1}")
  @CsvSource({"29.999, COOL_OFF", "30.000, APPROVED"})
  void anInstrumentRestsThirtySecondsAfterAnExit(String at, String code) {
    configure("tapeline.risk.cool-off-s", "30");
    roundTrip("AAPL", "0", "0.5");
    assertThat(answer("MSFT", at)).isEqualTo("APPROVED");
    assertThat(answer("AAPL", at)).isEqualTo(code);
  }

  @Test
  void ordersOnTheirWayAreCounted() {
    configure(
        "tapeline.risk.max-open-orders", "1",
        "tapeline.risk.max-positions", "10");
    assertThat(answer("AAPL", "0")).isEqualTo("APPROVED");
    assertThat(answer("MSFT", "0")).isEqualTo("MAX_OPEN_ORDERS");
    open("0");
    assertThat(answer("MSFT", "1")).isEqualTo("APPROVED");
  }

  /** Of hunt 2 bps of 150.00: 0.03. The middle is 149.995 at a bid of 149.99. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({"149.96, 149.98, APPROVED", "149.95, 149.97, PRICE_DRIFT"})
  void aPriceMayNotHaveMovedAway(String bid, String ask, String code) {
    strategy = "hunt";
    configure("tapeline.risk.net-edge", "false");
    risk.on(market("AAPL").quote("0", bid, ask));
    assertThat(wish("AAPL", "0", "1").reason()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"0.59, LOW_CONFIDENCE", "0.60, APPROVED"})
  void strategiesOfMinutesNeedConfidence(double of, String code) {
    strategy = "quick";
    confidence = of;
    configure();
    assertThat(answer("AAPL", "0")).isEqualTo(code);
  }

  /**
   * Stop 0.15 away and slippage of 0.010098 (1 bps and 2 of a thousandth of the top for 1 of 1000
   * shares, at 150.00): no fees. Of 1 000 x 2 % = 20 come 20 / 0.1650300 = 121 shares.
   */
  @Test
  void riskOfATradeIsTwoPercentOfEquity() {
    configure(
        "tapeline.paper.initial-capital", "1000",
        "tapeline.risk.max-notional", "1000",
        "tapeline.risk.max-exposure", "1000",
        "tapeline.risk.max-portfolio-risk", "1",
        "tapeline.paper.slippage.equity.base-bps", "1",
        "tapeline.paper.slippage.equity.impact-bps", "0");
    quote("AAPL", "0");
    assertThat(wish("AAPL", "0", "500").reason()).isEqualTo("INSUFFICIENT_FUNDS");
    assertThat(check("R-RISK-TRADE").verdict()).isEqualTo(RuleCheck.Verdict.SHRINK);
    assertThat(check("R-RISK-TRADE").value()).isEqualTo("121 of 500");
  }

  /** 30 % of 100 000 at 150.00: 200 shares. */
  @Test
  void aPositionIsAtMostThirtyPercentOfEquity() {
    configure();
    quote("AAPL", "0");
    assertThat(wish("AAPL", "0", "500").reason()).isEqualTo("APPROVED");
    assertThat(approved()).isEqualTo(Quantity.of("200"));
    assertThat(check("R-MAX-NOTIONAL").verdict()).isEqualTo(RuleCheck.Verdict.SHRINK);
  }

  /** 100 000 of which 30 000 and a little slippage are bound three times: 66 shares are left. */
  @Test
  void allPositionsTogetherAreAtMostTheEquity() {
    configure(
        "tapeline.risk.max-positions", "10",
        "tapeline.risk.max-correlated", "10",
        "tapeline.risk.max-portfolio-risk", "1",
        "tapeline.paper.slippage.equity.base-bps", "0",
        "tapeline.paper.slippage.equity.impact-bps", "0");
    for (String symbol : List.of("AAPL", "MSFT", "NVDA")) {
      quote(symbol, "0");
      assertThat(wish(symbol, "0", "500").reason()).isEqualTo("APPROVED");
    }
    quote("AMZN", "0");
    assertThat(wish("AMZN", "0", "500").reason()).isEqualTo("APPROVED");
    assertThat(approved()).isEqualTo(Quantity.of("66"));
    // 100 000 − 3 × 30 000 − 9 900 leave 100: not a share.
    assertThat(answer("TSLA", "0")).isEqualTo("ORDER_BELOW_MIN");
  }

  @Test
  void aThirdPositionThatMovesWithTwoIsRefusedInTheirDirectionAlone() {
    configure("tapeline.risk.max-positions", "10");
    assertThat(answer("AAPL", "0")).isEqualTo("APPROVED");
    assertThat(answer("MSFT", "0")).isEqualTo("APPROVED");
    assertThat(answer("NVDA", "0")).isEqualTo("CORRELATED");
    side = Side.SELL;
    quote("NVDA", "1");
    assertThat(wish("NVDA", "1", "1").reason()).isEqualTo("APPROVED");
    side = Side.BUY;
    quote("BTCUSDT", "1");
    assertThat(wish("BTCUSDT", "1", "1").reason()).isNotEqualTo("CORRELATED");
  }

  /**
   * On margin at 5 %: a share binds 7.50. Equity 100 at 200 % bears 50 of margin: six shares of 150
   * bind 45, seven 52.5.
   */
  @ParameterizedTest(name = "{0} shares: {1}")
  @CsvSource({"6, APPROVED", "7, MARGIN_LEVEL"})
  void marginLevelIsAtLeastTwoHundredPercent(String quantity, String code) {
    configure(
        "tapeline.paper.initial-capital", "100",
        "tapeline.instruments.AAPL.margin-rate", "0.05",
        "tapeline.risk.max-notional", "10",
        "tapeline.risk.max-portfolio-risk", "1");
    quote("AAPL", "0");
    Decision answer = wish("AAPL", "0", quantity);
    assertThat(answer.reason()).isEqualTo(code.equals("APPROVED") ? "INSUFFICIENT_FUNDS" : code);
    assertThat(check("R-MARGIN").passed()).isEqualTo(code.equals("APPROVED"));
  }

  @Test
  void tenLosingTradesShrinkTheSize() {
    configure("tapeline.risk.loss-streak", "0");
    for (int trade = 0; trade < 10; trade++) {
      roundTrip("AAPL", Integer.toString(trade), trade < 8 ? "-0.1" : "0.1");
    }
    quote("AAPL", "20");
    assertThat(wish("AAPL", "20", "100").reason()).isEqualTo("APPROVED");
    // A win rate of 0.2 of 0.4: a half.
    assertThat(approved()).isEqualTo(Quantity.of("50"));
    assertThat(check("R-PERF-SIZE").value()).isEqualTo("win rate 0.2, x 0.5");
  }

  @ParameterizedTest(name = "{0} us: {1}")
  @CsvSource({"500000, APPROVED", "500001, LATENCY"})
  void anOrderComesWithinHalfASecond(long micros, String code) {
    configure();
    quote("AAPL", "0");
    risk.on(new LineDelay(micros));
    assertThat(wish("AAPL", "0", "1").reason()).isEqualTo(code);
  }

  /** A quarter of 0.15 is 0.0375: 2.5 bps of 150.00. */
  @ParameterizedTest(name = "{0} bps: {1}")
  @CsvSource({"2.5, APPROVED", "2.6, SLIPPAGE"})
  void slippageIsAtMostAQuarterOfTheStop(String bps, String code) {
    strategy = "micro-scalp";
    configure(
        "tapeline.paper.slippage.equity.base-bps",
        bps,
        "tapeline.paper.slippage.equity.impact-bps",
        "0");
    assertThat(answer("AAPL", "0")).isEqualTo(code);
  }

  @Test
  void aStrategysOwnLimitWinsOverTheGeneralOne() {
    configure("tapeline.risk.min-net-rr", "50", "tapeline.risk.quick.min-net-rr", "0.1");
    assertThat(answer("AAPL", "0")).isEqualTo("NET_EDGE");
    strategy = "quick";
    assertThat(answer("AAPL", "1")).isEqualTo("APPROVED");
  }

  @Test
  void countersOutliveARestartSinceTheyFollowFromFills() {
    configure("tapeline.risk.cool-off-s", "30");
    roundTrip("AAPL", "0", "-0.5");
    RiskStage again = new RiskStage(settings);
    List<io.tapeline.core.stage.Event> kept = new ArrayList<>(risk.all(ApprovedOrder.class));
    ApprovedOrder order = risk.last(ApprovedOrder.class);
    Fill in = fill(order, Intent.OPEN, "150.00", "0");
    Fill out = fill(order, Intent.CLOSE, "149.50", "0");
    kept.addAll(List.of(in, done(order, order.orderId(), Intent.OPEN, OrderStatus.FILLED, "0")));
    kept.add(out);
    kept.forEach(again::apply);
    risk = new Driver(again);
    assertThat(answer("AAPL", "29")).isEqualTo("COOL_OFF");
    assertThat(answer("AAPL", "30")).isEqualTo("APPROVED");
    assertThat(check("R-DAILY-TRADES").value()).isEqualTo("1 of the account, 1 of the strategy");
  }
}
