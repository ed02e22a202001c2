package io.tapeline.core.tape;

import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads one tape row by row.
 *
 * <p>Rows stand in the order of arrival, so small steps back in time are kept. A row more than a
 * day before the last good one is refused (TS_BEFORE_PREVIOUS). A row more than a day ahead, whose
 * successor is more than a day before it, stands out of place and is refused too
 * (TS_AHEAD_OF_NEXT): otherwise one wrong stamp would make every later row look old. The same holds
 * for the first row. Checks of whole series are {@link TapeCheck}'s.
 */
public final class TapeReader implements AutoCloseable {

  private static final long DAY = EventTime.micros(Duration.ofDays(1));

  private final Path file;
  private final String source;
  private final RowSource rows;
  private @Nullable TapeRow held;
  private @Nullable TapeException failure;
  private long last = Long.MIN_VALUE;

  private TapeReader(Path file, RowSource rows) {
    this.file = file;
    this.source = String.valueOf(file.getFileName());
    this.rows = rows;
  }

  /**
   * Opens a tape, CSV or packed, and reads its header.
   *
   * @throws TapeException if the file is missing, unreadable, empty, damaged or not a tape
   */
  public static TapeReader open(Path file) throws TapeException {
    return open(file, Unpacking.provided());
  }

  /** As {@link #open(Path)}, unpacked this way. */
  public static TapeReader open(Path file, Unpacking unpacking) throws TapeException {
    try {
      boolean packed = PackedFormat.isPacked(file);
      return new TapeReader(file, packed ? PackedRows.open(file) : CsvRows.open(file, unpacking));
    } catch (TapeException e) {
      throw e;
    } catch (IOException e) {
      throw new TapeException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  public Path file() {
    return file;
  }

  public TapeKind kind() {
    return rows.kind();
  }

  /** Whether it is a trades tape with the venue's numbers, of some trades at least. */
  public boolean hasTradeIds() {
    return rows.hasTradeIds();
  }

  /** Bytes of the file read so far, compressed where it is. */
  public long bytesRead() {
    return rows.bytesRead();
  }

  /** What is left out at the end of an unfinished recording, in one line; null if nothing is. */
  public @Nullable String warning() {
    return rows.warning();
  }

  /**
   * The next row, or null at the end.
   *
   * @throws TapeException if the file is cut off or damaged, after every whole row before that
   */
  public @Nullable TapeRow next() throws TapeException {
    TapeRow row = held;
    held = null;
    if (row == null) {
      row = read();
    }
    if (!(row instanceof TapeRow.Usable usable)) {
      return row;
    }
    if (last != Long.MIN_VALUE && usable.micros() < last - DAY) {
      return refused(
          usable, rows.text(), "TS_BEFORE_PREVIOUS", "more than a day before the last good row");
    }
    if (last == Long.MIN_VALUE || usable.micros() > last + DAY) {
      String text = rows.text();
      if (standsAlone(usable)) {
        return refused(usable, text, "TS_AHEAD_OF_NEXT", "more than a day after the next row");
      }
    }
    last = usable.micros();
    return usable;
  }

  /** Looks at the row after one that leaps ahead: is time back where it was? */
  private boolean standsAlone(TapeRow.Usable leap) {
    try {
      held = read();
    } catch (TapeException e) {
      failure = e;
      return false;
    }
    return held instanceof TapeRow.Usable next && next.micros() < leap.micros() - DAY;
  }

  private @Nullable TapeRow read() throws TapeException {
    if (failure != null) {
      throw failure;
    }
    return rows.next();
  }

  private TapeRow.Rejected refused(TapeRow.Usable row, String text, String reason, String detail) {
    return new TapeRow.Rejected(
        new Quarantined(source, row.line(), reason, "ts " + row.micros() + " is " + detail, text));
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
