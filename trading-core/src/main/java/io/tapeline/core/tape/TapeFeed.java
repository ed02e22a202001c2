package io.tapeline.core.tape;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Any number of tapes played as one feed.
 *
 * <p><b>Order.</b> Tapes are merged by time. Events of one moment come as trade, then quote, then
 * book, then in the order in which the files were given: the trade met the quote that stood before
 * it, and a quote that changes in the same moment is its consequence. Rows of one file keep their
 * order even where their times step back a little; then the time of the feed stands still. Input
 * that had to be refused comes out where it stands in its file, without a number.
 *
 * <p><b>Depth.</b> Consecutive rows of one symbol with one time are one {@link
 * io.tapeline.core.market.BookUpdate}. If no quotes tape is among the files, a quote follows each
 * update that changed the top of a book.
 *
 * <p><b>Heartbeats.</b> See {@link Heartbeats}. Numbers rise by one for each market event, from 1;
 * the same files and settings give the same numbers again. Memory does not grow with the tapes: one
 * event per file is held.
 */
public final class TapeFeed implements Feed {

  /**
   * How time passes in silence.
   *
   * @param heartbeat silence after which an instrument gets a heartbeat; zero for none at all
   * @param tail how long heartbeats go on after the end of the tapes, so that time stops fire
   */
  public record Settings(Duration heartbeat, Duration tail) {

    /** A heartbeat a second, for 30 s after the end. */
    public static final Settings DEFAULT =
        new Settings(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** The rows of the tapes and nothing else. */
    public static final Settings ROWS_ONLY = new Settings(Duration.ZERO, Duration.ZERO);

    public Settings {
      if (heartbeat.isNegative() || tail.isNegative()) {
        throw new IllegalArgumentException(
            "heartbeat and tail must not be negative: " + heartbeat + ", " + tail);
      }
    }
  }

  private final List<Path> files;
  private final List<TapeSource> sources;
  private final Set<TapeKind> kinds = EnumSet.noneOf(TapeKind.class);
  private final long totalBytes;
  private final Heartbeats heartbeats;
  private final @Nullable BookQuotes bookQuotes;
  private @Nullable MarketEvent derived;
  private long seq;
  private long clock = Long.MIN_VALUE;

  private TapeFeed(List<Path> files, List<TapeSource> sources, long totalBytes, Settings settings) {
    this.files = files;
    this.sources = sources;
    this.totalBytes = totalBytes;
    sources.forEach(source -> kinds.add(source.kind()));
    heartbeats = new Heartbeats(settings);
    bookQuotes = kinds.contains(TapeKind.QUOTES) ? null : new BookQuotes();
  }

  /** Opens tapes with {@link Settings#DEFAULT}. */
  public static TapeFeed open(List<Path> files) throws IOException {
    return open(files, Settings.DEFAULT);
  }

  /**
   * Opens tapes and reads their headers.
   *
   * @throws TapeException if one of them is no tape, or a tape of candles
   */
  public static TapeFeed open(List<Path> files, Settings settings) throws IOException {
    if (files.isEmpty()) {
      throw new TapeException("no tape given: name at least one file");
    }
    List<TapeSource> sources = new ArrayList<>();
    try {
      long bytes = 0;
      for (Path file : files) {
        TapeReader reader = TapeReader.open(file);
        sources.add(new TapeSource(reader));
        if (reader.kind() == TapeKind.CANDLES) {
          throw new TapeException(
              file + ": candles tapes cannot be played; give trades, quotes or book tapes");
        }
        bytes += Files.size(file);
      }
      return new TapeFeed(List.copyOf(files), sources, bytes, settings);
    } catch (IOException e) {
      closeAll(sources, e);
      throw e;
    }
  }

  /** What is left out at the end of unfinished recordings, a line for each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (TapeSource source : sources) {
      String warning = source.warning();
      if (warning != null) {
        warnings.add(warning);
      }
    }
    return warnings;
  }

  /** What the files record. */
  public Set<TapeKind> kinds() {
    return Set.copyOf(kinds);
  }

  /**
   * Whether quotes can come from these files: a quotes tape, or a book tape to derive them from.
   */
  public boolean hasQuotes() {
    return kinds.contains(TapeKind.QUOTES) || kinds.contains(TapeKind.BOOK);
  }

  /** Whether its quotes are made from books, because there is no quotes tape. */
  public boolean derivesQuotes() {
    return kinds.contains(TapeKind.BOOK) && !kinds.contains(TapeKind.QUOTES);
  }

  /** What candles of this feed are made of: trades where a trades tape is given, else the mid. */
  public PriceSource priceSource() {
    return kinds.contains(TapeKind.TRADES) ? PriceSource.TRADE : PriceSource.MID;
  }

  /**
   * {@inheritDoc}
   *
   * @throws TapeException if a file turns out to be cut off or damaged; everything before that has
   *     been delivered
   */
  @Override
  public @Nullable Event next() throws IOException {
    if (derived != null) {
      MarketEvent quote = derived;
      derived = null;
      return quote;
    }
    TapeSource source = earliest();
    if (source == null) {
      MarketEvent beat = heartbeats.afterEnd(clock, seq + 1);
      return beat == null ? null : numbered(beat);
    }
    if (source.rejected() != null) {
      return source.takeRejected();
    }
    MarketEvent beat = heartbeats.before(source.micros(), clock, seq + 1);
    if (beat != null) {
      return numbered(beat);
    }
    return played(source);
  }

  private MarketEvent played(TapeSource source) {
    MarketEvent event = numbered(source.take(seq + 1));
    heartbeats.heard(event.symbol(), clock);
    if (bookQuotes != null) {
      derived = bookQuotes.after(event, seq + 1);
      if (derived != null) {
        seq++;
      }
    }
    return event;
  }

  private MarketEvent numbered(MarketEvent event) {
    seq = event.seq();
    clock = Math.max(clock, event.ts().micros());
    return event;
  }

  /** The source whose event is next: a rejected row first, then by time, kind, order of files. */
  private @Nullable TapeSource earliest() throws TapeException {
    TapeSource first = null;
    for (TapeSource source : sources) {
      source.lookAhead();
      if (source.rejected() != null) {
        return source;
      }
      if (source.hasEvent() && (first == null || source.isBefore(first))) {
        first = source;
      }
    }
    return first;
  }

  @Override
  public double progress() {
    long read = 0;
    for (TapeSource source : sources) {
      read += source.bytesRead();
    }
    return totalBytes == 0 ? 1 : Math.min(1, (double) read / totalBytes);
  }

  /**
   * Twelve hexadecimal digits that stand for the content of the files in their order, wherever they
   * lie. Reads them all.
   */
  public String fingerprint() throws IOException {
    return Fingerprint.of(files);
  }

  /** Time of the newest event delivered, null before the first. */
  public @Nullable EventTime time() {
    return clock == Long.MIN_VALUE ? null : new EventTime(clock);
  }

  @Override
  public void close() throws IOException {
    IOException failure = new IOException("closing tapes failed");
    closeAll(sources, failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private static void closeAll(List<TapeSource> sources, IOException keeper) {
    for (TapeSource source : sources) {
      try {
        source.close();
      } catch (IOException e) {
        keeper.addSuppressed(e);
      }
    }
  }
}
