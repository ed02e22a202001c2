package io.tapeline.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies of minutes say the same after a restart anywhere, given what they ask for. */
class RestartedStrategiesTest {

  private static final Symbol SYMBOL = new Symbol("BTC-USD");

  /** Everything is allowed, so that many cycles end in a wish. */
  private static final LineSettings LENIENT =
      Settings.of(
          "tapeline.adaptive.frames", "1m,5m",
          "tapeline.adaptive.label.window-candles", "35",
          "tapeline.adaptive.consensus", "majority",
          "tapeline.adaptive.min-frames", "1",
          "tapeline.adaptive.min-pvvm-bps", "0",
          "tapeline.adaptive.min-pvd-bps", "0",
          "tapeline.adaptive.min-score", "0",
          "tapeline.adaptive.quote-max-age-s", "60",
          "tapeline.subcent.quote", "USD",
          "tapeline.subcent.max-token-price", "1000000",
          "tapeline.subcent.tiers.high.min-volume-24h", "0",
          "tapeline.subcent.min-depth-quote", "0",
          "tapeline.subcent.reach-sigmas", "1000",
          "tapeline.subcent.quote-max-age-s", "60",
          "tapeline.subcent.trend-window-s", "300");

  /** Ten hours of trades and quotes; now and then minutes are missing, so that segments begin. */
  private static List<MarketEvent> market(long seed) {
    Random random = new Random(seed);
    Events events = new Events(SYMBOL.value());
    List<MarketEvent> market = new ArrayList<>();
    long millis = 0;
    long price = 60_000;
    while (millis < 10 * 3_600_000L) {
      millis += random.nextInt(700) == 0 ? 400_000 : random.nextInt(20_000);
      String at = BigDecimal.valueOf(millis, 3).toPlainString();
      price += random.nextInt(41) - 20;
      if (random.nextBoolean()) {
        market.add(events.trade(at, Long.toString(price), "0.5"));
      } else {
        String bidSize = Integer.toString(1 + random.nextInt(9));
        String ask = Long.toString(price + 1 + random.nextInt(3));
        market.add(events.quote(at, Long.toString(price), bidSize, ask, "5"));
      }
    }
    return market;
  }

  private static List<Candle> published(List<MarketEvent> market) {
    MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
    List<Candle> candles = new ArrayList<>();
    for (MarketEvent event : market) {
      stage.apply(event);
      for (Event projected : stage.project(event)) {
        if (projected instanceof Candle candle) {
          candles.add(candle);
        }
      }
    }
    return candles;
  }

  private static List<String> said(
      Strategy strategy, StrategyCandles candles, List<MarketEvent> market) {
    List<String> said = new ArrayList<>();
    for (MarketEvent event : market) {
      candles.apply(event);
      candles.closed().forEach(strategy::apply);
      strategy.apply(event);
      said.add(
          switch (strategy.opinion()) {
            case Opinion.Silent ignored -> "";
            case Opinion.Wish wish -> wish.toString();
            case Opinion.Skip skip ->
                String.join(
                    " ", skip.reason(), skip.rule(), skip.value().get(), skip.limit().get());
          });
    }
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"adaptive", "subcent"})
  void sayTheSame(String name) {
    Strategies strategies = LENIENT.strategies();
    Instrument instrument = LENIENT.instruments().get(SYMBOL);
    StrategyMaker maker = strategies.maker(name, instrument);
    List<MarketEvent> market = market(3);
    List<Candle> published = published(market);
    List<String> undisturbed =
        said(
            maker.make(instrument),
            new StrategyCandles(instrument, maker.timeframes(), PriceSource.TRADE),
            market);
    assertThat(undisturbed).filteredOn(each -> each.startsWith("Wish")).hasSizeGreaterThan(20);
    Random random = new Random(17);
    for (int round = 0; round < 25; round++) {
      int died = market.size() / 2 + random.nextInt(market.size() / 3);
      EventTime at = market.get(died).ts();
      EventTime from = at.minus(strategies.reach(List.of(name)));
      int again = 0;
      while (market.get(again).ts().isBefore(from)) {
        again++;
      }
      StrategyCandles candles =
          new StrategyCandles(instrument, maker.timeframes(), PriceSource.TRADE);
      EventTime oldest = at.minus(strategies.candleReach(List.of(name)));
      published.stream()
          .filter(each -> each.origin().seq() <= market.get(died).seq())
          .filter(each -> !each.openTime().isBefore(oldest))
          .forEach(candles::remember);

      List<String> restarted =
          said(maker.make(instrument), candles, market.subList(again, market.size()));

      assertThat(restarted.subList(died - again + 1, restarted.size()))
          .as("died at %s", at)
          .isEqualTo(undisturbed.subList(died + 1, undisturbed.size()));
    }
  }
}
