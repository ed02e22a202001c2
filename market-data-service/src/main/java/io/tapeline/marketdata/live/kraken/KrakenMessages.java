package io.tapeline.marketdata.live.kraken;

import io.tapeline.core.book.KrakenChecksum;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.Frames;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.rest.Exact;
import io.tapeline.marketdata.rest.Exact.BadField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Messages of Kraken's WebSocket v2, to and fro. */
final class KrakenMessages {

  private KrakenMessages() {}

  static String request(String method, long id, Map<String, Object> params) {
    return Frames.write(Map.of("method", method, "req_id", id, "params", params));
  }

  static Said.Trade trade(JsonNode node) throws BadField {
    return new Said.Trade(
        symbol(node),
        Frames.time(node.path("timestamp"), "timestamp"),
        Exact.price(node.path("price"), "price"),
        Exact.size(node.path("qty"), "qty"),
        aggressor(node.path("side")),
        Exact.whole(node.path("trade_id"), "trade_id"),
        false);
  }

  private static Aggressor aggressor(JsonNode side) throws BadField {
    return switch (side.asString("")) {
      case "buy" -> Aggressor.BUY;
      case "sell" -> Aggressor.SELL;
      default -> throw new BadField("UNKNOWN_SIDE", "side %s is not buy or sell".formatted(side));
    };
  }

  /**
   * A ticker message.
   *
   * @param fallback time where the message bears none
   */
  static Said.TopQuote quote(JsonNode node, EventTime fallback) throws BadField {
    Price bid = Exact.price(node.path("bid"), "bid");
    Price ask = Exact.price(node.path("ask"), "ask");
    Frames.checkOrder(bid, ask);
    return new Said.TopQuote(
        symbol(node),
        timeOr(node, fallback),
        bid,
        Exact.sizeOrZero(node.path("bid_qty"), "bid_qty"),
        ask,
        Exact.sizeOrZero(node.path("ask_qty"), "ask_qty"));
  }

  /** Depth of a book message, bids first. */
  static Said.Depth depth(JsonNode node, boolean snapshot, EventTime fallback) throws BadField {
    List<Level> levels = new ArrayList<>();
    levels(node.path("bids"), Side.BUY, levels);
    levels(node.path("asks"), Side.SELL, levels);
    return new Said.Depth(symbol(node), timeOr(node, fallback), snapshot, levels, null);
  }

  private static void levels(JsonNode nodes, Side side, List<Level> levels) throws BadField {
    for (JsonNode node : nodes) {
      levels.add(
          new Level(
              side,
              Exact.price(node.path("price"), "price"),
              Exact.sizeOrZero(node.path("qty"), "qty")));
    }
  }

  static long checksum(JsonNode node) throws BadField {
    return Exact.whole(node.path("checksum"), "checksum");
  }

  static KrakenChecksum.Decimals decimals(JsonNode pair) throws BadField {
    return new KrakenChecksum.Decimals(
        Math.toIntExact(Exact.whole(pair.path("price_precision"), "price_precision")),
        Math.toIntExact(Exact.whole(pair.path("qty_precision"), "qty_precision")));
  }

  static Symbol symbol(JsonNode node) throws BadField {
    String name = node.path("symbol").asString("");
    if (name.isBlank()) {
      throw new BadField("SYMBOL_EMPTY", "no symbol");
    }
    return new Symbol(name);
  }

  private static EventTime timeOr(JsonNode node, EventTime fallback) throws BadField {
    JsonNode time = node.path("timestamp");
    return time.isMissingNode() ? fallback : Frames.time(time, "timestamp");
  }
}
