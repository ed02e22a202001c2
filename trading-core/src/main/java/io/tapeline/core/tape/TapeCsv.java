package io.tapeline.core.tape;

import io.tapeline.core.export.Csv;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.money.Side;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one kind of tape, made from cells and written as lines.
 *
 * <p>The rules are those by which tapes are read, so that what is written here can be read again.
 * Amounts keep the scale they came with and have no exponent.
 */
public final class TapeCsv {

  private static final int SYMBOL = 1;

  private final int width;
  private final boolean numbered;
  private final RowParser parser;
  private final String header;

  /** Of rows with the columns that every tape of the kind has. */
  public TapeCsv(TapeKind kind) {
    this(kind, kind.columns());
  }

  /** Of rows with these columns, each by its name. */
  public TapeCsv(TapeKind kind, List<String> columns) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      places.put(columns.get(i), i);
    }
    width = columns.size();
    numbered = columns.contains(TapeKind.TRADE_ID);
    parser = new RowParser(new TapeHeader(kind, width, Map.copyOf(places)));
    header = Csv.line(columns);
  }

  /** The header line of such a tape, without line end. */
  public String header() {
    return header;
  }

  /**
   * The row of these cells, which stand in the order of the columns.
   *
   * @throws BadRow if it breaks a rule of tapes
   */
  public TapeRow.Usable row(long line, List<String> cells) throws BadRow {
    if (cells.size() != width) {
      throw new IllegalArgumentException(cells.size() + " cells where " + width + " are wanted");
    }
    if (cells.get(SYMBOL).indexOf('"') >= 0) {
      throw new BadRow("SYMBOL_NOT_PLAIN", "symbol '" + cells.get(SYMBOL) + "' has a quote in it");
    }
    byte[] bytes = Csv.line(cells).getBytes(StandardCharsets.UTF_8);
    return parser.parse(line, bytes, 0, bytes.length);
  }

  /** A row with these columns as a line without line end. */
  public String write(TapeRow.Usable row) {
    boolean unnumbered = row instanceof TapeRow.Trade trade && trade.tradeId() == null;
    return unnumbered && numbered ? line(row) + "," : line(row);
  }

  /** A row as a line without line end; that of a trade with a number has one column more. */
  public static String line(TapeRow.Usable row) {
    return switch (row) {
      case TapeRow.Trade r -> {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.addAll(List.of(r.micros(), r.symbol(), r.price(), r.size()));
        cells.add(r.aggressor() == Aggressor.UNKNOWN ? null : r.aggressor());
        if (r.tradeId() != null) {
          cells.add(r.tradeId());
        }
        yield Csv.line(cells);
      }
      case TapeRow.BidAsk r ->
          Csv.line(
              Arrays.asList(r.micros(), r.symbol(), r.bid(), r.bidSize(), r.ask(), r.askSize()));
      case TapeRow.Depth r ->
          Csv.line(
              List.of(
                  r.micros(),
                  r.symbol(),
                  r.level().side() == Side.BUY ? "BID" : "ASK",
                  r.level().price(),
                  r.level().size(),
                  r.snapshot() ? "snapshot" : "update"));
      case TapeRow.Bar r ->
          Csv.line(
              List.of(
                  r.micros(),
                  r.symbol(),
                  r.timeframe().label(),
                  r.open(),
                  r.high(),
                  r.low(),
                  r.close(),
                  r.volume()));
    };
  }
}
