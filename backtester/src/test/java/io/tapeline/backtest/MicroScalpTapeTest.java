package io.tapeline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Side;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** S3 without plans on real tapes through the whole line. */
class MicroScalpTapeTest {

  /** Gold of 2014 was quoted wider than the rules allow, and its tape has no volume. */
  private static final Map<String, String> WIDE =
      Map.of(
          "tapeline.vwap.zero-volume-policy", "equal_weight",
          "tapeline.plan.rules.XAUUSD.max-spread", "0.60",
          "tapeline.plan.rules.XAUUSD.atr1-min", "0.2",
          "tapeline.plan.rules.XAUUSD.m1-range-avg-min", "0.2",
          "tapeline.plan.min-score", "3",
          "tapeline.plan.max-slippage", "1");

  private static List<Event> play(Map<String, String> given, Path... tapes) throws IOException {
    List<Event> events = new ArrayList<>();
    try (TapeFeed feed = TapeFeed.open(List.of(tapes))) {
      new Backtest(
              new MarketDataStage(feed.priceSource()),
              feed.priceSource(),
              LineSettings.readStrictly(given, Set.of()),
              List.of("micro-scalp"),
              events::add)
          .run(feed);
    }
    return events;
  }

  private static <E> List<E> all(List<Event> events, Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static Set<String> refusals(List<Event> events) {
    Set<String> reasons = new TreeSet<>();
    for (Decision decision : all(events, Decision.class)) {
      if (decision.signalId() == null) {
        reasons.add(decision.reason());
      }
    }
    return reasons;
  }

  @Test
  void goldGivesConsistentSignalsAndTheSameTwice() throws IOException {
    Path tape = SharedData.tape("oanda_XAUUSD_20140505_quotes");
    List<Event> events = play(WIDE, tape);
    List<Signal> signals = all(events, Signal.class);

    assertThat(signals).as("refusals %s", refusals(events)).isNotEmpty();
    Map<Long, Quote> quotes = new HashMap<>();
    for (MarketEvent event : all(events, MarketEvent.class)) {
      if (event instanceof Quote quote) {
        quotes.put(quote.seq(), quote);
      }
    }
    Set<String> setups = new HashSet<>();
    for (Signal signal : signals) {
      Map<String, String> evidence = signal.evidence();
      assertThat(setups.add(evidence.get("signalHash"))).as("one setup, one signal").isTrue();
      assertThat(number(evidence, "score")).isGreaterThanOrEqualTo(new BigDecimal("3"));
      assertThat(number(evidence, "spread")).isLessThanOrEqualTo(number(evidence, "spreadLimit"));
      assertThat(number(evidence, "atr1")).isGreaterThanOrEqualTo(new BigDecimal("0.2"));
      assertThat(evidence.get("session")).isNotEqualTo("POST_NY");
      assertThat(evidence).containsEntry("stop", signal.stop().toString());
      assertThat(evidence).containsEntry("target", signal.target().toString());
      assertThat(signal.stop().minus(signal.refPrice()).abs())
          .isBetween(new BigDecimal("0.50"), new BigDecimal("1.20"));
      assertThat(signal.target().minus(signal.refPrice()).abs())
          .isBetween(new BigDecimal("1.00"), new BigDecimal("2.50"));
      assertThat(signal.stop().isBelow(signal.refPrice())).isEqualTo(signal.side() == Side.BUY);
      Quote quote = quotes.get(signal.origin().seq());
      if (quote != null) {
        assertThat(signal.refPrice()).isEqualTo(quote.oppositeTouch(signal.side()));
      }
    }
    assertThat(play(WIDE, tape)).isEqualTo(events);
  }

  /** From Sunday 22:00 on spreads are from 0.25 to 2.55, and gold hardly moves. */
  @Test
  void goldOfTheOpeningHoursIsTooQuietAndTooWideForTheRules() throws IOException {
    Path tape = SharedData.tape("oanda_XAUUSD_20140504_quotes");
    List<Event> events = play(Map.of("tapeline.vwap.zero-volume-policy", "equal_weight"), tape);
    assertThat(all(events, Signal.class)).isEmpty();
    assertThat(refusals(events)).contains("CANDLES_NOT_READY", "ATR1_LOW");

    Map<String, String> quiet = new HashMap<>(WIDE);
    quiet.remove("tapeline.plan.rules.XAUUSD.max-spread");
    quiet.put("tapeline.plan.rules.XAUUSD.atr1-min", "0.01");
    quiet.put("tapeline.plan.rules.XAUUSD.m1-range-avg-min", "0.01");
    List<Event> wide = play(quiet, tape);
    assertThat(all(wide, Signal.class)).isEmpty();
    assertThat(refusals(wide)).contains("SPREAD_ABS");
  }

  @Test
  void sixMinutesOfBitcoinAreTooFewToBeReady() throws IOException {
    List<Event> events =
        play(
            Map.of("tapeline.instruments.BTCUSDT.plan.rule-set", "btcusd"),
            SharedData.tape("binance_usdm_BTCUSDT_20240808_trades"),
            SharedData.tape("binance_usdm_BTCUSDT_20240808_quotes"));
    assertThat(all(events, Signal.class)).isEmpty();
    assertThat(refusals(events)).containsExactly("CANDLES_NOT_READY");
  }

  @Test
  void instrumentWithoutRulesIsToldSo() throws IOException {
    List<Event> events =
        play(
            Map.of(),
            SharedData.tape("binance_usdm_BTCUSDT_20240808_trades"),
            SharedData.tape("binance_usdm_BTCUSDT_20240808_quotes"));
    assertThat(refusals(events)).containsExactly("SYMBOL_NOT_CONFIGURED");
  }

  private static BigDecimal number(Map<String, String> evidence, String key) {
    return new BigDecimal(Objects.requireNonNull(evidence.get(key), key));
  }
}
