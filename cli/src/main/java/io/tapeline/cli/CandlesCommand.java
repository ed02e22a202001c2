package io.tapeline.cli;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleBuilder;
import io.tapeline.core.candle.CandleTally;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * {@code tapeline candles}: candles of tapes as CSV, sorted by close time, then symbol. There is
 * one for every slot with a price in it, those with missing minutes included, and the last one of
 * each symbol is printed as far as the tape goes.
 */
@Command(
    name = "candles",
    description = "Candles made of tapes, as CSV on stdout.",
    mixinStandardHelpOptions = true)
final class CandlesCommand implements Callable<Integer> {

  static final String HEADER = "ts,symbol,timeframe,open,high,low,close,volume";

  private static final Comparator<Candle> BY_CLOSE_THEN_SYMBOL =
      Comparator.<Candle>comparingLong(candle -> candle.openTime().micros())
          .thenComparing(Candle::symbol)
          .thenComparingInt(Candle::revision);

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
      description =
          "Trades, quotes or book tapes, CSV or gzip; several are merged by time. Or tapes of"
              + " shorter candles.")
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

  @Option(
      names = "--revisions",
      description =
          "Print candles again when a late price corrects them; column revision tells them apart.")
  private boolean revisions;

  @Option(
      names = "--synthetic",
      description = "Print the minutes too that fill gaps of up to three minutes.")
  private boolean synthetic;

  CandlesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (CandleTapes.are(tapes)) {
      return ofCandles();
    }
    try (TapeFeed feed = TapeFeed.open(tapes, TapeFeed.Settings.ROWS_ONLY)) {
      feed.warnings().forEach(console::note);
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

  private int ofCandles() throws IOException {
    if (price != null || revisions || synthetic) {
      throw CommandException.wrongInput(
          "--price, --revisions and --synthetic are for tapes of trades, quotes or books;"
              + " these have candles");
    }
    try (CsvOutput csv = new CsvOutput(console.out(), HEADER)) {
      new CandleTapes(timeframe, console).print(tapes, csv);
    }
    return ExitStatus.DONE;
  }

  private void play(TapeFeed feed, PriceSource source) throws IOException {
    Instruments instruments = LineSettings.builtInInstruments();
    try (CsvOutput csv = new CsvOutput(console.out(), revisions ? HEADER + ",revision" : HEADER)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        switch (event) {
          case Quarantined row -> quarantined.add(row);
          case BookUpdate _ -> depthSeen = true;
          case MarketEvent market ->
              take(market, source, instruments.get(market.symbol()).calendar(), csv);
          default -> throw new IllegalStateException("unexpected on a feed: " + event.id());
        }
      }
      builders.values().forEach(builder -> await(builder.finish()));
      print(Long.MAX_VALUE, csv);
    } finally {
      quarantined.tell(console);
    }
    if (builders.isEmpty() && !depthSeen) {
      throw CommandException.wrongInput("no usable row in " + tapes.getFirst());
    }
    tellLatePrices();
  }

  private void tellLatePrices() {
    CandleTally tally = CandleTally.NONE;
    for (CandleBuilder builder : builders.values()) {
      tally = tally.plus(builder.tally());
    }
    if (!revisions && tally.latePrices() > 0) {
      console.note(
          "%d prices came after their candle had closed and were left out; --revisions takes them in"
              .formatted(tally.latePrices()));
    } else if (tally.leftOut() > 0) {
      console.note(
          "%d prices came so long after their candle had closed that they were left out"
              .formatted(tally.leftOut()));
    }
  }

  private void take(
      MarketEvent event, PriceSource source, TradingCalendar calendar, CsvOutput csv) {
    CandleBuilder builder =
        builders.computeIfAbsent(
            event.symbol(),
            symbol ->
                new CandleBuilder(
                    symbol, List.of(timeframe), source, CandleBuilder.Settings.RESEARCH, calendar));
    builder.apply(event);
    List<Candle> closed = builder.closed();
    if (!closed.isEmpty()) {
      await(closed);
      long open = Long.MAX_VALUE;
      for (CandleBuilder other : builders.values()) {
        open = Math.min(open, other.earliestOpenEnd());
      }
      print(open, csv);
    }
  }

  private void await(List<Candle> candles) {
    for (Candle candle : candles) {
      if ((synthetic || !candle.synthetic()) && (revisions || candle.revision() == 0)) {
        waiting.add(candle);
      }
    }
  }

  /** Prints what ends before every candle still open. */
  private void print(long beforeEnd, CsvOutput csv) {
    for (Candle next = waiting.peek(); next != null; next = waiting.peek()) {
      if (next.closeTime().micros() >= beforeEnd) {
        return;
      }
      waiting.remove();
      csv.row(cells(next));
    }
  }

  private @Nullable Object[] cells(Candle candle) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(candle.openTime().micros());
    cells.add(candle.symbol());
    cells.add(timeframe.label());
    cells.add(candle.open());
    cells.add(candle.high());
    cells.add(candle.low());
    cells.add(candle.close());
    cells.add(candle.volume());
    if (revisions) {
      cells.add(candle.revision());
    }
    return cells.toArray();
  }
}
