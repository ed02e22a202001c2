package io.tapeline.marketdata.rest;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.Exact.BadField;
import io.tapeline.marketdata.rest.RestCall.Answer;
import io.tapeline.marketdata.rest.VenueException.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Binance's public REST calls of the spot market. Every call asks once and either gives the whole
 * answer or throws. Symbols are as in {@code BTCUSDT}.
 */
public final class BinanceRest {

  /** Where the venue's public REST API is. */
  public static final String PUBLIC = "https://api.binance.com";

  /** Most trades or candles in one answer. */
  public static final int ROWS_A_PAGE = 1000;

  private static final String AGG_TRADES = "/api/v3/aggTrades";
  private static final String KLINES = "/api/v3/klines";
  private static final String DEPTH = "/api/v3/depth";
  private static final String TIME = "/api/v3/time";
  private static final int MILLIS = 3;
  private static final long MICROS_PER_MILLI = 1000;

  private final RestCall call;

  public BinanceRest(URI base, HttpClient http) {
    this(base, http, KrakenRest.TIMEOUT);
  }

  public BinanceRest(URI base, HttpClient http, Duration timeout) {
    call = new RestCall("binance", base, http, timeout);
  }

  /** Aggregated trades from an id on, that one included. */
  public TradesPage aggTradesFrom(String symbol, long fromId, int limit)
      throws VenueException, InterruptedException {
    Map<String, String> query = query(symbol, limit);
    query.put("fromId", Long.toString(fromId));
    return aggTrades(symbol, query);
  }

  /**
   * The oldest aggregated trades from a moment on, that one included.
   *
   * @param end last moment, inclusive, at most an hour later; null for none
   */
  public TradesPage aggTradesSince(
      String symbol, EventTime start, @Nullable EventTime end, int limit)
      throws VenueException, InterruptedException {
    Map<String, String> query = query(symbol, limit);
    putTimes(query, start, end);
    return aggTrades(symbol, query);
  }

  private TradesPage aggTrades(String symbol, Map<String, String> query)
      throws VenueException, InterruptedException {
    List<VenueTrade> trades = new ArrayList<>();
    List<RefusedRow> refused = new ArrayList<>();
    long last = -1;
    for (JsonNode row : rows(ask(AGG_TRADES, query, symbol), AGG_TRADES, symbol)) {
      try {
        VenueTrade trade = aggTrade(row);
        last = Math.max(last, trade.tradeId());
        trades.add(trade);
      } catch (BadField e) {
        refused.add(e.row(row));
      }
    }
    return new TradesPage(trades, last, refused);
  }

  /** {@code {"a":26129,"p":"0.01","q":"4.7","f":27781,"l":27781,"T":1498793709153,"m":true}} */
  private static VenueTrade aggTrade(JsonNode row) throws BadField {
    JsonNode buyerWaited = row.path("m");
    if (!buyerWaited.isBoolean()) {
      throw new BadField("UNKNOWN_SIDE", "m %s is not true or false".formatted(buyerWaited));
    }
    return new VenueTrade(
        Exact.whole(row.path("a"), "trade id"),
        Exact.time(row.path("T"), MILLIS),
        Exact.price(row.path("p"), "price"),
        Exact.size(row.path("q"), "size"),
        buyerWaited.booleanValue() ? Aggressor.SELL : Aggressor.BUY);
  }

  /**
   * The oldest candles that open within a span, the running one among them.
   *
   * @param end last moment of opening, inclusive
   */
  public CandlesPage candles(
      String symbol, Timeframe timeframe, EventTime start, EventTime end, int limit)
      throws VenueException, InterruptedException {
    Map<String, String> query = query(symbol, limit);
    query.put("interval", timeframe.label());
    putTimes(query, start, end);
    List<VenueCandle> candles = new ArrayList<>();
    List<RefusedRow> refused = new ArrayList<>();
    for (JsonNode row : rows(ask(KLINES, query, symbol), KLINES, symbol)) {
      try {
        candles.add(candle(row));
      } catch (BadField e) {
        refused.add(e.row(row));
      }
    }
    return new CandlesPage(candles, null, refused);
  }

