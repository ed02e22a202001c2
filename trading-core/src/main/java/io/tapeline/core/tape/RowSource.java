package io.tapeline.core.tape;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one tape, whatever form it has. */
sealed interface RowSource extends AutoCloseable permits CsvRows, PackedRows {

  TapeKind kind();

  /** Whether it may have the venue's numbers of trades. */
  boolean hasTradeIds();

  /**
   * The next row, or null at the end.
   *
   * @throws TapeException if the file is cut off or damaged, after every whole row before that
   */
  @Nullable TapeRow next() throws TapeException;

  /** The row given last, as a line. */
  String text();

  /** Bytes of the file read so far, compressed where it is. */
  long bytesRead();

  /** What is left out at the end, in one line; null if nothing is. */
  @Nullable String warning();

  @Override
  void close() throws IOException;
}
