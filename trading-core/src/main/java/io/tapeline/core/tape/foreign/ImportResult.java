package io.tapeline.core.tape.foreign;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.time.EventTime;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What an import has done.
 *
 * @param rows rows of the tape
 * @param rejected lines that could not be used, by reason code
 * @param rejectedFile where these are kept whole, null if there are none
 * @param passedOver lines that tell nothing of this kind, as a new order nothing of trades
 * @param outOfOrder rows earlier than the row before of their symbol
 * @param farBack rows more than a day earlier than rows before them; readers of tapes refuse these
 * @param first earliest time
 * @param last latest time
 */
public record ImportResult(
    Path out,
    TapeKind kind,
    int inputs,
    long rows,
    Map<String, Rejection> rejected,
    @Nullable Path rejectedFile,
    long passedOver,
    long outOfOrder,
    long farBack,
    EventTime first,
    EventTime last,
    SortedSet<Symbol> symbols) {

  /** How many lines were refused for one reason, and the first of them. */
  public record Rejection(long count, Path file, long line, String detail) {

    Rejection again() {
      return new Rejection(count + 1, file, line, detail);
    }
  }

  /** How many lines were refused. */
  public long rejectedLines() {
    return rejected.values().stream().mapToLong(Rejection::count).sum();
  }
}