  /** {@code [1499040000000,"0.0163","0.8","0.0157","0.0158","148976.1",1499644799999,…]} */
  private static VenueCandle candle(JsonNode row) throws BadField {
    if (row.size() < 6) {
      throw new BadField("FIELD_COUNT", "%d fields, 12 expected".formatted(row.size()));
    }
    return new VenueCandle(
        Exact.time(row.get(0), MILLIS),
        Exact.decimal(row.get(1), "open"),
        Exact.decimal(row.get(2), "high"),
        Exact.decimal(row.get(3), "low"),
        Exact.decimal(row.get(4), "close"),
        Exact.decimal(row.get(5), "volume"));
  }

  /** The best {@code limit} levels of each side, 1 to 5000. */
  public DepthSnapshot depth(String symbol, int limit) throws VenueException, InterruptedException {
    JsonNode json = ask(DEPTH, query(symbol, limit), symbol);
    try {
      return new DepthSnapshot(
          Exact.whole(json.path("lastUpdateId"), "lastUpdateId"),
          levels(Side.BUY, json.path("bids")),
          levels(Side.SELL, json.path("asks")));
    } catch (BadField e) {
      throw call.unreadable(DEPTH, symbol, String.valueOf(e.getMessage()));
    }
  }

  private static List<BookUpdate.Level> levels(Side side, JsonNode rows) throws BadField {
    if (!rows.isArray()) {
      throw new BadField("NO_LEVELS", "the answer has no levels");
    }
    List<BookUpdate.Level> levels = new ArrayList<>();
    for (JsonNode row : rows) {
      levels.add(
          new BookUpdate.Level(
              side, Exact.price(row.path(0), "price"), Exact.size(row.path(1), "size")));
    }
    return levels;
  }

  /** The venue's time. */
  public EventTime time() throws VenueException, InterruptedException {
    try {
      return Exact.time(ask(TIME, Map.of(), "").path("serverTime"), MILLIS);
    } catch (BadField e) {
      throw call.unreadable(TIME, "", String.valueOf(e.getMessage()));
    }
  }

  private JsonNode ask(String path, Map<String, String> query, String symbol)
      throws VenueException, InterruptedException {
    Answer answer = call.get(path, query, symbol);
    JsonNode json = answer.json();
    if (json != null && json.path("code").isIntegralNumber()) {
      throw refusal(json, answer, path, symbol);
    }
    VenueException failure = call.ofStatus(answer, path, symbol);
    if (failure != null) {
      throw failure;
    }
    if (json == null) {
      throw call.unreadable(path, symbol, "the answer is not the JSON that was expected");
    }
    return json;
  }

  /** {@code {"code":-1121,"msg":"Invalid symbol."}} */
  private VenueException refusal(JsonNode json, Answer answer, String path, String symbol) {
    int code = json.path("code").asInt(0);
    String what = "%s (%d)".formatted(json.path("msg").asString(""), code);
    if (answer.status() == 429 || answer.status() == 418) {
      return call.failure(Fault.THROTTLED, path, symbol, what, answer.retryAfter());
    }
    return switch (code) {
      case -1121 ->
          call.failure(
              Fault.UNKNOWN_SYMBOL,
              path,
              symbol,
              "binance does not know this symbol: " + what + "; names are as in BTCUSDT");
      case -1003, -1015 -> call.failure(Fault.THROTTLED, path, symbol, what, answer.retryAfter());
      // Unknown, disconnected, unexpected answer, time-out, too busy: the venue's own troubles.
      case -1000, -1001, -1006, -1007, -1008 ->
          call.failure(Fault.UNAVAILABLE, path, symbol, what, answer.retryAfter());
      default ->
          call.failure(
              answer.status() >= 500 ? Fault.UNAVAILABLE : Fault.REFUSED,
              path,
              symbol,
              what,
              answer.retryAfter());
    };
  }

  private JsonNode rows(JsonNode json, String path, String symbol) throws VenueException {
    if (!json.isArray()) {
      throw call.unreadable(path, symbol, "the answer has no rows");
    }
    return json;
  }

  private static Map<String, String> query(String symbol, int limit) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("symbol", symbol);
    query.put("limit", Integer.toString(limit));
    return query;
  }

  /** Milliseconds, so that nothing between the two moments is left out. */
  private static void putTimes(
      Map<String, String> query, EventTime start, @Nullable EventTime end) {
    query.put("startTime", Long.toString(Math.floorDiv(start.micros(), MICROS_PER_MILLI)));
    if (end != null) {
      query.put("endTime", Long.toString(Math.floorDiv(end.micros(), MICROS_PER_MILLI)));
    }
  }
}
