package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.export.Csv;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.marketdata.rest.RefusedRow;
import io.tapeline.marketdata.rest.VenueCandle;
import io.tapeline.marketdata.rest.VenueTrade;
import java.math.BigDecimal;
import java.util.List;

/** Lines of tapes. Amounts keep the digits of the venue. */
final class TapeLines {

  static final String TRADES = "ts,symbol,price,size,side,trade_id";
  static final String CANDLES = "ts,symbol,timeframe,open,high,low,close,volume";
  static final String REFUSED = "reason,detail,original";

  private TapeLines() {}

  static String trade(String symbol, VenueTrade trade) {
    String side = trade.aggressor() == Aggressor.UNKNOWN ? "" : trade.aggressor().name();
    return Csv.line(
        List.of(trade.ts().micros(), symbol, trade.price(), trade.size(), side, trade.tradeId()));
  }

  static String candle(String symbol, Timeframe timeframe, VenueCandle candle) {
    return Csv.line(
        List.of(
            candle.openTime().micros(),
            symbol,
            timeframe.label(),
            plain(candle.open()),
            plain(candle.high()),
            plain(candle.low()),
            plain(candle.close()),
            plain(candle.volume())));
  }

  static String candle(Candle candle) {
    return Csv.line(
        List.of(
            candle.openTime().micros(),
            candle.symbol(),
            candle.timeframe().label(),
            candle.open(),
            candle.high(),
            candle.low(),
            candle.close(),
            candle.volume()));
  }

  static String refused(RefusedRow row) {
    return Csv.line(List.of(row.reason(), row.detail(), row.original()))
        .replace('\n', ' ')
        .replace('\r', ' ');
  }

  /** The time a line begins with. */
  static EventTime time(String line) {
    return new EventTime(Long.parseLong(line, 0, line.indexOf(','), 10));
  }

  /** The trade of a line of {@link #trade}. */
  static Tick tick(long seq, String line) {
    List<String> cells = Csv.fields(line);
    if (cells == null) {
      throw new IllegalArgumentException("no trade: " + line);
    }
    EventTime ts = new EventTime(Long.parseLong(cells.get(0)));
    return new Tick(
        new Origin(seq, ts),
        new Symbol(cells.get(1)),
        Price.of(cells.get(2)),
        Quantity.of(cells.get(3)),
        cells.get(4).isEmpty() ? Aggressor.UNKNOWN : Aggressor.valueOf(cells.get(4)),
        Long.valueOf(cells.get(5)));
  }

  private static String plain(BigDecimal amount) {
    return amount.toPlainString();
  }
}
