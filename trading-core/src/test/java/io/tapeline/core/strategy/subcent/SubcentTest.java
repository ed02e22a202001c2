package io.tapeline.core.strategy.subcent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.testing.CandleRow;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * CATALOGUE S1: the entry as a whole, on a token around 0.005 whose minutes close at 0.00500 and
 * 0.00502 in turn, so that five minutes deviate by √5 × 0.4 %.
 */
class SubcentTest {

  private static final String SYMBOL = "TOKENUSDT";

  private final Events events = new Events(SYMBOL);
  private final Map<String, String> settings =
      new TreeMap<>(
          Map.of(
              "tapeline.instruments.TOKENUSDT.quote", "USDT",
              "tapeline.instruments.TOKENUSDT.tick-size", "0.00001",
              "tapeline.instruments.TOKENUSDT.lot-step", "1"));
  private TradeFilter filter = new TradeFilter.NoVerdict();
  private IntFunction<BigDecimal> closes = i -> new BigDecimal(i % 2 == 0 ? "0.00502" : "0.00500");
  private int minutes = 60;
  private String volume = "2000000";
  private String firstTrade = "0.005";
  private String lastTrade = "0.005";
  private Quote quote = events.quote("59", "0.00498", "360000", "0.00502", "240000");

  private void set(String key, String value) {
    settings.put(key, value);
  }

  private Strategy strategy() {
    String[] pairs =
        settings.entrySet().stream()
            .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
            .toArray(String[]::new);
    LineSettings line = Settings.of(pairs);
    return new Subcent(
        SubcentSettings.read(new SettingsReader(settings::get)),
        line.instruments().get(new Symbol(SYMBOL)),
        filter);
  }

  private static Opinion on(Strategy strategy, MarketEvent event) {
    strategy.apply(event);
    return strategy.opinion();
  }

  private Strategy prepared() {
    Strategy strategy = strategy();
    CandleRow.ending(
            Events.at("0"),
            SYMBOL,
            Timeframe.M1,
            minutes,
            closes,
            new BigDecimal("0.00001"),
            volume)
        .forEach(strategy::apply);
    for (int i = 0; i < 19; i++) {
      assertThat(on(strategy, events.trade(Integer.toString(i + 1), firstTrade, "100")))
          .isEqualTo(Opinion.SILENT);
    }
    on(strategy, events.trade("58", lastTrade, "100"));
    assertThat(on(strategy, quote)).isEqualTo(Opinion.SILENT);
    return strategy;
  }

  private Opinion judged() {
    return on(prepared(), events.heartbeat("60"));
  }

  private static void assertReason(Opinion opinion, String reason) {
    assertThat(opinion)
        .isInstanceOfSatisfying(
            Opinion.Skip.class,
            skip ->
                assertThat(skip.reason())
                    .as("%s %s %s", skip.rule(), skip.value().get(), skip.limit().get())
                    .isEqualTo(reason));
  }

  /** I = 0.2: alpha is 0.30, and 0.3 of the room of three ticks is no tick. */
  @Test
  void buyRestsAtTheBidWithTheExitsOfItsTier() {
    assertThat(judged())
        .isInstanceOfSatisfying(
            Opinion.Wish.class,
            wish -> {
              Price price = Price.of("0.00498");
              assertThat(wish.side()).isEqualTo(Side.BUY);
              assertThat(wish.refPrice()).isEqualTo(price);
              assertThat(wish.entry())
                  .isEqualTo(EntryOrder.postOnly(price, Duration.ofMinutes(30)));
              // 3.75 / (0.00498 × 1.0016) = 751.8
              assertThat(wish.quantity()).isEqualTo(Quantity.of("751"));
              assertThat(wish.exitPlan().stop()).isEqualTo(new Level.Away(new BigDecimal("0.04")));
              assertThat(wish.exitPlan().timeStop()).isEqualTo(Duration.ofHours(4));
              assertThat(wish.exitPlan().trailing()).isEqualTo(Trailing.NONE);
              assertThat(wish.exitPlan().targets())
                  .singleElement()
                  .satisfies(target -> assertThat(target.share()).isEqualTo(BigDecimal.ONE));
              assertThat(wish.evidence()).containsEntry("tier", "LOW");
            });
  }

