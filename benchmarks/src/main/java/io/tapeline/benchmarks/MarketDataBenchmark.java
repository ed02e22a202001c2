package io.tapeline.benchmarks;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Tick;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.time.EventTime;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Rows per second from tapes that are not compressed, in one thread: read and split alone, which is
 * the floor; validated and merged; and all the way through the candles of five timeframes and the
 * order books. The tapes are a simulated market's trades and depth.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class MarketDataBenchmark {

  private static final int ROWS = 200_000;

  private Path folder = Path.of(".");
  private List<Path> tapes = List.of();

  @Setup
  public void write() throws IOException {
    folder = Files.createTempDirectory("market-data-benchmark");
    Path trades = folder.resolve("trades.csv");
    Path book = folder.resolve("book.csv");
    tapes = List.of(trades, book);
    int rows = 0;
    try (SimulatedMarket market =
            new SimulatedMarket(SimulationSettings.defaults(7, new EventTime(1_000_000)));
        BufferedWriter tradeRows = Files.newBufferedWriter(trades);
        BufferedWriter bookRows = Files.newBufferedWriter(book)) {
      tradeRows.write("ts,symbol,price,size,side\n");
      bookRows.write("ts,symbol,side,price,size,type\n");
      for (MarketEvent event = market.next(); event != null && rows < ROWS; event = market.next()) {
        switch (event) {
          case Tick tick -> {
            tradeRows.write(row(tick));
            rows++;
          }
          case BookUpdate update -> {
            for (BookUpdate.Level level : update.levels()) {
              if (rows++ < ROWS) {
                bookRows.write(row(update, level));
              }
            }
          }
          default -> {}
        }
      }
    }
    if (rows < ROWS) {
      throw new IllegalStateException("the simulated market ended after " + rows + " rows");
    }
  }

  private static String row(Tick tick) {
    return "%d,%s,%s,%s,%s\n"
        .formatted(tick.ts().micros(), tick.symbol(), tick.price(), tick.size(), tick.aggressor());
  }

  private static String row(BookUpdate update, BookUpdate.Level level) {
    return "%d,%s,%s,%s,%s,%s\n"
        .formatted(
            update.ts().micros(),
            update.symbol(),
            level.side().sign() > 0 ? "BID" : "ASK",
            level.price(),
            level.size(),
            update.snapshot() ? "snapshot" : "update");
  }

  @TearDown
  public void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The floor: each row read as text, split, its time and its decimals taken as numbers. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void bareLoop(Blackhole sink) throws IOException {
    for (Path tape : tapes) {
      try (BufferedReader reader = Files.newBufferedReader(tape)) {
        reader.readLine();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          String[] cells = line.split(",", -1);
          int price = cells.length == 6 ? 3 : 2;
          sink.consume(Long.parseLong(cells[0]));
          sink.consume(Double.parseDouble(cells[price]));
          sink.consume(Double.parseDouble(cells[price + 1]));
        }
      }
    }
  }

  /** Validated, merged by time, as events with exact amounts. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void validated(Blackhole sink) throws IOException {
    try (TapeFeed feed = TapeFeed.open(tapes)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        sink.consume(event);
      }
    }
  }

  /** The same, then candles and books. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void candlesAndBooks(Blackhole sink) throws IOException {
    MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
    Map<Symbol, OrderBook> books = new HashMap<>();
    try (TapeFeed feed = TapeFeed.open(tapes)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        stage.apply(event);
        sink.consume(stage.project(event));
        if (event instanceof BookUpdate update) {
          OrderBook book = books.computeIfAbsent(update.symbol(), _ -> new OrderBook());
          book.apply(update);
          sink.consume(book.top());
        }
      }
    }
  }
}
