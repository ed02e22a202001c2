package io.tapeline.marketdata.recording;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.recording.RecordingState.Newest;
import io.tapeline.protocol.shell.LiveFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Writes market events as tapes: {@code SYMBOL/YYYY-MM-DD.trades.csv.gz}, {@code .quotes.csv.gz},
 * {@code .book.csv.gz}, by the UTC day of the event's own time, and what no tape can say into
 * {@code .gaps.csv}.
 *
 * <p>A flush appends one gzip member per file, then replaces the state that names the new lengths.
 * A file that the state does not know is made known before it is written to. Opened again after a
 * crash it cuts off what the state does not cover: every event that is given again from there on is
 * written once.
 *
 * <p>A book file begins with the book as it was at the end of the day before, as a snapshot, so
 * that each can be played by itself.
 */
public final class TapeWriter implements AutoCloseable {

  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);
  private static final int HEAVY_CHARS = 1 << 20;
  private static final String BOOK_END = ".book.csv.gz";

  private final RecordingFolder folder;
  private final DiskRoom room;
  private final Map<String, RecordedPart> parts = new TreeMap<>();
  private final Map<Symbol, OrderBook> books = new HashMap<>();
  private final Map<String, Newest> newest;
  private RecordingState state;
  private long collected;
  private long rows;

  private TapeWriter(RecordingFolder folder, DiskRoom room, RecordingState state) {
    this.folder = folder;
    this.room = room;
    this.state = state;
    this.newest = new TreeMap<>(state.instruments());
  }

  /**
   * Opens a folder to go on where it was left.
   *
   * @throws io.tapeline.core.tape.TapeException if another process writes there
   */
  public static TapeWriter open(Path path, DiskRoom room) throws IOException {
    RecordingFolder folder = RecordingFolder.open(path);
    boolean opened = false;
    try {
      RecordingState state = folder.state();
      Map<String, Long> files = new TreeMap<>();
      for (Map.Entry<String, Long> file : state.files().entrySet()) {
        Path each = path.resolve(file.getKey());
        if (Files.exists(each)) {
          long length = file.getValue();
          boolean whole = Files.size(each) >= length;
          files.put(
              file.getKey(),
              whole ? RecordedPart.cutTo(each, length) : RecordedPart.repaired(each));
        }
      }
      opened = true;
      return new TapeWriter(
          folder,
          room,
          new RecordingState(state.cluster(), files, state.offsets(), state.instruments()));
    } finally {
      if (!opened) {
        folder.close();
      }
    }
  }

  /** Id of the cluster that was recorded last, empty if a venue was. */
  String cluster() {
    return state.cluster();
  }

  /** True if nothing was ever written here. */
  boolean isFresh() {
    return state.instruments().isEmpty();
  }

  /** Goes on with another cluster, whose offsets and numbers begin anew. */
  void moveTo(String cluster) {
    state = state.on(cluster);
    newest.clear();
    newest.putAll(state.instruments());
  }

  /** Offsets to go on from. */
  Map<String, Long> offsets() {
    return state.offsets();
  }

  /** Number of the newest event written. */
  public long lastSeq() {
    return newest.values().stream()
        .mapToLong(each -> Math.max(each.ticksSeq(), each.booksSeq()))
        .max()
        .orElse(0);
  }

  /** Rows taken since it was opened. */
  public long rows() {
    return rows;
  }

  /** Where a venue's feed has to go on so that no trade is left out. */
  public LiveFeed.Resume resume() {
    Map<Symbol, LiveFeed.Resume.Last> last = new HashMap<>();
    newest.forEach(
        (symbol, each) -> {
          Long id = each.tradeId();
          LiveFeed.Resume.Trade trade =
              id == null ? null : new LiveFeed.Resume.Trade(id, new EventTime(each.tradeTs()));
          last.put(new Symbol(symbol), new LiveFeed.Resume.Last(new EventTime(each.ts()), trade));
        });
    return new LiveFeed.Resume(last);
  }

  /**
   * Takes an event, unless it was taken before.
   *
   * @param seenMicros when it was first seen, epoch microseconds
   */
  public void take(MarketEvent event, long seenMicros) throws IOException {
    Newest before = newest.getOrDefault(event.symbol().value(), Newest.NONE);
    boolean depth = event instanceof BookUpdate;
    if (event.seq() <= (depth ? before.booksSeq() : before.ticksSeq())) {
      return;
    }
    switch (event) {
      case Tick tick -> trade(tick, false, seenMicros);
      case MissedTick missed -> trade(missed.trade(), true, seenMicros);
      case Quote quote ->
          add(
              part(event, ".quotes.csv.gz", RecordedRows.QUOTES),
              RecordedRows.quote(quote, seenMicros));
      case BookUpdate update -> depth(update, before.bookTrusted(), seenMicros);
      case FeedGap gap -> {
        books.computeIfAbsent(gap.symbol(), _ -> new OrderBook());
        forget(gap.symbol(), Invalidity.DISCONNECTED);
        gap(event, "feed", gap.reason().name(), seenMicros);
      }
      case MissedCandle _ -> {
        // Of trades that were missed: what is not there is a gap of the tape.
      }
      case Heartbeat _ -> {
        // Readers of tapes make their own.
      }
    }
    newest.put(event.symbol().value(), after(before, event));
  }

  private static Newest after(Newest before, MarketEvent event) {
    Tick trade =
        event instanceof Tick tick ? tick : event instanceof MissedTick it ? it.trade() : null;
    Long id = trade == null ? null : trade.tradeId();
    Long last = before.tradeId();
    boolean newer = trade != null && id != null && (last == null || id > last);
    boolean depth = event instanceof BookUpdate;
    return new Newest(
        depth ? before.ticksSeq() : event.seq(),
        depth ? event.seq() : before.booksSeq(),
        Math.max(before.ts(), event.ts().micros()),
        newer ? id : last,
        newer ? event.ts().micros() : before.tradeTs(),
        event instanceof BookUpdate book
            ? book.invalid() == null && (book.snapshot() || before.bookTrusted())
            : !(event instanceof FeedGap) && before.bookTrusted());
  }

  private void trade(Tick tick, boolean late, long seenMicros) throws IOException {
    add(
        part(tick, ".trades.csv.gz", RecordedRows.TRADES),
        RecordedRows.trade(tick, late, seenMicros));
  }

  private void depth(BookUpdate update, boolean trusted, long seenMicros) throws IOException {
    Invalidity invalid = update.invalid();
    if (invalid != null) {
      forget(update.symbol(), invalid);
      gap(update, "book", invalid.name(), seenMicros);
      return;
    }
    RecordedPart part = part(update, BOOK_END, RecordedRows.BOOK);
    OrderBook book = books.get(update.symbol());
    if (book == null) {
      book =
          trusted && !update.snapshot()
              ? BookMemory.read(
                  folder.path().resolve(folderOf(update.symbol())),
                  update.symbol(),
                  day(update) + BOOK_END)
              : new OrderBook();
      books.put(update.symbol(), book);
    }
    if (part.isNew() && !update.snapshot()) {
      for (BookUpdate.Level level : BookMemory.levels(book)) {
        add(part, RecordedRows.level(update, level, true, seenMicros));
      }
    }
    if (update.snapshot() && update.levels().isEmpty()) {
      gap(update, "book", "EMPTY_SNAPSHOT", seenMicros);
    }
    for (BookUpdate.Level level : update.levels()) {
      add(part, RecordedRows.level(update, level, update.snapshot(), seenMicros));
    }
    book.apply(update);
  }

  private void forget(Symbol symbol, Invalidity reason) {
    OrderBook book = books.get(symbol);
    if (book != null && reason != Invalidity.CROSSED) {
      book.invalidate(reason);
    }
  }

  private void gap(MarketEvent event, String what, String reason, long seenMicros)
      throws IOException {
    add(
        part(event, ".gaps.csv", RecordedRows.GAPS),
        RecordedRows.gap(event.ts().micros(), event.symbol().value(), what, reason, seenMicros));
  }

  /** Notes that events of the whole feed are not recorded. */
  void lost(String reason, long seenMicros) throws IOException {
    add(
        part(day(seenMicros) + ".gaps.csv", RecordedRows.GAPS),
        RecordedRows.gap(seenMicros, "", "recorder", reason, seenMicros));
  }

  /** Keeps input that could not be used. */
  public void reject(Quarantined input, long seenMicros) throws IOException {
    add(
        part(day(seenMicros) + ".rejected.csv", RecordedRows.REJECTED),
        RecordedRows.rejected(input, seenMicros));
  }

  private void add(RecordedPart part, String row) {
    part.add(row);
    collected += row.length();
    rows++;
  }

  private RecordedPart part(MarketEvent event, String end, String header) throws IOException {
    return part(folderOf(event.symbol()) + "/" + day(event) + end, header);
  }

  private RecordedPart part(String key, String header) throws IOException {
    RecordedPart part = parts.get(key);
    if (part == null) {
      Path file = folder.path().resolve(key);
      Long known = state.files().get(key);
      part = new RecordedPart(file, header, known == null ? RecordedPart.repaired(file) : known);
      parts.put(key, part);
    }
    return part;
  }

  /** A folder's name that every file system takes: BTC/USD is BTC-USD. */
  static String folderOf(Symbol symbol) {
    String plain = symbol.value().replaceAll("[^A-Za-z0-9._-]", "-");
    return plain.startsWith(".") ? "-" + plain : plain;
  }

  private static String day(MarketEvent event) {
    return day(event.ts().micros());
  }

  private static String day(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, DAY_MICROS)).toString();
  }

  /** True once so much is collected that it should be written before more is taken. */
  public boolean isHeavy() {
    return collected >= HEAVY_CHARS;
  }

  /**
   * Writes what was collected.
   *
   * @param offsets up to which it is complete
   * @throws NoRoomException if the disk is nearly full; nothing is written then
   */
  public void flush(Map<String, Long> offsets) throws IOException {
    List<String> dirty =
        parts.entrySet().stream()
            .filter(part -> part.getValue().hasRows())
            .map(Map.Entry::getKey)
            .toList();
    if (dirty.isEmpty() && offsets.equals(state.offsets())) {
      return;
    }
    room.require(folder.path(), collected);
    Map<String, Long> files = new TreeMap<>(state.files());
    dirty.forEach(key -> files.putIfAbsent(key, length(key)));
    if (!files.equals(state.files())) {
      state = new RecordingState(state.cluster(), files, state.offsets(), state.instruments());
      folder.write(state);
    }
    for (String key : dirty) {
      RecordedPart part = parts.get(key);
      if (part != null) {
        part.flush();
      }
    }
    Map<String, Long> written = new TreeMap<>();
    dirty.forEach(key -> written.put(key, length(key)));
    state = new RecordingState(state.cluster(), written, offsets, newest);
    folder.write(state);
    // What was not written to just now is looked up again when it is: memory stays bounded.
    parts.keySet().retainAll(dirty);
    collected = 0;
  }

  private long length(String key) {
    RecordedPart part = parts.get(key);
    return part == null ? 0 : part.length();
  }

  /** Gives the folder up; what was not flushed is not written. */
  @Override
  public void close() throws IOException {
    folder.close();
  }
}
