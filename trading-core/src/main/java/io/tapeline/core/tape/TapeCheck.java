package io.tapeline.core.tape;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.candle.CandleFault;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tape whole and notes what is in it and what is wrong with it.
 *
 * <p>Times, gaps, order and repetitions are those of the usable rows, per symbol. Of a trades tape
 * repetitions are no fault: two equal trades in a row are two trades.
 */
public final class TapeCheck {

  /** How far the silence of a symbol is usual; longer ones are counted. */
  public static final Duration USUAL_GAP = Duration.ofSeconds(5);

  private static final Set<String> FOR_INFORMATION =
      Stream.concat(Stream.of("DUPLICATE", "LATE"), CandleCheck.FOR_INFORMATION.stream())
          .collect(Collectors.toUnmodifiableSet());
  private static final long LONE_LAST_ROW = EventTime.micros(Duration.ofHours(1));

  private final Path file;
  private final Map<Symbol, Series> series = new TreeMap<>();
  private final Map<String, Finding> rejected = new TreeMap<>();
  private final Map<String, Finding> faults = new LinkedHashMap<>();
  private @Nullable TapeKind kind;
  private @Nullable Series newest;
  private long usable;

  private final CandleCheck candles;

  private TapeCheck(Path file, @Nullable EventTime now) {
    this.file = file;
    this.candles = new CandleCheck(now, (code, line, detail) -> find(faults, code, line, detail));
  }

  /** How often something was found, and where first. */
  public record Finding(long count, long firstLine, String detail) {

    private Finding again() {
      return new Finding(count + 1, firstLine, detail);
    }
  }

  /**
   * One symbol of a tape.
   *
   * @param largestGapMicros longest time between a row and the next
   * @param largestGapLine line of the row that ended it, 0 if there is no gap
   * @param gaps gaps longer than usual: {@link #USUAL_GAP}, of candles their own length
   * @param sameTime rows with the time of the row before
   */
  public record SymbolSummary(
      Symbol symbol,
      long rows,
      EventTime first,
      EventTime last,
      long largestGapMicros,
      long largestGapLine,
      long gaps,
      long sameTime) {}

  /** Whether a tape can be used. */
  public enum Verdict {
    USABLE,
    USABLE_WITH_WARNINGS,
    UNUSABLE
  }

  /**
   * What was found.
   *
   * @param kind null if the file is no tape
   * @param rejected rows that cannot be used, by reason code
   * @param faults what else is suspicious, by code: OUT_OF_ORDER, DUPLICATE, BOOK_CROSSED,
   *     NO_SNAPSHOT, LONE_LAST_ROW, LATE (trades asked for after an interruption), TORN_TAIL (a
   *     recording whose recorder was killed); of candles also PRICE_JUMP, and for information
   *     PRICE_JUMP_CONFIRMED, VOLUME_SPIKE, INSUFFICIENT_DATA, TOO_MANY_GAPS
   * @param problem why reading ended early or never began, null if it did not
   */
  public record Result(
      Path file,
      @Nullable TapeKind kind,
      long usableRows,
      List<SymbolSummary> symbols,
      Map<String, Finding> rejected,
      Map<String, Finding> faults,
      @Nullable String problem) {

    /** Unusable if damaged or without a usable row; what is for information is no warning. */
    public Verdict verdict() {
      if (problem != null || usableRows == 0) {
        return Verdict.UNUSABLE;
      }
      boolean clean = rejected.isEmpty() && FOR_INFORMATION.containsAll(faults.keySet());
      return clean ? Verdict.USABLE : Verdict.USABLE_WITH_WARNINGS;
    }

    /** All rows, those that cannot be used included. */
    public long rows() {
      return usableRows + rejected.values().stream().mapToLong(Finding::count).sum();
    }

    /** How often this reason or fault was found. */
    public long count(String code) {
      Finding finding = rejected.getOrDefault(code, faults.get(code));
      return finding == null ? 0 : finding.count();
    }
  }

  /** Checks one file; what cannot be read at all is told in the result. */
  public static Result of(Path file) {
    return new TapeCheck(file, null).run();
  }

  /**
   * The same, refusing candles that open later than a candle from now.
   *
   * @param now the time at the reader
   */
  public static Result of(Path file, EventTime now) {
    return new TapeCheck(file, now).run();
  }

