package io.tapeline.system;

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

/**
 * A simulated market written down as a trades and a quotes tape.
 *
 * @param rows events on both tapes together
 */
record SimulatedTape(Path trades, Path quotes, long rows) {

  private static final EventTime START = new EventTime(1_767_225_600_000_000L);

  /** Writes both tapes into a folder; the same seed and length give the same tapes. */
  static SimulatedTape write(Path folder, long seed, Duration length) throws IOException {
    Path trades = folder.resolve("sim-trades.csv");
    Path quotes = folder.resolve("sim-quotes.csv");
    long rows = 0;
    SimulationSettings settings = SimulationSettings.defaults(seed, START).withDuration(length);
    try (SimulatedMarket market = new SimulatedMarket(settings);
        BufferedWriter tradeRows = Files.newBufferedWriter(trades);
        BufferedWriter quoteRows = Files.newBufferedWriter(quotes)) {
      tradeRows.write("ts,symbol,price,size,side\n");
      quoteRows.write("ts,symbol,bid,bid_size,ask,ask_size\n");
      for (MarketEvent event = market.next(); event != null; event = market.next()) {
        switch (event) {
          case Tick tick -> tradeRows.write(row(tick));
          case Quote quote -> quoteRows.write(row(quote));
          default -> rows--;
        }
        rows++;
      }
    }
    return new SimulatedTape(trades, quotes, rows);
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

  /** As arguments of {@code --tape}. */
  List<String> files() {
    return List.of(trades.toString(), quotes.toString());
  }
}
