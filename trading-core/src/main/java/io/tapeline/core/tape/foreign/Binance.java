package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files of data.binance.vision, spot and futures: aggTrades, trades, klines and bookTicker.
 *
 * <p>The columns stand in a fixed order; spot files have no header, newer futures files have one.
 * Times are milliseconds or, in spot files since 2025, microseconds. Sizes of coin-margined futures
 * are contracts.
 */
final class Binance {

  private static final Pattern NAME =
      Pattern.compile("(\\w+)-(aggTrades|trades|bookTicker|\\d+(?:mo|[smhdw]))-\\d{4}-\\d{2}.*");

  /** The column after the price and size of a trade that tells the two tables apart. */
  private static final int MAKER_OF_TRADES = 5;

  private Binance() {}

  static Layout layout(Opening file) throws TapeException {
    Matcher name = NAME.matcher(file.stem());
    if (!name.matches()) {
      return nameless(file);
    }
    String symbol = name.group(1);
    return switch (name.group(2)) {
      case "aggTrades" -> aggregatedTrades(file, symbol);
      case "trades" -> trades(file, symbol);
      case "bookTicker" -> bookTicker(file, symbol);
      default -> klines(file, symbol, name.group(2));
    };
  }

  /** A file under another name: its header or {@code --kind} tells what it holds. */
  private static Layout nameless(Opening file) throws TapeException {
    return switch (kind(file)) {
      case TRADES -> isTableOfTrades(file) ? trades(file, null) : aggregatedTrades(file, null);
      case QUOTES -> bookTicker(file, null);
      case CANDLES -> klines(file, null, null);
      case BOOK -> throw file.wrong("Binance publishes no book files; use trades, quotes, candles");
    };
  }

  private static TapeKind kind(Opening file) throws TapeException {
    if (file.hasAll("best_bid_price")) {
      return TapeKind.QUOTES;
    }
    if (file.hasAll("open_time")) {
      return TapeKind.CANDLES;
    }
    if (file.hasAll("is_buyer_maker")) {
      return TapeKind.TRADES;
    }
    TapeKind asked = file.settings().kind();
    if (asked == null) {
      throw file.wrong(
          "neither its name (as in BTCUSDT-aggTrades-2024-08-08.zip) nor its header tells what it"
              + " holds; give --kind and --symbol");
    }
    return asked;
  }

  /** In trades the sixth field is whether the buyer is the maker, in aggTrades the time. */
  private static boolean isTableOfTrades(Opening file) {
    String sixth =
        file.first().size() > MAKER_OF_TRADES
            ? file.first().get(MAKER_OF_TRADES).toLowerCase(Locale.ROOT)
            : "";
    return List.of("true", "false", "is_buyer_maker").contains(sixth);
  }

  private static Layout aggregatedTrades(Opening file, @Nullable String symbol)
      throws TapeException {
    return tableOfTrades(file, symbol, List.of(7, 8), 5, 6);
  }

  private static Layout trades(Opening file, @Nullable String symbol) throws TapeException {
    return tableOfTrades(file, symbol, List.of(6, 7), 4, MAKER_OF_TRADES);
  }

  private static Layout tableOfTrades(
      Opening file, @Nullable String symbol, List<Integer> widths, int time, int buyerIsMaker)
      throws TapeException {
    return TableLayout.of(
        file.agreed(TapeKind.TRADES),
        symbol,
        widths,
        Cell.time(time, SourceTime.MILLIS_OR_MICROS),
        Cell.fixed(file.symbol(symbol)),
        Cell.at(1),
        Cell.at(2),
        Cell.buyerWaited(buyerIsMaker),
        Cell.at(0));
  }

  private static Layout bookTicker(Opening file, @Nullable String symbol) throws TapeException {
    return TableLayout.of(
        file.agreed(TapeKind.QUOTES),
        symbol,
        List.of(7),
        Cell.time(5, SourceTime.MILLIS_OR_MICROS),
        Cell.fixed(file.symbol(symbol)),
        Cell.at(1),
        Cell.at(2),
        Cell.at(3),
        Cell.at(4));
  }

  private static Layout klines(Opening file, @Nullable String symbol, @Nullable String length)
      throws TapeException {
    return TableLayout.of(
        file.agreed(TapeKind.CANDLES),
        symbol,
        List.of(12),
        Cell.time(0, SourceTime.MILLIS_OR_MICROS),
        Cell.fixed(file.symbol(symbol)),
        Cell.fixed(file.timeframe(length)),
        Cell.at(1),
        Cell.at(2),
        Cell.at(3),
        Cell.at(4),
        Cell.at(5));
  }
}
