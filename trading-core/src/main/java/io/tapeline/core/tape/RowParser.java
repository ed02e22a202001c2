package io.tapeline.core.tape;

import io.tapeline.core.candle.CandleFault;
import io.tapeline.core.candle.CandleValidator;
import io.tapeline.core.candle.RawCandle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Makes rows of one tape from their fields and refuses those that break a rule (MD-VALID). */
final class RowParser {

  private static final Word BUY = Word.of("buy");
  private static final Word SELL = Word.of("sell");
  private static final Word UNKNOWN = Word.of("unknown");
  private static final Word BID = Word.of("bid");
  private static final Word ASK = Word.of("ask");
  private static final Word SNAPSHOT = Word.of("snapshot");
  private static final Word UPDATE = Word.of("update");
  private static final Word NO = Word.of("0");
  private static final Word YES = Word.of("1");

  private final TapeKind kind;
  private final RowFields fields;
  private final TapeHeader header;
  private final int ts;
  private final int symbol;
  private final int side;
  private final int price;
  private final int size;
  private final int type;
  private final int bid;
  private final int bidSize;
  private final int ask;
  private final int askSize;
  private final int late;
  private final int tradeId;
  private final @Nullable Price[] prices;
  private final @Nullable Quantity[] sizes;

  RowParser(TapeHeader header) {
    this.header = header;
    kind = header.kind();
    fields = new RowFields(header.width());
    ts = header.place("ts");
    symbol = header.place("symbol");
    side = header.place("side");
    price = header.place("price");
    size = header.place("size");
    type = header.place("type");
    bid = header.place("bid");
    bidSize = header.place("bid_size");
    ask = header.place("ask");
    askSize = header.place("ask_size");
    late = header.place("late");
    tradeId = header.place(TapeKind.TRADE_ID);
    prices = new @Nullable Price[header.width()];
    sizes = new @Nullable Quantity[header.width()];
  }

  TapeRow.Usable parse(long line, byte[] bytes, int from, int to) throws BadRow {
    return row(line, fields.split(bytes, from, to));
  }

  /** The row of the line that the source is at. */
  TapeRow.Usable parse(LineSource lines) throws BadRow {
    return row(lines.line(), fields.split(lines));
  }

  private TapeRow.Usable row(long line, int count) throws BadRow {
    if (count != header.width()) {
      throw new BadRow("FIELD_COUNT", count + " fields where the header has " + header.width());
    }
    long micros = micros();
    Symbol name = fields.symbol(symbol);
    if (name == null) {
      throw new BadRow("SYMBOL_EMPTY", "no symbol");
    }
    return switch (kind) {
      case TRADES -> trade(line, micros, name);
      case QUOTES -> bidAsk(line, micros, name);
      case BOOK -> depth(line, micros, name);
      case CANDLES -> bar(line, micros, name);
    };
  }

  private long micros() throws BadRow {
    long value = fields.wholeNumber(ts);
    if (value == RowFields.NO_NUMBER) {
      throw new BadRow(
          "TS_NOT_A_NUMBER", "ts '" + fields.text(ts) + "' is not a whole number of microseconds");
    }
    if (value <= 0) {
      throw new BadRow("TS_NOT_POSITIVE", "ts " + value + " is not above zero");
    }
    return value;
  }

  private TapeRow.Trade trade(long line, long micros, Symbol name) throws BadRow {
    Price at = price("price", price);
    BigDecimal amount = decimal("size", size);
    if (amount.signum() <= 0) {
      throw new BadRow(
          "SIZE_NOT_POSITIVE", "size " + amount.toPlainString() + " is not above zero");
    }
    return new TapeRow.Trade(
        line,
        micros,
        name,
        at,
        new Quantity(amount),
        aggressor(),
        isLate(),
        fields.identifier(tradeId));
  }

  private Aggressor aggressor() throws BadRow {
    if (fields.is(side, BUY)) {
      return Aggressor.BUY;
    }
    if (fields.is(side, SELL)) {
      return Aggressor.SELL;
    }
    if (fields.isEmpty(side) || fields.is(side, UNKNOWN)) {
      return Aggressor.UNKNOWN;
    }
    throw new BadRow("UNKNOWN_SIDE", "side '" + fields.text(side) + "' is not BUY, SELL or empty");
  }

