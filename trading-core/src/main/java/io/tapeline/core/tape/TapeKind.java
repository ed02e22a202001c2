package io.tapeline.core.tape;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a tape records, told by its header line.
 *
 * <table>
 * <caption>Columns; those in brackets may be missing or empty</caption>
 * <tr><td>trades</td><td>ts, symbol, price, size, [side]</td></tr>
 * <tr><td>quotes</td><td>ts, symbol, bid, [bid_size], ask, [ask_size]</td></tr>
 * <tr><td>book</td><td>ts, symbol, side, price, size, type</td></tr>
 * <tr><td>candles</td><td>ts, symbol, timeframe, open, high, low, close, volume</td></tr>
 * </table>
 *
 * A trades tape may have two columns besides: {@code trade_id}, the venue's number of the trade;
 * and of a recorder {@code late}, 1 being a trade that was asked for after an interruption.
 *
 * <p>The order of the kinds is the order in which events of one moment are played: the trade met
 * the quote that stood before it, and the quote is what became of the book.
 */
public enum TapeKind {
  TRADES,
  QUOTES,
  BOOK,
  CANDLES;

  /** The column of a trades tape that has the venue's numbers. */
  public static final String TRADE_ID = "trade_id";

  /** Columns without which a tape is not of this kind. */
  List<String> required() {
    return switch (this) {
      case TRADES -> List.of("ts", "symbol", "price", "size");
      case QUOTES -> List.of("ts", "symbol", "bid", "ask");
      case BOOK -> List.of("ts", "symbol", "side", "price", "size", "type");
      case CANDLES ->
          List.of("ts", "symbol", "timeframe", "open", "high", "low", "close", "volume");
    };
  }

  /** Columns that are read where they exist. */
  public List<String> optional() {
    return switch (this) {
      case TRADES -> List.of("side");
      case QUOTES -> List.of("bid_size", "ask_size");
      case BOOK, CANDLES -> List.of();
    };
  }

  /** Every column, in the order in which tapes are written. */
  public List<String> columns() {
    return switch (this) {
      case TRADES -> List.of("ts", "symbol", "price", "size", "side");
      case QUOTES -> List.of("ts", "symbol", "bid", "bid_size", "ask", "ask_size");
      case BOOK, CANDLES -> required();
    };
  }

  /** The same and {@link #TRADE_ID}, which a trades tape may have. */
  public List<String> columnsWithIds() {
    return this == TRADES
        ? Stream.concat(columns().stream(), Stream.of(TRADE_ID)).toList()
        : columns();
  }

  /** The kind with this label; throws {@link IllegalArgumentException} naming the choices. */
  public static TapeKind of(String label) {
    for (TapeKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown kind '%s': choose one of trades, quotes, book, candles".formatted(label));
  }

  /** As written in messages: trades, quotes, book, candles. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
