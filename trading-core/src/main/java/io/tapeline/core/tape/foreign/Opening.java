package io.tapeline.core.tape.foreign;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file before its rows are read.
 *
 * @param first the fields of its first line
 * @param header whether these are names of columns
 */
record Opening(Path file, List<String> first, boolean header, ImportSettings settings) {

  String name() {
    return String.valueOf(file.getFileName());
  }

  /** The name without the endings of compressed and CSV files. */
  String stem() {
    return name().replaceFirst("(?i)(\\.(csv|txt|zip|gz))+$", "");
  }

  /** Place of a column by its name in either case, -1 if there is none. */
  int place(String column) {
    for (int i = 0; header && i < first.size(); i++) {
      if (first.get(i).equalsIgnoreCase(column)) {
        return i;
      }
    }
    return -1;
  }

  /** Place of a column that must be there. */
  int need(String column) throws TapeException {
    int place = place(column);
    if (place < 0) {
      throw wrong("line 1: has no column '%s'; its header is '%s'".formatted(column, shortened()));
    }
    return place;
  }

  /** Whether all these columns are there. */
  boolean hasAll(String... columns) {
    for (String column : columns) {
      if (place(column) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The first line, cut to what fits into a message. */
  String shortened() {
    String line = String.join(",", first).replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 80 ? line : line.substring(0, 80) + "…";
  }

  /** The symbol asked for, else the one in the file's name. */
  String symbol(@Nullable String inName) throws TapeException {
    if (settings.symbol() != null) {
      return settings.symbol().value();
    }
    if (inName == null) {
      throw wrong("its name tells no symbol; give --symbol");
    }
    return inName;
  }

  /** For files whose rows name their instrument. */
  void refuseSymbol() throws TapeException {
    if (settings.symbol() != null) {
      throw wrong("its rows name their symbol; leave --symbol away");
    }
  }

  /** The kind that the file tells, which must be the one asked for if one is. */
  TapeKind agreed(TapeKind told) throws TapeException {
    if (settings.kind() != null && settings.kind() != told) {
      throw wrong("holds %s, not %s".formatted(told.label(), settings.kind().label()));
    }
    return told;
  }

  /** The length of candles, as the file's name tells or as asked for. */
  String timeframe(@Nullable String inName) throws TapeException {
    Timeframe asked = settings.timeframe();
    if (inName == null) {
      if (asked == null) {
        throw wrong("its name does not tell the length of its candles; give --timeframe");
      }
      return asked.label();
    }
    try {
      Timeframe told = Timeframe.of(inName);
      if (asked != null && asked != told) {
        throw wrong("holds candles of %s, not %s".formatted(told.label(), asked.label()));
      }
      return told.label();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  TapeException wrong(String what) {
    return new TapeException(file + ": " + what);
  }
}
