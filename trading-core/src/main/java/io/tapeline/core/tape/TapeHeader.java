package io.tapeline.core.tape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The header line of a tape, understood.
 *
 * @param width number of columns every row must have
 * @param columns place of each column by lower-case name, from 0
 */
record TapeHeader(TapeKind kind, int width, Map<String, Integer> columns) {

  /**
   * Reads a header. Columns may come in any order and others may stand between them; the kind is
   * the one that finds most of its columns.
   */
  static TapeHeader parse(String file, String line) throws TapeException {
    Map<String, Integer> columns = new HashMap<>();
    List<String> names = names(line);
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty() && columns.put(names.get(i), i) != null) {
        throw new TapeException(
            "%s: line 1: column '%s' is named twice; rename one of them"
                .formatted(file, names.get(i)));
      }
    }
    TapeKind kind = complete(columns.keySet());
    if (kind == null) {
      throw refused(file, line, columns.keySet());
    }
    return new TapeHeader(kind, names.size(), Map.copyOf(columns));
  }

  /** Place of a column, or -1 where the tape has none of that name. */
  int place(String column) {
    return columns.getOrDefault(column, -1);
  }

  private static List<String> names(String line) {
    String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
    List<String> names = new ArrayList<>();
    for (String cell : text.split(",", -1)) {
      String name = cell.strip();
      if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
        name = name.substring(1, name.length() - 1).strip();
      }
      names.add(name.toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private static @Nullable TapeKind complete(Set<String> columns) {
    TapeKind best = null;
    int most = 0;
    for (TapeKind kind : TapeKind.values()) {
      int known = known(kind, columns);
      if (columns.containsAll(kind.required()) && known > most) {
        best = kind;
        most = known;
      }
    }
    return best;
  }

  private static int known(TapeKind kind, Set<String> columns) {
    int known = 0;
    for (String column : columns) {
      if (kind.required().contains(column) || kind.optional().contains(column)) {
        known++;
      }
    }
    return known;
  }

  private static TapeException refused(String file, String line, Set<String> columns) {
    TapeKind nearest = null;
    int most = 0;
    for (TapeKind kind : TapeKind.values()) {
      int known = known(kind, columns);
      if (tells(kind, columns) && known > most) {
        nearest = kind;
        most = known;
      }
    }
    if (nearest == null) {
      return new TapeException(
          "%s: line 1: not a tape: its header is '%s', expected for instance 'ts,symbol,price,size,side'"
              .formatted(file, shortened(line)));
    }
    Set<String> missing = new TreeSet<>(nearest.required());
    missing.removeAll(columns);
    return new TapeException(
        "%s: line 1: a %s tape needs the column%s '%s'; its header is '%s'"
            .formatted(
                file,
                nearest.label(),
                missing.size() > 1 ? "s" : "",
                String.join("', '", missing),
                shortened(line)));
  }

  /** Whether a column is there that belongs to this kind more than to any file with a time. */
  private static boolean tells(TapeKind kind, Set<String> columns) {
    List<String> telling =
        switch (kind) {
          case TRADES -> List.of("price", "size");
          case QUOTES -> List.of("bid", "ask", "bid_size", "ask_size");
          case BOOK -> List.of("type");
          case CANDLES -> List.of("timeframe", "open", "high", "low", "close");
        };
    return telling.stream().anyMatch(columns::contains);
  }

  private static String shortened(String line) {
    String printable = line.strip().replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= 80 ? printable : printable.substring(0, 80) + "…";
  }
}
