package io.tapeline.core.strategy.scalp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.scalp.ScalpAnalysis;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.SignalStage;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.Tapes;
import io.tapeline.core.testing.Settings;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** S3 without plans, on made and on real minutes. */
class MicroScalpTest {

  private static final long MINUTE = 60_000_000L;
  private static final BigDecimal HALF_SPREAD = new BigDecimal("0.05");

  private static Instrument instrument(String symbol) {
    return Settings.of().instruments().get(new Symbol(symbol));
  }

  private static MicroScalp strategy(String symbol, Map<String, String> given) {
    SettingsReader reader = new SettingsReader(given::get);
    MicroScalpSettings settings = MicroScalpSettings.read(reader);
    reader.check();
    return new MicroScalp(instrument(symbol), settings);
  }

  /** A wish and the analysis it was made on. */
  private record Wished(Opinion.Wish wish, ScalpAnalysis analysis, Quote quote) {}

  private static Quote quote(Symbol symbol, long seq, long micros, BigDecimal middle) {
    return new Quote(
        new Origin(seq, new EventTime(micros)),
        symbol,
        new Price(middle.subtract(HALF_SPREAD)),
        null,
        new Price(middle.add(HALF_SPREAD)),
        null);
  }

  /** Each candle, the quote of its close after it, and two more within the next minute. */
  private static List<Wished> play(
      MicroScalp strategy, List<Candle> candles, Map<String, Integer> skips) {
    List<Wished> wishes = new ArrayList<>();
    long seq = 0;
    for (Candle candle : candles) {
      strategy.apply(candle);
      BigDecimal close = candle.close().value().setScale(3, RoundingMode.HALF_UP);
      for (int second : new int[] {0, 10, 20}) {
        long at = candle.closeTime().micros() + second * 1_000_000L;
        Quote quote = quote(candle.symbol(), ++seq, at, close);
        strategy.apply(quote);
        switch (strategy.opinion()) {
          case Opinion.Wish wish ->
              wishes.add(new Wished(wish, Objects.requireNonNull(strategy.analysis()), quote));
          case Opinion.Skip skip -> skips.merge(skip.reason(), 1, Integer::sum);
          case Opinion.Silent _ -> {}
        }
      }
    }
    return wishes;
  }

  private static Candle candle(
      Symbol symbol, EventTime at, BigDecimal[] ohlc, BigDecimal volume, boolean starts) {
    return new Candle(
        new Origin(1, at),
        symbol,
        Timeframe.M1,
        at,
        new Price(ohlc[0]),
        new Price(ohlc[1]),
        new Price(ohlc[2]),
        new Price(ohlc[3]),
        new Quantity(volume),
        1,
        false,
        0,
        starts);
  }

  /** Gold as a random walk with long wicks, from Tuesday 2026-03-03, 00:00 UTC. */
  private static List<Candle> walk(long seed, int count) {
    Random random = new Random(seed);
    List<Candle> candles = new ArrayList<>();
    long price = 200_000;
    for (int i = 0; i < count; i++) {
      long close = price + Math.round(random.nextGaussian() * 45);
      long high = Math.max(price, close) + random.nextInt(60);
      long low = Math.min(price, close) - random.nextInt(60);
      BigDecimal[] ohlc = {cents(price), cents(high), cents(low), cents(close)};
      candles.add(
          candle(
              new Symbol("XAUUSD"),
              new EventTime(1_772_496_000_000_000L + i * MINUTE),
              ohlc,
              BigDecimal.valueOf(1 + random.nextInt(200)),
              i == 0));
      price = close;
    }
    return candles;
  }

