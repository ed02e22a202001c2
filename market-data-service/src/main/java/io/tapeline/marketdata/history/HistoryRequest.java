package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.time.EventTime;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What history is wanted.
 *
 * @param symbol as the venue names it: BTC/USD, BTCUSDT
 * @param timeframe of candles; null for trades
 * @param fromTrades whether candles are made here of the venue's trades
 * @param from start, inclusive; candles that open then or later
 * @param to end, exclusive; candles that close then or earlier; null for the venue's present
 * @param out the tape, null for one in the current folder, named after the request
 */
public record HistoryRequest(
    Venue venue,
    String symbol,
    @Nullable Timeframe timeframe,
    boolean fromTrades,
    EventTime from,
    @Nullable EventTime to,
    @Nullable Path out) {

  /** Whether the tape is one of trades or of candles. */
  public TapeKind kind() {
    return timeframe == null ? TapeKind.TRADES : TapeKind.CANDLES;
  }

  void check() throws HistoryException {
    if (symbol.isBlank() || symbol.chars().anyMatch(c -> c <= ' ' || c == ',' || c == '"')) {
      throw new HistoryException(
          "--symbol '%s': a name as in BTC/USD or BTCUSDT is wanted".formatted(symbol));
    }
    if (fromTrades && timeframe == null) {
      throw new HistoryException("--from-trades makes candles: give --timeframe with it");
    }
    if (from.micros() <= 0) {
      throw new HistoryException("--from %s: there is no history before 1970".formatted(from));
    }
  }

  /** The tape's place. */
  Path file() {
    return out == null ? Path.of(name()) : out;
  }

  private String name() {
    String what = timeframe == null ? "trades" : timeframe.label();
    String end = to == null ? "" : "-" + compact(to);
    return "%s-%s-%s-%s%s.csv.gz"
        .formatted(venue.label(), symbol.replaceAll("[^A-Za-z0-9.]", ""), what, compact(from), end);
  }

  private static String compact(EventTime time) {
    return time.toString().replaceAll("[-:.]", "");
  }
}
