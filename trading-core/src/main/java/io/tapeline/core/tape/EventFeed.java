package io.tapeline.core.tape;

import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketEvent;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A recording of {@link EventCsv} played again: the very events with the numbers and in the order
 * they had, heartbeats included.
 */
public final class EventFeed implements Feed {

  private final Path file;
  private final LineSource lines;
  private final long lastSeq;
  private long seq;

  private EventFeed(Path file, LineSource lines, long lastSeq) {
    this.file = file;
    this.lines = lines;
    this.lastSeq = lastSeq;
  }

  /**
   * Opens a recording, plain or gzip.
   *
   * @param lastSeq number of the last event to play; what lies behind it, whole or not, is not
   *     looked at, so that a recording may be played while it is written
   * @throws TapeException if the file is missing, damaged or not a recording
   */
  public static EventFeed open(Path file, long lastSeq) throws TapeException {
    LineSource lines = LineSource.open(file);
    boolean opened = false;
    try {
      if (!lines.next() || !EventCsv.isHeader(lines.text())) {
        throw new TapeException(
            file + ": is no recording of market events; one starts with " + EventCsv.HEADER);
      }
      opened = true;
      return new EventFeed(file, lines, lastSeq);
    } finally {
      if (!opened) {
        closeQuietly(lines);
      }
    }
  }

  private static void closeQuietly(LineSource lines) {
    try {
      lines.close();
    } catch (IOException e) {
      // The first failure is the one to tell.
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws TapeException if a line cannot be read, steps back, or is missing
   */
  @Override
  public @Nullable MarketEvent next() throws TapeException {
    if (seq >= lastSeq) {
      return null;
    }
    if (!lines.next()) {
      throw new TapeException(
          "%s: ends after event %d, %d are recorded".formatted(file, seq, lastSeq));
    }
    MarketEvent event = parse();
    if (event.seq() <= seq) {
      throw new TapeException(
          "%s: line %d: event %d after event %d".formatted(file, lines.line(), event.seq(), seq));
    }
    seq = event.seq();
    return event;
  }

  private MarketEvent parse() throws TapeException {
    try {
      return EventCsv.parse(lines.text());
    } catch (IllegalArgumentException e) {
      throw new TapeException("%s: line %d: %s".formatted(file, lines.line(), e.getMessage()), e);
    }
  }

  @Override
  public double progress() {
    return lastSeq == 0 ? 1 : (double) seq / lastSeq;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