  @Test
  void likelyWinIsPaidMoreFor() {
    filter = candidate -> OptionalDouble.of(0.7);

    assertThat(judged())
        .isInstanceOfSatisfying(
            Opinion.Wish.class,
            wish -> {
              assertThat(wish.refPrice()).isEqualTo(Price.of("0.00499"));
              assertThat(wish.quantity()).isEqualTo(Quantity.of("750"));
              assertThat(wish.confidence()).isEqualTo(0.7);
            });
  }

  @ParameterizedTest(name = "p {0}, spread of {1} to {2}: {3}")
  @CsvSource({
    "0.60, 0.00490, 0.00501, ''",
    "0.59, 0.00490, 0.00501, TREND_SPREAD",
    "0.41, 0.00498, 0.00502, ''",
    "0.40, 0.00498, 0.00502, ML_NEGATIVE"
  })
  void filterDecidesAtTheEndsAndTheRuleBetween(double p, String bid, String ask, String expected) {
    filter = candidate -> OptionalDouble.of(p);
    set("tapeline.subcent.depth-band", "0.02");
    quote = events.quote("59", bid, "360000", ask, "360000");

    assertVerdict(judged(), expected);
  }

  private static void assertVerdict(Opinion opinion, String expected) {
    if (expected.isEmpty()) {
      assertThat(opinion).isInstanceOf(Opinion.Wish.class);
    } else {
      assertReason(opinion, expected);
    }
  }

  /** Spreads: 0.00491 to 0.00500 is 1.82 %, to 0.00501 2 %; 0.00496 to 0.00500 0.80 %. */
  @ParameterizedTest(name = "{0} to {1}, {2} to {3}: {4}")
  @CsvSource({
    "0.005,   0.005,   0.00491, 0.00500, ''",
    "0.005,   0.005,   0.00491, 0.00501, TREND_SPREAD",
    "0.00497, 0.00500, 0.00491, 0.00500, TREND_SPREAD",
    "0.00497, 0.00500, 0.00496, 0.00500, ''",
    "0.00503, 0.00500, 0.00490, 0.00501, ''"
  })
  void moreTheTradesRiseTheTighterTheSpreadMustBe(
      String first, String last, String bid, String ask, String expected) {
    firstTrade = first;
    lastTrade = last;
    quote = events.quote("59", bid, "360000", ask, "360000");
    set("tapeline.subcent.depth-band", "0.02");

    assertVerdict(judged(), expected);
  }

  @ParameterizedTest(name = "{0} with {1} = {2}")
  @CsvSource({
    "SYMBOL_NOT_CONFIGURED, tapeline.instruments.TOKENUSDT.quote,    EUR",
    "SYMBOL_NOT_CONFIGURED, tapeline.subcent.exclude,                'A, TOKENUSDT'",
    "PRICE_TOO_HIGH,        tapeline.subcent.max-token-price,        0.004",
    "NO_BOOK,               tapeline.subcent.quote-max-age-s,        0.9",
    "VOLUME_NOT_READY,      tapeline.subcent.tiers.low.min-volume-24h, 700000",
    "SPREAD_ABS,            tapeline.subcent.tiers.low.max-spread,   0.007",
    "LOW_LIQUIDITY,         tapeline.subcent.min-depth-quote,        1300",
    "LOW_LIQUIDITY,         tapeline.subcent.depth-band,             0.003",
    "LOW_LIQUIDITY,         tapeline.subcent.trade-quote,            130",
    "CHANGE_NOT_READY,      tapeline.subcent.knife-minutes,          60",
    "TREND_SPREAD,          tapeline.subcent.neutral-max-spread,     0.008",
    "ORDER_BELOW_MIN,       tapeline.instruments.TOKENUSDT.lot-step, 1000",
    "UNREACHABLE_TARGET,    tapeline.subcent.reach-sigmas,           1",
    "SIGMA_NOT_READY,       tapeline.subcent.sigma-minutes,          60"
  })
  void eachConditionRefuses(String reason, String key, String value) {
    set(key, value);

    assertReason(judged(), reason);
  }

  @ParameterizedTest(name = "{0}: met {1}")
  @CsvSource({"0.01, true", "0.010001, false"})
  void priceMayBeTheLimitAndNoMore(String last, boolean met) {
    lastTrade = last;
    Strategy strategy = prepared();

    assertThat(strategy.conditions()).contains(new Condition("price", last, "0.01", met));
  }