  private static BigDecimal cents(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private static void assertConsistent(Wished wished, Instrument instrument) {
    Opinion.Wish wish = wished.wish;
    ScalpAnalysis analysis = wished.analysis;
    assertThat(analysis.failures()).isEmpty();
    double score = Double.parseDouble(wish.evidence().get("score"));
    assertThat(score).isBetween(5.0, 8.0);
    double parts = 0;
    for (String part : List.of("Trigger", "Vwap", "Edges", "Volatility", "Session")) {
      parts += Double.parseDouble(wish.evidence().get("score" + part));
    }
    assertThat(parts).isCloseTo(score, within(1e-5));
    assertThat(wish.confidence()).isCloseTo(score / 8, within(1e-6));
    assertThat(wish.refPrice()).isEqualTo(wished.quote.oppositeTouch(wish.side()));
    assertThat(analysis.primaries()).isNotEmpty().allMatch(p -> p.side() == wish.side());
    ExitPlan exit = wish.exitPlan();
    Price stop = exit.stopFor(wish.side(), wish.refPrice(), instrument);
    Price target = exit.targetFor(wish.side(), wish.refPrice(), instrument);
    assertThat(exit.stop()).isEqualTo(new Level.At(stop));
    assertThat(stop.isBelow(wish.refPrice())).isEqualTo(wish.side() == Side.BUY);
    assertThat(target.isAbove(wish.refPrice())).isEqualTo(wish.side() == Side.BUY);
    assertThat(
            Objects.requireNonNull(analysis.limits())
                .stop()
                .holds(stop.minus(wish.refPrice()).abs()))
        .isTrue();
    assertThat(wish.evidence())
        .containsEntry("stop", stop.toString())
        .containsEntry("target", target.toString());
    assertThat(exit.adverseCandle()).isTrue();
    assertThat(exit.timeStop()).isEqualTo(Duration.ofMinutes(30));
    assertThat(exit.trailing())
        .isInstanceOfSatisfying(
            Trailing.RatioAtr.class,
            trailing -> {
              assertThat(trailing.activateAtR()).isEqualByComparingTo("0.5");
              assertThat(trailing.distance().doubleValue())
                  .isCloseTo(0.3 * Double.parseDouble(wish.evidence().get("atr1")), within(1e-5));
            });
  }

  @Test
  void everySignalOfARandomWalkIsConsistentAndOfItsOwnSetup() {
    Map<String, Integer> skips = new TreeMap<>();
    List<Candle> candles = walk(1, 12_000);
    List<Wished> wishes = play(strategy("XAUUSD", Map.of()), candles, skips);

    assertThat(wishes).hasSizeGreaterThan(20);
    Set<String> hashes = new HashSet<>();
    for (Wished wished : wishes) {
      assertConsistent(wished, instrument("XAUUSD"));
      assertThat(hashes.add(wished.analysis.signalHash())).as("one setup, one signal").isTrue();
    }
    assertThat(wishes.stream().map(each -> each.wish.side())).contains(Side.BUY, Side.SELL);
    assertThat(skips)
        .containsKeys(
            "CANDLES_NOT_READY",
            "POST_NY_BLOCKED",
            "MID_RANGE",
            "NO_PRIMARY",
            "TRIGGER_CONFLICT",
            "NO_SECONDARY",
            "SCORE_BELOW_MIN",
            "DUPLICATE_SIGNAL");
    assertThat(
            play(strategy("XAUUSD", Map.of()), candles, new TreeMap<>()).stream().map(Wished::wish))
        .isEqualTo(wishes.stream().map(Wished::wish).toList());
  }

  /**
   * As after a restart: candles of days are given alone, then an hour passes before it is asked.
   */
  @Test
  void strategyThatWasGivenItsCandlesAgainGivesTheSameSignals() {
    List<Candle> candles = walk(4, 6_000);
    List<Wished> undisturbed = play(strategy("XAUUSD", Map.of()), candles, new TreeMap<>());
    int compared = 0;
    for (int from = 3_000; from < 6_000; from += 1_000) {
      MicroScalp restarted = strategy("XAUUSD", Map.of());
      candles.subList(0, from).forEach(restarted::apply);
      List<Wished> again = play(restarted, candles.subList(from, 6_000), new TreeMap<>());
      EventTime asked = candles.get(from).openTime().plus(Duration.ofHours(1));
      assertThat(since(asked, again)).isEqualTo(since(asked, undisturbed));
      compared += since(asked, again).size();
    }
    assertThat(compared).isPositive();
  }

  private static List<Opinion.Wish> since(EventTime time, List<Wished> wishes) {
    return wishes.stream()
        .filter(each -> !each.quote.ts().isBefore(time))
        .map(Wished::wish)
        .toList();
  }

  @Test
  void instrumentWithoutRulesIsRefused() {
    MicroScalp strategy = strategy("AAPL", Map.of());
    strategy.apply(quote(new Symbol("AAPL"), 1, MINUTE, new BigDecimal("150.00")));
    assertThat(strategy.opinion())
        .isInstanceOfSatisfying(
            Opinion.Skip.class,
            skip -> assertThat(skip.reason()).isEqualTo("SYMBOL_NOT_CONFIGURED"));
    assertThat(strategy.conditions()).isEmpty();
  }

  @Test
  void conditionsAreThoseOfTheNewestCheck() {
    MicroScalp strategy = strategy("XAUUSD", Map.of());
    assertThat(strategy.conditions()).isEmpty();
    play(strategy, walk(2, 40), new TreeMap<>());
    assertThat(strategy.conditions())
        .isEqualTo(Objects.requireNonNull(strategy.analysis()).conditions())
        .extracting(each -> each.name())
        .contains("atr1", "mean range", "spread", "session", "edges", "primary signals", "score");
  }

  @Test
  void staleQuoteIsNotEnteredOn() {
    Map<String, Integer> skips = new TreeMap<>();
    MicroScalp strategy = strategy("XAUUSD", Map.of("tapeline.plan.max-slippage", "0.001"));
    assertThat(play(strategy, walk(1, 4_000), skips)).isEmpty();
    assertThat(skips).containsKey("SLIPPAGE");
  }

  @Test
  void strategyIsKnownByItsNameWithSettingsOfInstruments() {
    LineSettings settings =
        Settings.of(
            "tapeline.plan.min-score", "6",
            "tapeline.instruments.BTCUSDT.plan.rule-set", "generic",
            "tapeline.instruments.BTCUSDT.strategies", "micro-scalp");
    SignalStage stage = new SignalStage(settings, List.of("micro-scalp"));
    assertThat(stage.candleReach()).isEqualTo(Duration.ofDays(4));
    assertThat(stage.reach()).isGreaterThan(Duration.ofHours(2));
  }

  /** Ten days of bitcoin's minutes, with quotes of their closes. */
  @Test
  void realMinutesOfBitcoinGiveConsistentSignalsAndTheSameTwice() throws IOException {
    List<Candle> candles = new ArrayList<>();
    try (TapeReader reader =
        TapeReader.open(Tapes.shared("binanceus_spot_BTCUSD_202303_candles_1m"))) {
      for (TapeRow row = reader.next();
          row != null && candles.size() < 14_400;
          row = reader.next()) {
        if (row instanceof TapeRow.Bar bar) {
          BigDecimal[] ohlc = {
            bar.open().value(), bar.high().value(), bar.low().value(), bar.close().value()
          };
          EventTime time = new EventTime(bar.micros());
          candles.add(candle(bar.symbol(), time, ohlc, bar.volume().value(), candles.isEmpty()));
        }
      }
    }
    Map<String, String> relative = Map.of("tapeline.plan.btc.profile", "RELATIVE");
    Map<String, Integer> skips = new TreeMap<>();
    List<Wished> wishes = play(strategy("BTCUSD", relative), candles, skips);

    assertThat(wishes).as("%s", skips).hasSizeGreaterThan(20);
    wishes.forEach(each -> assertConsistent(each, instrument("BTCUSD")));
    assertThat(
            play(strategy("BTCUSD", relative), candles, new TreeMap<>()).stream().map(Wished::wish))
        .isEqualTo(wishes.stream().map(Wished::wish).toList());
  }
}
