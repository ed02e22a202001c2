package io.tapeline.cli.crash;

import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.time.EventTime;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A simulated market as a trades and a quotes tape, for who brings none. */
final class SimulatedTape {

  private static final EventTime START = new EventTime(1_767_225_600_000_000L);
  private static final Duration LENGTH = Duration.ofMinutes(15);

  private SimulatedTape() {}

  /** Settings with which some dozen trades, partial fills and denials come of it. */
  static Map<String, String> settings() {
    return Map.of(
        "tapeline.burst.position-size", "0.01",
        "tapeline.burst.entry-threshold", "0.0002",
        "tapeline.burst.volatility-guard", "0.0003",
        "tapeline.burst.loss-skip", "1",
        "tapeline.fees.taker", "0",
        "tapeline.fees.maker", "0",
        "tapeline.risk.cool-off-s", "1",
        "tapeline.risk.burst.hourly-trades", "0",
        "tapeline.risk.daily-trades", "0",
        "tapeline.risk.loss-streak-pause-s", "60");
  }

  /** Writes both tapes into a folder; the same seed gives the same tapes. */
  static List<Path> write(Path folder, long seed) throws IOException {
    Files.createDirectories(folder);
    Path trades = folder.resolve("sim-trades-%d.csv".formatted(seed));
    Path quotes = folder.resolve("sim-quotes-%d.csv".formatted(seed));
    SimulationSettings settings = SimulationSettings.defaults(seed, START).withDuration(LENGTH);
    try (SimulatedMarket market = new SimulatedMarket(settings);
        BufferedWriter tradeRows = Files.newBufferedWriter(trades);
        BufferedWriter quoteRows = Files.newBufferedWriter(quotes)) {
      tradeRows.write("ts,symbol,price,size,side\n");
      quoteRows.write("ts,symbol,bid,bid_size,ask,ask_size\n");
      for (MarketEvent event = market.next(); event != null; event = market.next()) {
        if (event instanceof Tick tick) {
          tradeRows.write(row(tick));
        } else if (event instanceof Quote quote) {
          quoteRows.write(row(quote));
        }
      }
    }
    return List.of(trades, quotes);
  }

  private static String row(Tick tick) {
    return "%d,%s,%s,%s,%s\n"
        .formatted(
            tick.ts().micros(),
            tick.symbol(),
            tick.price(),
            tick.size(),
            tick.aggressor() == Aggressor.UNKNOWN ? "" : tick.aggressor());
  }

  private static String row(Quote quote) {
    return "%d,%s,%s,%s,%s,%s\n"
        .formatted(
            quote.ts().micros(),
            quote.symbol(),
            quote.bid(),
            quote.bidSize() == null ? "" : quote.bidSize(),
            quote.ask(),
            quote.askSize() == null ? "" : quote.askSize());
  }
}