  @Test
  void wholeDayWithTooLittleVolumeIsLow() {
    minutes = 1440;
    volume = "69000";

    // The first minute is over a day old by then: 1439 of about 345.7 are 497,400 of 500,000.
    Strategy strategy = prepared();
    assertReason(on(strategy, events.heartbeat("60")), "LOW_VOLUME");

    volume = "71000";
    assertThat(on(prepared(), events.heartbeat("60"))).isInstanceOf(Opinion.Wish.class);
  }

  /**
   * Closes fall from 0.0052 to 0.00504 within five minutes, by 3.08 %; or to 0.00505, by 2.88 %.
   */
  @ParameterizedTest(name = "last {0}: {1}")
  @CsvSource({"0.00504, FALLING_KNIFE", "0.00505, ''"})
  void priceThatFallsThreePercentInFiveMinutesIsNotCaught(String last, String expected) {
    closes = i -> new BigDecimal(i % 2 == 0 ? "0.00520" : "0.00518");
    firstTrade = last;
    lastTrade = last;
    quote = events.quote("59", "0.00505", "360000", "0.00507", "240000");

    assertVerdict(judged(), expected);
  }

  @Test
  void bidFarAboveTheLastTradeIsNotFollowed() {
    firstTrade = "0.00490";
    lastTrade = "0.00490";

    assertReason(judged(), "PRICE_TOO_HIGH");
  }

  @Test
  void ticksMayBeTooCoarse() {
    set("tapeline.instruments.TOKENUSDT.tick-size", "0.0005");
    set("tapeline.subcent.tiers.low.max-spread", "0.5");
    set("tapeline.subcent.neutral-max-spread", "0.5");
    set("tapeline.subcent.depth-band", "0.1");
    quote = events.quote("59", "0.005", "360000", "0.0055", "240000");

    assertReason(judged(), "TICK_TOO_COARSE");
  }

  @Test
  void quoteWithoutSizesHasNoDepth() {
    quote = new Quote(quote.origin(), quote.symbol(), quote.bid(), null, quote.ask(), null);

    assertReason(judged(), "DEPTH_NOT_READY");
  }

  @Test
  void interruptedFeedForgetsTradesAndQuote() {
    Strategy strategy = prepared();
    on(strategy, events.gap("59.5"));

    assertReason(on(strategy, events.heartbeat("60")), "LAST_PRICE_NOT_READY");
  }

  @Test
  void newSegmentWarmsUpAgainAndKeepsItsVolume() {
    Strategy strategy = prepared();
    CandleRow.ending(
            Events.at("60"), SYMBOL, Timeframe.M1, 3, closes, new BigDecimal("0.00001"), volume)
        .forEach(strategy::apply);

    assertReason(on(strategy, events.heartbeat("60")), "CHANGE_NOT_READY");
  }

  @Test
  void oldMinutesAreStale() {
    Strategy strategy = prepared();
    on(strategy, events.trade("118", "0.005", "1"));
    on(strategy, events.quote("119", "0.00498", "360000", "0.00502", "240000"));
    assertThat(on(strategy, events.heartbeat("120"))).isInstanceOf(Opinion.Wish.class);
    on(strategy, events.quote("179", "0.00498", "360000", "0.00502", "240000"));
    assertReason(on(strategy, events.heartbeat("180")), "CHANGE_NOT_READY");
  }

  @Test
  void conditionsSayWhatIsMet() {
    set("tapeline.subcent.reach-sigmas", "1");
    Strategy strategy = prepared();

    assertThat(strategy.conditions())
        .extracting(Condition::name)
        .containsExactly(
            "instrument",
            "price",
            "quote age",
            "volume of 24 h",
            "spread",
            "bid depth",
            "ask depth",
            "own order",
            "change",
            "trade filter",
            "spread of NEUTRAL",
            "bid against last",
            "quantity",
            "stop and target",
            "least sell over ask");
    assertThat(strategy.conditions())
        .filteredOn(each -> !each.met())
        .extracting(Condition::name)
        .containsExactly("least sell over ask");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "max-token-price,           0",
    "cycle-interval-s,          x",
    "trade-quote,               0",
    "trend-least-trades,        21",
    "tiers.low.from,            0.01",
    "tiers.medium.from,         0",
    "tiers.high.from,           0.05",
    "tiers.high.risk-multiplier, 2",
    "tiers.low.stop-loss,       0",
    "own-share,                 1.5",
    "sigma-minutes,             1",
    "break-even-after-s,        599"
  })
  void settingsThatCannotBeAreRefused(String name, String value) {
    String key = "tapeline.subcent." + name;

    assertThatThrownBy(() -> Settings.of(key, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key);
  }
}
