package io.tapeline.marketdata.instrument;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Binance's {@code exchangeInfo}: steps and minimums are the filters {@code PRICE_FILTER}, {@code
 * LOT_SIZE} and {@code NOTIONAL}, formerly {@code MIN_NOTIONAL}. Fees are not published.
 */
final class BinanceSymbols {

  private BinanceSymbols() {}

  /**
   * Reads the answer.
   *
   * @throws VenueException if it is an error of the venue, or no list of symbols
   */
  static VenueListing parse(JsonNode answer) throws VenueException {
    JsonNode symbols = answer.path("symbols");
    if (!symbols.isArray()) {
      throw new VenueException("binance's answer holds no list of symbols; is the address right?");
    }
    List<VenueInstrument> instruments = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (JsonNode entry : symbols) {
      String symbol = entry.path("symbol").asString("");
      try {
        instruments.add(instrument(symbol, entry));
      } catch (IllegalArgumentException e) {
        unusable.add((symbol.isEmpty() ? "an entry" : symbol) + ": " + e.getMessage());
      }
    }
    return new VenueListing(instruments, unusable);
  }

  private static VenueInstrument instrument(String symbol, JsonNode entry) {
    if (symbol.isBlank()) {
      throw new IllegalArgumentException("no symbol");
    }
    String base = entry.path("baseAsset").asString("");
    String quote = entry.path("quoteAsset").asString("");
    JsonNode lot = filter(entry, "LOT_SIZE");
    BigDecimal lotStep = Published.positive(lot, "stepSize");
    BigDecimal minQty = Published.number(lot.path("minQty"));
    return new VenueInstrument(
        symbol,
        List.of(base + "/" + quote),
        entry.path("status").asString("not told"),
        base,
        quote,
        Published.positive(filter(entry, "PRICE_FILTER"), "tickSize"),
        lotStep,
        minQty == null || minQty.signum() == 0 ? lotStep : minQty,
        minNotional(entry),
        List.of());
  }

  private static @Nullable BigDecimal minNotional(JsonNode entry) {
    JsonNode filter = filter(entry, "NOTIONAL");
    return Published.number(
        (filter.isMissingNode() ? filter(entry, "MIN_NOTIONAL") : filter).path("minNotional"));
  }

  private static JsonNode filter(JsonNode entry, String type) {
    for (JsonNode filter : entry.path("filters")) {
      if (filter.path("filterType").asString("").equals(type)) {
        return filter;
      }
    }
    return MissingNode.getInstance();
  }
}
