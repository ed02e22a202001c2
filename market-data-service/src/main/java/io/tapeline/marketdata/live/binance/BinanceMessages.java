package io.tapeline.marketdata.live.binance;

import io.tapeline.core.book.NumberedChange;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.marketdata.live.Frames;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.rest.Exact;
import io.tapeline.marketdata.rest.Exact.BadField;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Messages of Binance's spot streams. */
final class BinanceMessages {

  private static final int MILLIS = 3;

  private BinanceMessages() {}

  /** What a message is, named as the venue does; empty if it is nothing known. */
  static String kind(JsonNode data) {
    String event = Frames.text(data, "e");
    if (event != null) {
      return event;
    }
    // Best quotes are the one event that does not say what it is.
    if (data.has("u") && data.has("b") && data.has("B") && data.has("a") && data.has("A")) {
      return "bookTicker";
    }
    if (data.has("error") || data.has("code")) {
      return "error";
    }
    return data.has("result") && data.has("id") ? "answer" : "";
  }

  static Symbol symbol(JsonNode data) throws BadField {
    String name = data.path("s").asString("");
    if (name.isBlank()) {
      throw new BadField("SYMBOL_EMPTY", "no symbol");
    }
    return new Symbol(name);
  }

  /** When the venue sent an event. */
  static EventTime sent(JsonNode data) throws BadField {
    return Exact.time(data.path("E"), MILLIS);
  }

  static Said.Trade trade(JsonNode data) throws BadField {
    JsonNode buyerWaited = data.path("m");
    if (!buyerWaited.isBoolean()) {
      throw new BadField("UNKNOWN_SIDE", "m %s is not true or false".formatted(buyerWaited));
    }
    return new Said.Trade(
        symbol(data),
        Exact.time(data.path("T"), MILLIS),
        Exact.price(data.path("p"), "price"),
        Exact.size(data.path("q"), "quantity"),
        buyerWaited.booleanValue() ? Aggressor.SELL : Aggressor.BUY,
        Exact.whole(data.path("a"), "trade id"),
        false);
  }

  /**
   * Best bid and offer.
   *
   * @param ts its time, which the message does not have
   */
  static Said.TopQuote quote(JsonNode data, EventTime ts) throws BadField {
    Price bid = Exact.price(data.path("b"), "bid");
    Price ask = Exact.price(data.path("a"), "ask");
    Frames.checkOrder(bid, ask);
    return new Said.TopQuote(
        symbol(data),
        ts,
        bid,
        Exact.sizeOrZero(data.path("B"), "bid size"),
        ask,
        Exact.sizeOrZero(data.path("A"), "ask size"));
  }

  static NumberedChange.Spot change(JsonNode data) throws BadField {
    List<Level> levels = new ArrayList<>();
    levels(data.path("b"), Side.BUY, levels);
    levels(data.path("a"), Side.SELL, levels);
    long first = Exact.whole(data.path("U"), "U");
    long last = Exact.whole(data.path("u"), "u");
    if (first < 0 || last < first) {
      throw new BadField("SEQUENCE_NOT_ASCENDING", "U %d, u %d".formatted(first, last));
    }
    BookUpdate update = new BookUpdate(new Origin(0, sent(data)), symbol(data), false, levels);
    return new NumberedChange.Spot(update, first, last);
  }

  private static void levels(JsonNode rows, Side side, List<Level> levels) throws BadField {
    if (!rows.isArray()) {
      throw new BadField("FIELD_MISSING", "no levels of side " + side);
    }
    for (JsonNode row : rows) {
      levels.add(
          new Level(
              side, Exact.price(row.path(0), "price"), Exact.sizeOrZero(row.path(1), "quantity")));
    }
  }
}
