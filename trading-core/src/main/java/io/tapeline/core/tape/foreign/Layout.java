package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.BadRow;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the lines of one file are to be read. */
interface Layout extends AutoCloseable {

  TapeKind kind();

  /** Whether its trades have the venue's numbers, behind the other cells. */
  default boolean hasTradeIds() {
    return false;
  }

  /** The instrument that the file's name tells, null if it tells none. */
  default @Nullable String symbolInName() {
    return null;
  }

  /**
   * Gives the rows of one line, none if it tells nothing of this kind. Of a line that is refused no
   * row is kept.
   *
   * @throws BadRow if the line cannot be used
   * @throws TapeException if the file cannot be used from here on
   */
  void read(String line, Rows rows) throws BadRow, TapeException;

  /** The input whole, as it is kept when refused. */
  default String whole(String line) {
    return line;
  }

  /** Called after the last line. */
  default void end() throws TapeException {}

  @Override
  default void close() throws IOException {}

  /** Takes the rows of a line. */
  interface Rows {

    /**
     * Takes one row.
     *
     * @param cells in the order of {@link TapeKind#columns}, with numbers in that of {@link
     *     TapeKind#columnsWithIds}
     * @throws BadRow if it breaks a rule of tapes
     */
    void row(String... cells) throws BadRow;
  }
}
