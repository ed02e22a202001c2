package io.tapeline.marketdata.live.kraken;

import io.tapeline.core.book.KrakenChecksum;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.rest.Exact;
import io.tapeline.marketdata.rest.Exact.BadField;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Messages of Kraken's WebSocket v2, to and fro. */
final class KrakenMessages {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private KrakenMessages() {}

  /** Throws {@link tools.jackson.core.JacksonException} for what is no JSON. */
  static JsonNode parse(String text) {
    return JSON.readTree(text);
  }

  static String request(String method, long id, Map<String, Object> params) {
    return JSON.writeValueAsString(Map.of("method", method, "req_id", id, "params", params));
  }

  static Said.Trade trade(JsonNode node) throws BadField {
    return new Said.Trade(
        symbol(node),
        time(node.path("timestamp")),
        price(node.path("price"), "price"),
        size(node.path("qty"), "qty"),
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
    Price bid = price(node.path("bid"), "bid");
    Price ask = price(node.path("ask"), "ask");
    if (bid.isAbove(ask)) {
      throw new BadField("CROSSED_QUOTE", "bid " + bid + " is above ask " + ask);
    }
    if (!ask.isAbove(bid)) {
      throw new BadField("LOCKED_QUOTE", "bid " + bid + " equals ask " + ask);
    }
    return new Said.TopQuote(
        symbol(node),
        timeOr(node, fallback),
        bid,
        sizeOrZero(node.path("bid_qty"), "bid_qty"),
        ask,
        sizeOrZero(node.path("ask_qty"), "ask_qty"));
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
          new Level(side, price(node.path("price"), "price"), sizeOrZero(node.path("qty"), "qty")));
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

  private static Price price(JsonNode node, String what) throws BadField {
    BigDecimal value = Exact.decimal(node, what);
    if (value.signum() <= 0) {
      throw new BadField(
          "PRICE_NOT_POSITIVE", what + " " + value.toPlainString() + " is not above zero");
    }
    return new Price(value);
  }

  private static Quantity size(JsonNode node, String what) throws BadField {
    Quantity size = sizeOrZero(node, what);
    if (size.isZero()) {
      throw new BadField("SIZE_NOT_POSITIVE", what + " is not above zero");
    }
    return size;
  }

  private static Quantity sizeOrZero(JsonNode node, String what) throws BadField {
    BigDecimal value = Exact.decimal(node, what);
    if (value.signum() < 0) {
      throw new BadField("SIZE_NEGATIVE", what + " " + value.toPlainString() + " is below zero");
    }
    return new Quantity(value);
  }

  private static EventTime timeOr(JsonNode node, EventTime fallback) throws BadField {
    JsonNode time = node.path("timestamp");
    return time.isMissingNode() ? fallback : time(time);
  }

  private static EventTime time(JsonNode node) throws BadField {
    String text = node.asString("");
    try {
      return new EventTime(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text)));
    } catch (DateTimeException e) {
      throw new BadField("TS_NOT_A_TIME", "timestamp '" + text + "' is no time");
    }
  }

  /** Text of a field, null where it is missing. */
  static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? value.stringValue() : null;
  }
}
