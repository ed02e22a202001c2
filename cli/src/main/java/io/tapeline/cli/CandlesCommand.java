package io.tapeline.cli;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleBuilder;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code tapeline candles}: candles of tapes as CSV, sorted by close time, then symbol. The last
 * candle of each symbol is printed as far as the tape goes.
 */
@Command(
    name = "candles",
    description = "Candles made of tapes, as CSV on stdout.",
    mixinStandardHelpOptions = true)
final class CandlesCommand implements Callable<Integer> {

  static final String HEADER = "ts,symbol,timeframe,open,high,low,close,volume";

  private static final Comparator<Candle> BY_CLOSE_THEN_SYMBOL =
      Comparator.<Candle>comparingLong(candle -> candle.openTime().micros())
          .thenComparing(Candle::symbol);

  private final Console console;
  private final Map<Symbol, CandleBuilder> builders = new HashMap<>();
  private final PriorityQueue<Candle> waiting = new PriorityQueue<>(BY_CLOSE_THEN_SYMBOL);
  private final QuarantineTally quarantined = new QuarantineTally();
  private boolean depthSeen;

  @Option(
      names = "--tape",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Trades, quotes or book tapes, CSV or gzip; several are merged by time.")
  private List<Path> tapes = List.of();

  @Option(
      names = "--timeframe",
      required = true,
      paramLabel = "1s|1m|5m|15m|1h",
      description = "Length of the candles.")
  private Timeframe timeframe = Timeframe.M1;

  @Option(
      names = "--price",
      paramLabel = "trade|bid|ask|mid",
      description = "What they are made of; trade where a trades tape is given, else mid.")
  private @Nullable PriceSource price;

  CandlesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (TapeFeed feed = TapeFeed.open(tapes, TapeFeed.Settings.ROWS_ONLY)) {
      PriceSource source = price == null ? feed.priceSource() : price;
      if (source == PriceSource.TRADE && feed.priceSource() != PriceSource.TRADE) {
        throw CommandException.wrongInput(
            "--price trade needs a trades tape; these have quotes or books: use bid, ask or mid");
      }
      if (source != PriceSource.TRADE && !feed.hasQuotes()) {
        throw CommandException.wrongInput(
            "--price %s needs a quotes or book tape; these have trades only"
                .formatted(source.label()));
      }
      play(feed, source);
    }
    return ExitStatus.DONE;
  }

  private void play(TapeFeed feed, PriceSource source) throws IOException {
    try (CsvOutput csv = new CsvOutput(console.out(), HEADER)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        switch (event) {
          case Quarantined row -> quarantined.add(row);
          case BookUpdate _ -> depthSeen = true;
          case MarketEvent market -> take(market, source, csv);
          default -> throw new IllegalStateException("unexpected on a feed: " + event.id());
        }
      }
      builders.values().forEach(builder -> waiting.addAll(builder.finish()));
      print(Long.MAX_VALUE, csv);
    } finally {
      quarantined.tell(console);
    }
    if (builders.isEmpty() && !depthSeen) {
      throw CommandException.wrongInput("no usable row in " + tapes.getFirst());
    }
    long late = builders.values().stream().mapToLong(CandleBuilder::latePrices).sum();
    if (late > 0) {
      console.note(late + " prices came after their candle had closed and were left out");
    }
  }

  private void take(MarketEvent event, PriceSource source, CsvOutput csv) {
    CandleBuilder builder =
        builders.computeIfAbsent(
            event.symbol(), symbol -> new CandleBuilder(symbol, List.of(timeframe), source));
    builder.apply(event);
    List<Candle> closed = builder.closed();
    if (!closed.isEmpty()) {
      waiting.addAll(closed);
      long open = Long.MAX_VALUE;
      for (CandleBuilder other : builders.values()) {
        open = Math.min(open, other.earliestOpenEnd());
      }
      print(open, csv);
    }
  }

  /** Prints what ends before every candle still open. */
  private void print(long beforeEnd, CsvOutput csv) {
    for (Candle next = waiting.peek(); next != null; next = waiting.peek()) {
      if (next.openTime().plus(timeframe.length()).micros() >= beforeEnd) {
        return;
      }
      waiting.remove();
      csv.row(
          next.openTime().micros(),
          next.symbol(),
          timeframe.label(),
          next.open(),
          next.high(),
          next.low(),
          next.close(),
          next.volume());
    }
  }
}