  private Result run() {
    try (TapeReader reader = TapeReader.open(file)) {
      kind = reader.kind();
      for (TapeRow row = reader.next(); row != null; row = reader.next()) {
        switch (row) {
          case TapeRow.Rejected bad ->
              find(rejected, bad.quarantined().reason(), bad.line(), bad.quarantined().detail());
          case TapeRow.Bar bar -> takeBar(bar);
          case TapeRow.Usable good -> take(good);
        }
      }
      series.values().forEach(this::finish);
      candles.finish();
      lookAtLastRow();
      lookAtEnd(reader);
      return result(usable == 0 ? file + ": no usable row" : null);
    } catch (IOException e) {
      return result(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private Result result(@Nullable String problem) {
    List<SymbolSummary> symbols = new ArrayList<>();
    series.values().forEach(one -> symbols.add(one.summary()));
    return new Result(
        file,
        kind,
        usable,
        List.copyOf(symbols),
        Map.copyOf(rejected),
        Map.copyOf(faults),
        problem);
  }

  private static void find(Map<String, Finding> where, String code, long line, String detail) {
    where.merge(code, new Finding(1, line, detail), (known, _) -> known.again());
  }

  private void takeBar(TapeRow.Bar bar) {
    CandleFault fault = candles.take(bar);
    if (fault == null) {
      take(bar);
    } else {
      find(rejected, fault.code().name(), bar.line(), fault.detail());
    }
  }

  private void take(TapeRow.Usable row) {
    usable++;
    Series one = series.get(row.symbol());
    if (one == null) {
      one = new Series(row.symbol(), row);
      series.put(row.symbol(), one);
    } else if (row instanceof TapeRow.Trade trade && trade.late()) {
      find(faults, "LATE", row.line(), "asked for after an interruption");
      one.late();
    } else {
      compare(one, row);
    }
    newest = one;
    if (row instanceof TapeRow.Depth depth) {
      gather(one, depth);
    }
  }

  private void compare(Series one, TapeRow.Usable row) {
    long gap = row.micros() - one.last.micros();
    if (gap < 0) {
      find(faults, "OUT_OF_ORDER", row.line(), -gap + " microseconds before the row before");
    }
    if (gap == 0 && sameContent(row, one.last)) {
      find(faults, "DUPLICATE", row.line(), "equal to the row before of its symbol");
    }
    one.next(row, gap);
  }

  private static boolean sameContent(TapeRow.Usable a, TapeRow.Usable b) {
    return unnumbered(a).equals(unnumbered(b));
  }

  private static TapeRow.Usable unnumbered(TapeRow.Usable row) {
    return switch (row) {
      case TapeRow.Trade r ->
          new TapeRow.Trade(
              0, r.micros(), r.symbol(), r.price(), r.size(), r.aggressor(), r.late(), r.tradeId());
      case TapeRow.BidAsk r ->
          new TapeRow.BidAsk(0, r.micros(), r.symbol(), r.bid(), r.bidSize(), r.ask(), r.askSize());
      case TapeRow.Depth r -> new TapeRow.Depth(0, r.micros(), r.symbol(), r.snapshot(), r.level());
      case TapeRow.Bar r ->
          new TapeRow.Bar(
              0,
              r.micros(),
              r.symbol(),
              r.timeframe(),
              r.open(),
              r.high(),
              r.low(),
              r.close(),
              r.volume());
    };
  }

  private void gather(Series one, TapeRow.Depth row) {
    TapeRow.Depth first = one.firstOfGroup;
    if (first != null && (first.micros() != row.micros() || first.snapshot() != row.snapshot())) {
      applyGroup(one, first);
      first = null;
    }
    if (first == null) {
      one.firstOfGroup = row;
      one.levels = new ArrayList<>();
    }
    one.levels.add(row.level());
  }

  private void applyGroup(Series one, TapeRow.Depth first) {
    Origin origin = new Origin(1, new EventTime(first.micros()));
    one.book.apply(new BookUpdate(origin, first.symbol(), first.snapshot(), one.levels));
    switch (one.book.state()) {
      case INVALID ->
          find(faults, "BOOK_CROSSED", first.line(), first.symbol() + " crossed or locked itself");
      case AWAITING_SNAPSHOT, VALID, ONE_SIDED -> {}
    }
  }

  private void finish(Series one) {
    if (one.firstOfGroup != null) {
      applyGroup(one, one.firstOfGroup);
      if (one.book.state() == OrderBook.State.AWAITING_SNAPSHOT) {
        find(faults, "NO_SNAPSHOT", one.first.line(), one.symbol + " has changes but no snapshot");
      }
    }
  }

  private void lookAtLastRow() {
    if (newest != null
        && kind != TapeKind.CANDLES
        && newest.rows > 1
        && newest.lastGap >= LONE_LAST_ROW) {
      find(
          faults,
          "LONE_LAST_ROW",
          newest.last.line(),
          "the last row is %d s after the one before".formatted(newest.lastGap / 1_000_000));
    }
  }

  private void lookAtEnd(TapeReader reader) {
    String warning = reader.warning();
    if (warning != null) {
      find(
          faults,
          "TORN_TAIL",
          rows() + 2,
          warning + "; 'tapeline tape repair FILE' removes them, a recorder that goes on does too");
    }
  }

  private long rows() {
    return usable + rejected.values().stream().mapToLong(Finding::count).sum();
  }

  private static final class Series {

    private final Symbol symbol;
    private final TapeRow.Usable first;
    private final long usualGap;
    private final OrderBook book = new OrderBook();
    private TapeRow.Usable last;
    private TapeRow.@Nullable Depth firstOfGroup;
    private List<BookUpdate.Level> levels = new ArrayList<>();
    private long rows = 1;
    private long lastGap;
    private long largestGap;
    private long largestGapLine;
    private long gaps;
    private long sameTime;

    Series(Symbol symbol, TapeRow.Usable first) {
      this.symbol = symbol;
      this.first = first;
      this.last = first;
      this.usualGap =
          EventTime.micros(first instanceof TapeRow.Bar bar ? bar.timeframe().length() : USUAL_GAP);
    }

    void next(TapeRow.Usable row, long gap) {
      rows++;
      last = row;
      lastGap = gap;
      if (gap > largestGap) {
        largestGap = gap;
        largestGapLine = row.line();
      }
      if (gap > usualGap) {
        gaps++;
      }
      if (gap == 0) {
        sameTime++;
      }
    }

    /** Counts a row that stands out of the order of times for a reason. */
    void late() {
      rows++;
    }

    SymbolSummary summary() {
      return new SymbolSummary(
          symbol,
          rows,
          new EventTime(first.micros()),
          new EventTime(last.micros()),
          largestGap,
          largestGapLine,
          gaps,
          sameTime);
    }
  }
}
