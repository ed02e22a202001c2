package io.tapeline.marketdata;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.market.Feed;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens the feed that is configured. */
final class Feeds {

  private Feeds() {}

  /**
   * A feed and what its candles are made of.
   *
   * @param feed null for a live one, which is opened where its place is known
   * @param candlePrice trades, or the middle for a feed without trades
   * @param quotesDerived whether its quotes are made from books: those are no events of their own
   */
  record Opened(@Nullable Feed feed, PriceSource candlePrice, boolean quotesDerived) {}

  static Opened open(MarketDataSettings settings) {
    if (settings.isLive()) {
      return new Opened(null, PriceSource.TRADE, false);
    }
    if (settings.feed().equals("sim")) {
      return new Opened(simulation(settings.sim()), PriceSource.TRADE, false);
    }
    try {
      TapeFeed tape = TapeFeed.open(settings.tapes());
      return new Opened(tape, tape.priceSource(), tape.derivesQuotes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Feed simulation(MarketDataSettings.Sim sim) {
    SimulationSettings settings =
        SimulationSettings.defaults(sim.seed(), new EventTime(sim.start()));
    return new SimulatedMarket(
        sim.seconds() == 0 ? settings : settings.withDuration(Duration.ofSeconds(sim.seconds())));
  }
}
