package io.tapeline.marketdata.recording;

import io.tapeline.core.export.Csv;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Side;
import io.tapeline.core.quarantine.Quarantined;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of the files of a recording: those of tapes, with columns of their own behind. */
final class RecordedRows {

  static final String TRADES = "ts,symbol,price,size,side,recv,trade_id,late";
  static final String QUOTES = "ts,symbol,bid,bid_size,ask,ask_size,recv";
  static final String BOOK = "ts,symbol,side,price,size,type,recv";
  static final String GAPS = "ts,symbol,what,reason,recv";
  static final String REJECTED = "recv,reason,detail,original";

  private RecordedRows() {}

  static String trade(Tick tick, boolean late, long recv) {
    return row(
        tick.ts().micros(),
        tick.symbol(),
        tick.price(),
        tick.size(),
        tick.aggressor() == Aggressor.UNKNOWN ? null : tick.aggressor(),
        recv,
        tick.tradeId(),
        late ? 1 : null);
  }

  static String quote(Quote quote, long recv) {
    return row(
        quote.ts().micros(),
        quote.symbol(),
        quote.bid(),
        quote.bidSize(),
        quote.ask(),
        quote.askSize(),
        recv);
  }

  static String level(BookUpdate update, BookUpdate.Level level, boolean snapshot, long recv) {
    return row(
        update.ts().micros(),
        update.symbol(),
        level.side() == Side.BUY ? "BID" : "ASK",
        level.price(),
        level.size(),
        snapshot ? "snapshot" : "update",
        recv);
  }

  static String gap(long ts, String symbol, String what, String reason, long recv) {
    return row(ts, symbol, what, reason, recv);
  }

  static String rejected(Quarantined input, long recv) {
    return row(recv, input.reason(), input.detail(), input.original());
  }

  private static String row(@Nullable Object... cells) {
    List<@Nullable Object> fields = Arrays.asList(cells);
    return Objects.requireNonNull(Csv.line(fields));
  }
}
