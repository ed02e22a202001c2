package io.tapeline.core.strategy.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.testing.CandleRow;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CATALOGUE S0: the entry as a whole, on candles up to 15:00:00 and a cycle at 15:01:00. */
class AdaptiveTest {

  private static final String SYMBOL = "BTCEUR";
  private static final Set<Timeframe> THREE = EnumSet.of(Timeframe.M1, Timeframe.M5, Timeframe.M15);

  private final Events events = new Events(SYMBOL);

  private static Strategy strategy(String... settings) {
    LineSettings line = Settings.of(settings);
    return line.strategies().create("adaptive", line.instruments().get(new Symbol(SYMBOL)));
  }

  /** Rising or falling by a step from candle to candle, on each of some timeframes. */
  private static Strategy moving(Strategy strategy, int step, Set<Timeframe> frames) {
    for (Timeframe each : frames) {
      CandleRow.ending(
              Events.at("0"),
              SYMBOL,
              each,
              60,
              i -> BigDecimal.valueOf(50_000L + (long) step * (i - 59)),
              BigDecimal.ONE,
              "1")
          .forEach(strategy::apply);
    }
    return strategy;
  }

  private static Opinion on(Strategy strategy, MarketEvent event) {
    strategy.apply(event);
    return strategy.opinion();
  }

  private Opinion nextCycle(Strategy strategy) {
    assertThat(on(strategy, events.heartbeat("0.5"))).isEqualTo(Opinion.SILENT);
    assertThat(on(strategy, events.quote("59.9", "49999.98", "50000.02")))
        .isEqualTo(Opinion.SILENT);
    return on(strategy, events.heartbeat("60.0"));
  }

  private static void assertSkip(
      Opinion opinion, String reason, String rule, String value, String limit) {
    assertThat(opinion)
        .isInstanceOfSatisfying(
            Opinion.Skip.class,
            skip ->
                assertThat(
                        List.of(skip.reason(), skip.rule(), skip.value().get(), skip.limit().get()))
                    .containsExactly(reason, rule, value, limit));
  }

  private static void assertReason(Opinion opinion, String reason) {
    assertThat(opinion)
        .isInstanceOfSatisfying(
            Opinion.Skip.class, skip -> assertThat(skip.reason()).isEqualTo(reason));
  }

  /**
   * Closes 49,740 … 50,000 by 20 a minute: PVVM is 20 × 42 × 2 / 13 / 49,880 = 12.954 bps, so
   * target and stop are doubled and the size is the base size.
   */
  @Test
  void agreedRiseBuysAtTheBidWithExitsOfThatMoment() {
    Opinion opinion = nextCycle(moving(strategy(), 20, THREE));

    assertThat(opinion)
        .isInstanceOfSatisfying(
            Opinion.Wish.class,
            wish -> {
              assertThat(wish.side()).isEqualTo(Side.BUY);
              assertThat(wish.refPrice()).isEqualTo(Price.of("49999.98"));
              assertThat(wish.entry())
                  .isEqualTo(EntryOrder.postOnly(Price.of("49999.98"), Duration.ofSeconds(15)));
              assertThat(wish.quantity()).isEqualTo(Quantity.of("0.00005"));
              assertThat(wish.exitPlan())
                  .isEqualTo(
                      new ExitPlan(
                          new Level.Away(new BigDecimal("0.0122760000")),
                          List.of(
                              new Target(
                                  new Level.Away(new BigDecimal("0.0122760000")),
                                  new BigDecimal("0.5"),
                                  List.of())),
                          new Trailing.PercentStep(
                              new BigDecimal("0.002"), new BigDecimal("0.002")),
                          true,
                          Duration.ofSeconds(754),
                          Duration.ofSeconds(1220),
                          true,
                          0,
                          BigDecimal.ZERO,
                          false));
              // (0.2 × 90 + 0.2 × 37.5 + 0.15 × 50 + 0.1 × 100) / 0.65
              assertThat(wish.confidence()).isBetween(0.661538, 0.661539);
              assertThat(wish.evidence())
                  .containsEntry("pvvmBps", "12.954167")
                  .containsEntry(
                      "labels", "1m STRONG_BULL, 5m STRONG_BULL, 15m STRONG_BULL, 1h none");
            });
  }

  @Test
  void agreedFallSellsOnlyOnMargin() {
    assertSkip(
        nextCycle(moving(strategy(), -20, THREE)),
        "DIRECTION_MISMATCH",
        "short-mode",
        "SELL",
        "BUY only");
    assertThat(nextCycle(moving(strategy("tapeline.adaptive.short-mode", "margin"), -20, THREE)))
        .isInstanceOfSatisfying(
            Opinion.Wish.class,
            wish -> {
              assertThat(wish.side()).isEqualTo(Side.SELL);
              assertThat(wish.refPrice()).isEqualTo(Price.of("50000.02"));
            });
  }

