package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.BadRow;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.util.List;

/**
 * CSV files of Tardis: trades, quotes (or book_ticker) and incremental_book_L2, told by the header.
 * The time is the exchange's, in microseconds.
 *
 * <p>Consecutive rows of a snapshot are one snapshot and get the time of the first of them, since a
 * tape tells one snapshot from the next by its time.
 */
final class Tardis {

  private Tardis() {}

  static Layout layout(Opening file) throws TapeException {
    file.refuseSymbol();
    if (file.hasAll("is_snapshot", "side", "price", "amount")) {
      return book(file);
    }
    if (file.hasAll("ask_amount", "ask_price", "bid_price", "bid_amount")
        && !file.hasAll("funding_rate")) {
      return quotes(file);
    }
    if (file.hasAll("id", "side", "price", "amount")) {
      return trades(file);
    }
    throw file.wrong(
        "line 1: no header of Tardis trades, quotes or incremental_book_L2: '%s'"
            .formatted(file.shortened()));
  }

  private static Layout trades(Opening file) throws TapeException {
    return TableLayout.of(
        file.agreed(TapeKind.TRADES),
        null,
        List.of(file.first().size()),
        Cell.time(file.need("timestamp"), SourceTime.MICROS),
        Cell.at(file.need("symbol")),
        Cell.at(file.need("price")),
        Cell.at(file.need("amount")),
        Cell.at(file.need("side")),
        Cell.at(file.need("id")));
  }

  private static Layout quotes(Opening file) throws TapeException {
    return TableLayout.of(
        file.agreed(TapeKind.QUOTES),
        null,
        List.of(file.first().size()),
        Cell.time(file.need("timestamp"), SourceTime.MICROS),
        Cell.at(file.need("symbol")),
        Cell.at(file.need("bid_price")),
        Cell.at(file.need("bid_amount")),
        Cell.at(file.need("ask_price")),
        Cell.at(file.need("ask_amount")));
  }

  private static Layout book(Opening file) throws TapeException {
    Cell type = Cell.snapshot(file.need("is_snapshot"));
    Cell symbol = Cell.at(file.need("symbol"));
    Cell time = Cell.time(file.need("timestamp"), SourceTime.MICROS);
    return TableLayout.of(
        file.agreed(TapeKind.BOOK),
        null,
        List.of(file.first().size()),
        new TimeOfSnapshot(time, symbol, type),
        symbol,
        Cell.at(file.need("side")),
        Cell.at(file.need("price")),
        Cell.at(file.need("amount")),
        type);
  }

  /** The time of a row, or of the first row of the snapshot it belongs to. */
  private static final class TimeOfSnapshot implements Cell {

    private final Cell time;
    private final Cell symbol;
    private final Cell type;
    private String snapshotOf = "";
    private String snapshotTime = "";

    TimeOfSnapshot(Cell time, Cell symbol, Cell type) {
      this.time = time;
      this.symbol = symbol;
      this.type = type;
    }

    @Override
    public String of(List<String> fields) throws BadRow {
      String own = time.of(fields);
      if (!type.of(fields).equals("snapshot")) {
        snapshotOf = "";
        return own;
      }
      String name = symbol.of(fields);
      if (!name.equals(snapshotOf)) {
        snapshotOf = name;
        snapshotTime = own;
      }
      return snapshotTime;
    }
  }
}
