package io.tapeline.marketdata.live.alpaca;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.money.Price;
import io.tapeline.marketdata.live.Frames;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.rest.Exact;
import io.tapeline.marketdata.rest.Exact.BadField;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Messages of Alpaca's market data streams, to and fro. */
final class AlpacaMessages {

  private AlpacaMessages() {}

  static String authentication(String keyId, String secret) {
    return Frames.write(Map.of("action", "auth", "key", keyId, "secret", secret));
  }

  static String subscription(List<String> symbols) {
    return Frames.write(
        Map.of("action", "subscribe", "trades", symbols, "quotes", symbols, "statuses", symbols));
  }

  static Symbol symbol(JsonNode node) throws BadField {
    String name = node.path("S").asString("");
    if (name.isBlank()) {
      throw new BadField("SYMBOL_EMPTY", "no symbol");
    }
    return new Symbol(name);
  }

  /** A trade. Its number is not told on: it does not count the instrument's trades. */
  static Said.Trade trade(JsonNode node) throws BadField {
    return new Said.Trade(
        symbol(node),
        Frames.time(node.path("t"), "t"),
        Exact.price(node.path("p"), "p"),
        Exact.size(node.path("s"), "s"),
        Aggressor.UNKNOWN,
        null,
        false);
  }

  /** A quote with sizes in the units of the venue; null if a side is empty. */
  static Said.@Nullable TopQuote quote(JsonNode node) throws BadField {
    if (isNothing(node.path("bp"), "bp") || isNothing(node.path("ap"), "ap")) {
      return null;
    }
    Price bid = Exact.price(node.path("bp"), "bp");
    Price ask = Exact.price(node.path("ap"), "ap");
    Frames.checkOrder(bid, ask);
    return new Said.TopQuote(
        symbol(node),
        Frames.time(node.path("t"), "t"),
        bid,
        Exact.sizeOrZero(node.path("bs"), "bs"),
        ask,
        Exact.sizeOrZero(node.path("as"), "as"));
  }

  private static boolean isNothing(JsonNode price, String what) throws BadField {
    return Exact.decimal(price, what).signum() == 0;
  }
}
