package io.tapeline.cli;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleBuilder;
import io.tapeline.core.candle.ForeignSeries;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.RawCandle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.export.Csv;
import io.tapeline.core.indicator.named.Input;
import io.tapeline.core.indicator.named.NamedIndicator;
import io.tapeline.core.indicator.named.Study;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One indicator over files, each symbol by itself; rows come in the order of the input. */
final class IndicatorRun {

  private final NamedIndicator indicator;
  private final Map<String, String> parameters;
  private final Instruments instruments;
  private final Console console;
  private final Map<Symbol, Followed> followed = new HashMap<>();
  private final QuarantineTally quarantined = new QuarantineTally();
  private long rows;

  /** What is known of one symbol. */
  private static final class Followed {

    final Study study;
    final ForeignSeries series = new ForeignSeries();
    final OrderBook book = new OrderBook();
    @Nullable CandleBuilder builder;

    Followed(Study study) {
      this.study = study;
    }
  }

  IndicatorRun(
      NamedIndicator indicator,
      Map<String, String> parameters,
      Instruments instruments,
      Console console) {
    this.indicator = indicator;
    this.parameters = parameters;
    this.instruments = instruments;
    this.console = console;
  }

  /** Prints the values of candles tapes. */
  void ofCandles(List<Path> files) throws IOException {
    if (!indicator.input().takesCandles()) {
      throw CommandException.wrongInput(
          "%s needs %s: give it with --tape"
              .formatted(indicator.name(), indicator.input().label()));
    }
    for (Path file : files) {
      try (TapeReader reader = TapeReader.open(file)) {
        if (reader.kind() != TapeKind.CANDLES) {
          throw CommandException.wrongInput(
              "%s: is a %s tape; give it with --tape".formatted(file, reader.kind().label()));
        }
      }
    }
    CandleRows candles = new CandleRows(quarantined);
    try (CsvOutput csv = output()) {
      for (Path file : files) {
        candles.read(file, candle -> take(candle, csv));
      }
    } finally {
      quarantined.tell(console);
    }
    long passedOver = 0;
    for (Followed each : followed.values()) {
      passedOver += each.series.passedOver();
    }
    if (passedOver > 0) {
      console.note(passedOver + " candles repeat or precede the one before and were left out");
    }
    tellEnd(files);
  }

  private void take(RawCandle raw, CsvOutput csv) {
    Followed of = followed(raw.symbol());
    of.series.take(raw).forEach(candle -> take(of, candle, csv));
  }

  /** Prints the values of trades, quotes and books, and of the candles made of them. */
  void ofTapes(List<Path> files, Timeframe timeframe) throws IOException {
    if (CandleTapes.are(files)) {
      throw CommandException.wrongInput(
          files.getFirst() + ": is a candles tape; give it with --candles");
    }
    try (TapeFeed feed = TapeFeed.open(files, TapeFeed.Settings.ROWS_ONLY)) {
      feed.warnings().forEach(console::note);
      check(feed);
      try (CsvOutput csv = output()) {
        for (Event event = feed.next(); event != null; event = feed.next()) {
          switch (event) {
            case Quarantined row -> quarantined.add(row);
            case MarketEvent market -> take(market, feed.priceSource(), timeframe, csv);
            default -> throw new IllegalStateException("unexpected on a feed: " + event.id());
          }
        }
        for (Followed each : followed.values()) {
          if (each.builder != null) {
            each.builder.finish().forEach(candle -> take(each, candle, csv));
          }
        }
      } finally {
        quarantined.tell(console);
      }
    }
    tellEnd(files);
  }

  private void check(TapeFeed feed) {
    boolean suited =
        switch (indicator.input()) {
          case CANDLES -> true;
          case TRADES, TRADES_OR_CANDLES -> feed.kinds().contains(TapeKind.TRADES);
          case QUOTES -> feed.hasQuotes();
          case BOOK -> feed.kinds().contains(TapeKind.BOOK);
        };
    if (!suited) {
      throw CommandException.wrongInput(
          "%s needs %s; none is among the files"
              .formatted(indicator.name(), indicator.input().label()));
    }
  }

  private void take(MarketEvent event, PriceSource source, Timeframe timeframe, CsvOutput csv) {
    Followed of = followed(event.symbol());
    if (indicator.input().takesCandles()) {
      CandleBuilder builder = of.builder;
      if (builder == null) {
        builder =
            new CandleBuilder(
                event.symbol(),
                List.of(timeframe),
                source,
                CandleBuilder.Settings.RESEARCH,
                instruments.get(event.symbol()).calendar());
        of.builder = builder;
      }
      builder.apply(event);
      builder.closed().forEach(candle -> take(of, candle, csv));
    }
    if (event instanceof Tick tick) {
      print(tick.ts(), tick.symbol(), of.study.onTick(tick), csv);
    } else if (event instanceof Quote quote) {
      print(quote.ts(), quote.symbol(), of.study.onQuote(quote), csv);
    } else if (event instanceof BookUpdate update && indicator.input() == Input.BOOK) {
      of.book.apply(update);
      print(update.ts(), update.symbol(), of.study.onBook(of.book, update.ts()), csv);
    }
  }

  private void take(Followed of, Candle candle, CsvOutput csv) {
    List<List<?>> values = of.study.onCandle(candle);
    if (candle.isFirstOfPrices()) {
      print(candle.openTime(), candle.symbol(), values, csv);
    }
  }

  private Followed followed(Symbol symbol) {
    return followed.computeIfAbsent(
        symbol, _ -> new Followed(indicator.study(parameters, instruments.get(symbol))));
  }

  private CsvOutput output() {
    return new CsvOutput(console.out(), "ts,symbol," + String.join(",", indicator.columns()));
  }

  private void print(EventTime ts, Symbol symbol, List<List<?>> values, CsvOutput csv) {
    for (List<?> row : values) {
      List<@Nullable Object> cells = new ArrayList<>(row.size() + 2);
      cells.add(ts.micros());
      cells.add(symbol);
      row.forEach(value -> cells.add(plain(value)));
      csv.row(cells.toArray());
      rows++;
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Double number -> Csv.plain(BigDecimal.valueOf(number));
      case BigDecimal number -> Csv.plain(number);
      case null, default -> value;
    };
  }

  private void tellEnd(List<Path> files) {
    if (followed.isEmpty()) {
      throw CommandException.wrongInput("no usable row in " + files.getFirst());
    }
    if (rows == 0) {
      console.note(
          indicator.name() + ": no value; the input is too short, or there was nothing to tell");
    }
  }
}
