package io.tapeline.protocol.shell;

import io.tapeline.backtest.Backtest;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.execution.ExecutionStage;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.risk.RiskStage;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.sim.SimulatedInstrument;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.strategy.SignalStage;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A small market of two instruments with trades on it, and the stages that trade it. */
final class Market {

  private static final List<String> STRATEGIES = List.of("momentum-burst");
  private static final LineSettings SETTINGS =
      LineSettings.read(
          Map.of(
                  "tapeline.fees.taker", "0",
                  "tapeline.fees.maker", "0",
                  "tapeline.burst.position-size", "0.01",
                  "tapeline.burst.entry-threshold", "0.0003",
                  "tapeline.burst.volatility-guard", "0.0004",
                  "tapeline.burst.loss-skip", "1",
                  "tapeline.risk.min-net-rr", "0.1",
                  "tapeline.risk.cool-off-s", "1",
                  "tapeline.risk.loss-streak-pause-s", "20")
              ::get);
  private static final SimulationSettings SIMULATION =
      SimulationSettings.defaults(11, new EventTime(1_730_000_000_000_000L))
          .withInstruments(
              List.of(
                  SimulatedInstrument.btcUsdt(),
                  new SimulatedInstrument(
                      new Symbol("ETHUSDT"),
                      Price.of("2500.00"),
                      new BigDecimal("0.01"),
                      new BigDecimal("0.001"),
                      Quantity.of("1.000"))))
          .withBooksPerSecond(1)
          .withDuration(Duration.ofMinutes(4));

  private Market() {}

  /** The feed from its beginning, the same every time. */
  static SimulatedMarket feed() {
    return new SimulatedMarket(SIMULATION);
  }

  /** The same to be played, with somebody who is told what is. */
  static FeedSource source(Consumer<Event> audience) {
    return source(Market::feed, audience);
  }

  /** Any feed to be played. */
  static FeedSource source(Supplier<Feed> feed, Consumer<Event> audience) {
    return new FeedSource() {
      @Override
      public Feed feed() {
        return feed.get();
      }

      @Override
      public Stage stage() {
        return marketDataStage();
      }

      @Override
      public Consumer<Event> audience() {
        return audience;
      }
    };
  }

  static MarketDataStage marketDataStage() {
    return new MarketDataStage(PriceSource.TRADE);
  }

  static Stage stage(StageSpec spec) {
    return switch (spec.name()) {
      case "signal" -> new SignalStage(SETTINGS, STRATEGIES);
      case "risk" -> new RiskStage(SETTINGS);
      case "execution" -> new ExecutionStage(SETTINGS);
      default -> throw new IllegalArgumentException(spec.name());
    };
  }

  /** All that the line publishes of this market when driven in one thread, in order. */
  static List<Event> reference() throws IOException {
    List<Event> published = new ArrayList<>();
    new Backtest(marketDataStage(), PriceSource.TRADE, SETTINGS, STRATEGIES, published::add)
        .run(feed());
    return published;
  }
}