  @Test
  void takerEntersAtTheMarket() {
    assertThat(nextCycle(moving(strategy("tapeline.adaptive.allow-taker", "true"), 20, THREE)))
        .isInstanceOfSatisfying(
            Opinion.Wish.class,
            wish -> {
              assertThat(wish.entry()).isEqualTo(EntryOrder.MARKET);
              assertThat(wish.refPrice()).isEqualTo(Price.of("50000.02"));
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "TOO_FEW_FRAMES,  tapeline.adaptive.min-frames,        4",
    "LOW_QUALITY,     tapeline.adaptive.min-score,         66.2",
    "VOL_LOW,         tapeline.adaptive.min-pvvm-bps,      13",
    "VOL_LOW,         tapeline.adaptive.min-pvd-bps,       4.1",
    "ORDER_BELOW_MIN, tapeline.adaptive.order-amount,      0.000001",
    "DATA_STALE,      tapeline.adaptive.quote-max-age-s,   0.05",
    "TICK_TOO_COARSE, tapeline.instruments.BTCEUR.tick-size, 49999.98"
  })
  void eachConditionRefuses(String reason, String key, String value) {
    assertReason(nextCycle(moving(strategy(key, value), 20, THREE)), reason);
  }

  @Test
  void withoutCandlesOrQuoteThereIsNoEntry() {
    assertSkip(nextCycle(strategy()), "PVVM_NOT_READY", "pvvm", "0 of 13", "3.000000");
    Strategy unquoted = moving(strategy(), 20, THREE);
    on(unquoted, events.heartbeat("0"));
    assertSkip(
        on(unquoted, events.heartbeat("60")), "DATA_STALE", "quote age", "none", "5.000000 s");
  }

  /** The first 12 candles of a new segment are too few for PVVM, whatever came before. */
  @Test
  void newSegmentWarmsUpAgain() {
    Strategy strategy = moving(strategy(), 20, THREE);
    CandleRow.ending(
            Events.at("0"),
            SYMBOL,
            Timeframe.M1,
            12,
            i -> BigDecimal.valueOf(50_000),
            BigDecimal.ONE,
            "1")
        .forEach(strategy::apply);

    assertReason(nextCycle(strategy), "PVVM_NOT_READY");
  }

  @Test
  void cycleIsDueOnTheFirstEventOfEachMinute() {
    Strategy strategy = moving(strategy(), 20, THREE);
    nextCycle(strategy);

    assertThat(on(strategy, events.quote("61", "49999.98", "50000.02"))).isEqualTo(Opinion.SILENT);
    assertThat(on(strategy, events.heartbeat("59"))).isEqualTo(Opinion.SILENT);
    assertThat(on(strategy, new MissedTick(events.trade("120.1", "50000", "1"))))
        .isEqualTo(Opinion.SILENT);
    assertThat(on(strategy, events.trade("120.2", "50000", "1"))).isInstanceOf(Opinion.Skip.class);
    assertThat(on(strategy, events.trade("120.3", "50000", "1"))).isEqualTo(Opinion.SILENT);
  }

  @Test
  void interruptedFeedForgetsTheQuote() {
    Strategy strategy = moving(strategy(), 20, THREE);
    on(strategy, events.quote("59.5", "49999.98", "50000.02"));
    on(strategy, events.gap("59.9"));

    assertReason(on(strategy, events.heartbeat("60")), "DATA_STALE");
  }

  @Test
  void conditionsSayWhatIsMet() {
    Strategy strategy = moving(strategy("tapeline.adaptive.min-score", "90"), 20, THREE);
    assertThat(strategy.conditions()).isEmpty();
    nextCycle(strategy);

    assertThat(strategy.conditions())
        .extracting(Condition::name)
        .containsExactly(
            "quote age",
            "pvvm",
            "pvd",
            "consensus",
            "short-mode",
            "score",
            "quantity",
            "stop and target");
    assertThat(strategy.conditions())
        .filteredOn(each -> !each.met())
        .containsExactly(new Condition("score", "66.153846", "90.000000", false));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "fib-hold-index,     15",
    "fib-hold-index,     -1",
    "label-source,       FILE",
    "short-mode,         INVENTORY",
    "timeframe,          2m",
    "timeframe,          1s",
    "frames,             '1m,7m'",
    "min-frames,         5",
    "interval-ms,        10",
    "base-loss-pct,      0",
    "max-hold-ms,        1000",
    "low-vol-bps,        21",
    "label.ema-fast,     21",
    "label.least-candles, 20",
    "label.window-candles, 29",
    "quality.vol-zero-bps, 5"
  })
  void settingsThatCannotBeAreRefused(String name, String value) {
    String key = "tapeline.adaptive." + name;

    assertThatThrownBy(() -> Settings.of(key, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest(name = "index {0}, least {1}, longest {2}")
  @CsvSource({
    "10, ,     ,      754000,  1220000",
    "1,  ,     ,      10000,   16000",
    "10, 5000, ,      5000,    1220000",
    "0,  ,     ,      0,       10000",
    "10, 0,    60000, 0,       60000",
    "14, ,     ,      5168000, 10336000"
  })
  void holdTimesAreOfTheTableUnlessSet(
      String index, String least, String longest, long minHold, long maxHold) {
    Strategy strategy =
        strategy(
            "tapeline.adaptive.fib-hold-index",
            index,
            "tapeline.adaptive.min-hold-ms",
            least == null ? "" : least,
            "tapeline.adaptive.max-hold-ms",
            longest == null ? "" : longest);

    assertThat(nextCycle(moving(strategy, 20, THREE)))
        .isInstanceOfSatisfying(
            Opinion.Wish.class,
            wish -> {
              assertThat(wish.exitPlan().minHold()).isEqualTo(Duration.ofMillis(minHold));
              assertThat(wish.exitPlan().timeStop()).isEqualTo(Duration.ofMillis(maxHold));
            });
  }
}
