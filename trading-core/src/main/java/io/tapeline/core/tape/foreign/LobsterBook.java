package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.BadRow;
import io.tapeline.core.tape.LineSource;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order book of a LOBSTER pair: the first line is a snapshot, of each further line what has
 * changed since the line before.
 *
 * <p>A line shows the best levels only; a level that is pushed out of sight is deleted and comes
 * back as new.
 */
final class LobsterBook implements Layout {

  private static final long NO_LEVEL = 9_999_999_999L;
  private static final int COLUMNS_OF_LEVEL = 4;

  private final Path file;
  private final LineSource books;
  private final Lobster.Messages messages;
  private final String symbolInName;
  private Map<Long, Long> bids = Map.of();
  private Map<Long, Long> asks = Map.of();
  private boolean begun;
  private String book = "";

  LobsterBook(Path file, Lobster.Messages messages, String symbolInName) throws TapeException {
    this.file = file;
    this.books = LineSource.openUnpacked(file);
    this.messages = messages;
    this.symbolInName = symbolInName;
  }

  @Override
  public TapeKind kind() {
    return TapeKind.BOOK;
  }

  @Override
  public String symbolInName() {
    return symbolInName;
  }

  @Override
  public void read(String line, Rows rows) throws BadRow, TapeException {
    book = next();
    String time = messages.time(messages.fields(line));
    List<String> fields = Fields.of(book, ',');
    if (fields.size() % COLUMNS_OF_LEVEL != 0) {
      throw new BadRow(
          "FIELD_COUNT", fields.size() + " fields of the order book are no whole levels");
    }
    Map<Long, Long> newAsks = levels(fields, 0);
    Map<Long, Long> newBids = levels(fields, 2);
    changes(time, "BID", bids, newBids, rows);
    changes(time, "ASK", asks, newAsks, rows);
    begun |= !newBids.isEmpty() || !newAsks.isEmpty();
    bids = newBids;
    asks = newAsks;
  }

  private String next() throws TapeException {
    if (!books.nextFilled()) {
      throw new TapeException(
          "%s: ends after line %d, before its message file; download both again"
              .formatted(file, books.line()));
    }
    return books.text();
  }

  /** Sizes by price of one side, best first; places without a level are left out. */
  private static Map<Long, Long> levels(List<String> fields, int first) throws BadRow {
    Map<Long, Long> levels = new LinkedHashMap<>();
    for (int i = first; i < fields.size(); i += COLUMNS_OF_LEVEL) {
      long price = Lobster.number("price", fields.get(i));
      long size = Lobster.number("size", fields.get(i + 1));
      if (Math.abs(price) != NO_LEVEL && size != 0) {
        levels.put(price, size);
      }
    }
    return levels;
  }

  private void changes(
      String time, String side, Map<Long, Long> before, Map<Long, Long> after, Rows rows)
      throws BadRow {
    String type = begun ? "update" : "snapshot";
    for (Long price : before.keySet()) {
      if (!after.containsKey(price)) {
        rows.row(time, messages.symbol(), side, Lobster.price(price), "0", type);
      }
    }
    for (Map.Entry<Long, Long> level : after.entrySet()) {
      if (!level.getValue().equals(before.get(level.getKey()))) {
        rows.row(
            time,
            messages.symbol(),
            side,
            Lobster.price(level.getKey()),
            Long.toString(level.getValue()),
            type);
      }
    }
  }

  @Override
  public String whole(String line) {
    return line + "\n" + book;
  }

  @Override
  public void end() throws TapeException {
    if (books.nextFilled()) {
      throw new TapeException(
          "%s: line %d: the message file has ended; download both again"
              .formatted(file, books.line()));
    }
  }

  @Override
  public void close() throws IOException {
    books.close();
  }
}