  private boolean isLate() throws BadRow {
    if (fields.isEmpty(late) || fields.is(late, NO)) {
      return false;
    }
    if (fields.is(late, YES)) {
      return true;
    }
    throw new BadRow("UNKNOWN_LATE", "late '" + fields.text(late) + "' is not 1, 0 or empty");
  }

  private TapeRow.BidAsk bidAsk(long line, long micros, Symbol name) throws BadRow {
    Price best = price("bid", bid);
    Quantity bestSize = sizeIfPublished("bid_size", bidSize);
    Price offer = price("ask", ask);
    Quantity offerSize = sizeIfPublished("ask_size", askSize);
    int order = best.compareTo(offer);
    if (order > 0) {
      throw new BadRow("CROSSED_QUOTE", "bid " + best + " is above ask " + offer);
    }
    if (order == 0) {
      throw new BadRow("LOCKED_QUOTE", "bid " + best + " equals ask " + offer);
    }
    return new TapeRow.BidAsk(line, micros, name, best, bestSize, offer, offerSize);
  }

  private TapeRow.Depth depth(long line, long micros, Symbol name) throws BadRow {
    Side of = bookSide();
    Price at = price("price", price);
    Quantity amount = size("size", size);
    return new TapeRow.Depth(line, micros, name, snapshot(), new BookUpdate.Level(of, at, amount));
  }

  private Side bookSide() throws BadRow {
    if (fields.is(side, BID)) {
      return Side.BUY;
    }
    if (fields.is(side, ASK)) {
      return Side.SELL;
    }
    throw new BadRow("UNKNOWN_SIDE", "side '" + fields.text(side) + "' is not BID or ASK");
  }

  private boolean snapshot() throws BadRow {
    if (fields.is(type, SNAPSHOT)) {
      return true;
    }
    if (fields.is(type, UPDATE)) {
      return false;
    }
    throw new BadRow("UNKNOWN_TYPE", "type '" + fields.text(type) + "' is not snapshot or update");
  }

  private TapeRow.Bar bar(long line, long micros, Symbol name) throws BadRow {
    Timeframe timeframe = timeframe();
    RawCandle raw =
        new RawCandle(
            name,
            timeframe,
            new EventTime(micros),
            decimal("open", header.place("open")),
            decimal("high", header.place("high")),
            decimal("low", header.place("low")),
            decimal("close", header.place("close")),
            decimal("volume", header.place("volume")));
    CandleFault fault = CandleValidator.faultOf(raw, null);
    if (fault != null) {
      throw new BadRow(fault.code().name(), fault.detail());
    }
    return new TapeRow.Bar(
        line,
        micros,
        name,
        timeframe,
        new Price(raw.open()),
        new Price(raw.high()),
        new Price(raw.low()),
        new Price(raw.close()),
        new Quantity(raw.volume()));
  }

  private Timeframe timeframe() throws BadRow {
    String label = fields.text(header.place("timeframe"));
    try {
      return Timeframe.of(label);
    } catch (IllegalArgumentException e) {
      throw new BadRow("UNKNOWN_TIMEFRAME", String.valueOf(e.getMessage()));
    }
  }

  private Price price(String column, int place) throws BadRow {
    Price known = prices[place];
    if (fields.isRepeated(place) && known != null) {
      return known;
    }
    prices[place] = null;
    BigDecimal value = decimal(column, place);
    if (value.signum() <= 0) {
      throw new BadRow(
          "PRICE_NOT_POSITIVE", column + " " + value.toPlainString() + " is not above zero");
    }
    Price price = new Price(value);
    prices[place] = price;
    return price;
  }

  private @Nullable Quantity sizeIfPublished(String column, int place) throws BadRow {
    return fields.isEmpty(place) ? null : size(column, place);
  }

  private Quantity size(String column, int place) throws BadRow {
    Quantity known = sizes[place];
    if (fields.isRepeated(place) && known != null) {
      return known;
    }
    sizes[place] = null;
    BigDecimal value = decimal(column, place);
    if (value.signum() < 0) {
      throw new BadRow("SIZE_NEGATIVE", column + " " + value.toPlainString() + " is below zero");
    }
    Quantity size = new Quantity(value);
    sizes[place] = size;
    return size;
  }

  private BigDecimal decimal(String column, int place) throws BadRow {
    BigDecimal value = fields.decimal(place);
    if (value == null) {
      throw new BadRow(
          "NOT_A_NUMBER", column + " '" + fields.text(place) + "' is not a decimal number");
    }
    return value;
  }
}
