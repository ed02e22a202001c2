package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a foreign table becomes which of a tape: {@code
 * ts=time:ms,price=px,side=3:maker}.
 *
 * <p>A column is named as in the header, in either case, or by its number from 1. After a colon
 * stands the unit of a time, or {@code maker} for a side that tells whether the buyer waited.
 */
final class ColumnMapping {

  private static final String MAKER = "maker";
  private static final String USAGE =
      "--columns wants tape column = source column, as in ts=time:ms,price=px,size=3";

  private ColumnMapping() {}

  static Layout layout(Opening file) throws TapeException {
    ImportSettings settings = file.settings();
    TapeKind kind = settings.kind();
    if (kind == null) {
      throw new TapeException(
          "the format columns needs --kind: choose one of trades, quotes, book, candles");
    }
    if (settings.columns() == null) {
      throw new TapeException("the format columns needs --columns; " + USAGE);
    }
    Map<String, String> sources = parse(settings.columns(), kind);
    List<Cell> cells = new ArrayList<>();
    boolean ids = sources.containsKey(TapeKind.TRADE_ID);
    for (String column : ids ? kind.columnsWithIds() : kind.columns()) {
      cells.add(cell(file, kind, column, sources.get(column)));
    }
    return new TableLayout(
        kind, null, settings.separator(), List.of(file.first().size()), List.copyOf(cells));
  }

  private static Map<String, String> parse(String text, TapeKind kind) throws TapeException {
    Map<String, String> sources = new LinkedHashMap<>();
    for (String entry : text.split(",", -1)) {
      int equals = entry.indexOf('=');
      String source = entry.substring(equals + 1).strip();
      if (equals < 0 || source.isEmpty()) {
        throw new TapeException("'" + entry.strip() + "' maps nothing; " + USAGE);
      }
      String column = entry.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      if (!kind.columnsWithIds().contains(column)) {
        throw new TapeException(
            "--columns: a %s tape has no column '%s', only %s"
                .formatted(kind.label(), column, String.join(", ", kind.columnsWithIds())));
      }
      if (sources.put(column, source) != null) {
        throw new TapeException("--columns: '" + column + "' is mapped twice");
      }
    }
    return sources;
  }

  private static Cell cell(Opening file, TapeKind kind, String column, @Nullable String source)
      throws TapeException {
    if (source == null) {
      return unmapped(file, kind, column);
    }
    if (column.equals("symbol")) {
      file.refuseSymbol();
    }
    if (column.equals("timeframe") && file.settings().timeframe() != null) {
      throw file.wrong("its rows tell their timeframe; leave --timeframe away");
    }
    int colon = source.lastIndexOf(':');
    // A header may have a colon of its own, as in "time:utc"; the whole name goes first.
    boolean whole = colon < 0 || file.place(source) >= 0;
    int place = place(file, whole ? source : source.substring(0, colon));
    String how = whole ? "" : source.substring(colon + 1).strip();
    return switch (column) {
      case "ts" -> Cell.time(place, time(how));
      case "side" -> side(kind, place, how);
      case "type" -> plain(column, how, Cell.snapshot(place));
      default -> plain(column, how, Cell.at(place));
    };
  }

  private static Cell unmapped(Opening file, TapeKind kind, String column) throws TapeException {
    if (column.equals("symbol")) {
      return Cell.fixed(file.symbol(null));
    }
    if (column.equals("timeframe")) {
      return Cell.fixed(file.timeframe(null));
    }
    if (kind.optional().contains(column)) {
      return Cell.empty();
    }
    throw new TapeException(
        "--columns: a %s tape needs '%s'; say which column it is".formatted(kind.label(), column));
  }

  private static int place(Opening file, String column) throws TapeException {
    if (!column.isEmpty() && column.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = column.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(column);
      if (number < 1 || number > file.first().size()) {
        throw file.wrong(
            "line 1: has no column %s, only %d".formatted(column, file.first().size()));
      }
      return number - 1;
    }
    if (!file.header()) {
      throw file.wrong(
          "line 1: '%s' is no header; name the column '%s' by its number, from 1"
              .formatted(file.shortened(), column));
    }
    long times = file.first().stream().filter(column::equalsIgnoreCase).count();
    if (times > 1) {
      throw file.wrong(
          "line 1: column '%s' is there %d times; use its number".formatted(column, times));
    }
    return file.need(column);
  }

  private static SourceTime time(String unit) throws TapeException {
    if (unit.isEmpty()) {
      throw new TapeException("--columns: ts needs its unit, as in ts=time:ms: s, ms, us, ns, iso");
    }
    try {
      return SourceTime.of(unit);
    } catch (IllegalArgumentException e) {
      throw new TapeException("--columns: " + e.getMessage(), e);
    }
  }

  private static Cell side(TapeKind kind, int place, String how) throws TapeException {
    if (how.equals(MAKER) && kind == TapeKind.TRADES) {
      return Cell.buyerWaited(place);
    }
    return plain(
        "side",
        how,
        kind == TapeKind.BOOK ? fields -> bookSide(fields, place) : fields -> side(fields, place));
  }

  private static Cell plain(String column, String how, Cell cell) throws TapeException {
    if (!how.isEmpty()) {
      throw new TapeException(
          "--columns: ':%s' means nothing for %s; units are for ts, ':maker' is for the side of trades"
              .formatted(how, column));
    }
    return cell;
  }

  private static String side(List<String> fields, int place) {
    String side = fields.get(place);
    return switch (side.toLowerCase(Locale.ROOT)) {
      case "b" -> "BUY";
      case "s" -> "SELL";
      default -> side;
    };
  }

  private static String bookSide(List<String> fields, int place) {
    String side = fields.get(place);
    return switch (side.toLowerCase(Locale.ROOT)) {
      case "b", "buy" -> "BID";
      case "a", "s", "sell" -> "ASK";
      default -> side;
    };
  }
}
