package io.tapeline.cli.up;

import io.tapeline.core.export.Csv;
import io.tapeline.core.export.RunTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Signals, order steps and fills of the books, with the columns a backtest writes. */
final class BookTables {

  private static final String ORDER = " ORDER BY ts, seq, id";

  private static final Map<RunTable, String> QUERIES =
      Map.of(
          RunTable.SIGNALS,
          """
          SELECT id, ts, seq, account, strategy, symbol, side, ref_price, quantity, stop, target,
                 confidence, (SELECT string_agg((e->>'name') || '=' || (e->>'value'), '; ' ORDER BY n)
                              FROM jsonb_array_elements(evidence) WITH ORDINALITY AS x(e, n))
          FROM signals""",
          RunTable.ORDERS,
          """
          SELECT e.id, e.ts, e.seq, e.order_id, e.number, e.status, o.entry_order_id, o.signal_id,
                 e.account, e.strategy, e.symbol, o.intent, o.side, o.type, o.quantity, e.filled,
                 o.ref_price, o.decided_ts, o.exit_reason, e.detail
          FROM order_events e JOIN orders o ON o.id = e.order_id""",
          RunTable.FILLS,
          """
          SELECT id, ts, seq, order_id, entry_order_id, signal_id, account, strategy, symbol, intent,
                 side, quantity, price, fee, liquidity, touch, slippage_bps, order_at - tick_at
          FROM fills""");

  private final JdbcTemplate books;

  BookTables(JdbcTemplate books) {
    this.books = books;
  }

  /** Writes a table with its header. */
  void copy(RunTable table, BufferedWriter writer) throws IOException {
    String query = QUERIES.get(table);
    if (query == null) {
      throw new IllegalArgumentException("the journal itself exports " + table);
    }
    writer.write(table.header() + "\n");
    int columns = table.header().split(",", -1).length;
    RowCallbackHandler write =
        row -> {
          @Nullable Object[] cells = new @Nullable Object[columns];
          for (int i = 0; i < columns; i++) {
            cells[i] = row.getObject(i + 1);
          }
          try {
            writer.write(Csv.line(Arrays.asList(cells)) + "\n");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    try {
      books.query(query + ORDER, write);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
