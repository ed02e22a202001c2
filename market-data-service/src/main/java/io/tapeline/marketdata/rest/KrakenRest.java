package io.tapeline.marketdata.rest;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.Exact.BadField;
import io.tapeline.marketdata.rest.RestCall.Answer;
import io.tapeline.marketdata.rest.VenueException.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Kraken's public REST calls. Every call asks once and either gives the whole answer or throws.
 *
 * <p>A pair is named as on the WebSocket, {@code BTC/USD}, or as Kraken lists it, {@code XBTUSD} or
 * {@code XXBTZUSD}. REST knows pairs by the latter and calls bitcoin XBT and dogecoin XDG, so a
 * name with a slash is turned into that form.
 */
public final class KrakenRest {

  /** Where the venue's public REST API is. */
  public static final String PUBLIC = "https://api.kraken.com";

  /** Most trades in one answer. */
  public static final int TRADES_A_PAGE = 1000;

  /** Most candles Kraken keeps of each length, the running one among them. */
  public static final int MOST_CANDLES = 720;

  /** How long a call may take unless told otherwise (MD-HIST). */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final String TRADES = "/0/public/Trades";
  private static final String OHLC = "/0/public/OHLC";
  private static final String TIME = "/0/public/Time";
  private static final String LAST = "last";
  private static final String THROTTLED_UNTIL = "EService:Throttled:";

  private final RestCall call;

  public KrakenRest(URI base, HttpClient http) {
    this(base, http, TIMEOUT);
  }

  public KrakenRest(URI base, HttpClient http, Duration timeout) {
    call = new RestCall("kraken", base, http, timeout);
  }

  /** A page of at most {@link #TRADES_A_PAGE} trades. */
  public TradesPage trades(String pair, long sinceNanos)
      throws VenueException, InterruptedException {
    return trades(pair, sinceNanos, TRADES_A_PAGE);
  }

  /**
   * The oldest trades after a moment, at most {@code count}.
   *
   * @param sinceNanos nanoseconds since the epoch, exclusive
   */
  public TradesPage trades(String pair, long sinceNanos, int count)
      throws VenueException, InterruptedException {
    JsonNode result =
        ask(
            TRADES,
            query(
                "pair",
                restName(pair),
                "since",
                Long.toString(sinceNanos),
                "count",
                Integer.toString(count)),
            pair);
    List<VenueTrade> trades = new ArrayList<>();
    List<RefusedRow> refused = new ArrayList<>();
    for (JsonNode row : rows(result, TRADES, pair)) {
      try {
        trades.add(trade(row));
      } catch (BadField e) {
        refused.add(e.row(row));
      }
    }
    return new TradesPage(trades, last(result, TRADES, pair), refused);
  }

  /** {@code ["30243.40000","0.34507674",1688669597.8277369,"b","m","",61044952]} */
  private static VenueTrade trade(JsonNode row) throws BadField {
    if (row.size() < 7) {
      throw new BadField("FIELD_COUNT", "%d fields, 7 expected".formatted(row.size()));
    }
    return new VenueTrade(
        Exact.whole(row.get(6), "trade id"),
        Exact.time(row.get(2), 0),
        Exact.price(row.get(0), "price"),
        Exact.size(row.get(1), "size"),
        aggressor(row.get(3)));
  }

  private static Aggressor aggressor(JsonNode side) throws BadField {
    return switch (side.asString("")) {
      case "b" -> Aggressor.BUY;
      case "s" -> Aggressor.SELL;
      default -> throw new BadField("UNKNOWN_SIDE", "side %s is not b or s".formatted(side));
    };
  }

  /**
   * The newest candles, at most {@link #MOST_CANDLES} with the running one, however far back is
   * asked.
   *
   * @throws IllegalArgumentException for one-second candles, which Kraken does not have
   */
  public CandlesPage candles(String pair, Timeframe timeframe)
      throws VenueException, InterruptedException {
    if (timeframe == Timeframe.S1) {
      throw new IllegalArgumentException("kraken has no 1s candles");
    }
    JsonNode result =
        ask(
            OHLC,
            query(
                "pair", restName(pair), "interval", Long.toString(timeframe.length().toMinutes())),
            pair);
    List<VenueCandle> candles = new ArrayList<>();
    List<RefusedRow> refused = new ArrayList<>();
    for (JsonNode row : rows(result, OHLC, pair)) {
      try {
        candles.add(candle(row));
      } catch (BadField e) {
        refused.add(e.row(row));
      }
    }
    EventTime committed = new EventTime(last(result, OHLC, pair) * EventTime.MICROS_PER_SECOND);
    VenueCandle running = null;
    List<VenueCandle> closed = new ArrayList<>();
    for (VenueCandle candle : candles) {
      if (!candle.openTime().isAfter(committed)) {
        closed.add(candle);
      } else if (running == null || candle.openTime().isAfter(running.openTime())) {
        running = candle;
      }
    }
    return new CandlesPage(closed, running, refused);
  }

  /** {@code [1688671200,"30306.1","30306.2","30305.7","30305.7","30306.1","3.39243896",23]} */
  private static VenueCandle candle(JsonNode row) throws BadField {
    if (row.size() < 7) {
      throw new BadField("FIELD_COUNT", "%d fields, 8 expected".formatted(row.size()));
    }
    return new VenueCandle(
        Exact.time(row.get(0), 0),
        Exact.decimal(row.get(1), "open"),
        Exact.decimal(row.get(2), "high"),
        Exact.decimal(row.get(3), "low"),
        Exact.decimal(row.get(4), "close"),
        Exact.decimal(row.get(6), "volume"));
  }

  /** The venue's time, whole seconds. */
  public EventTime time() throws VenueException, InterruptedException {
    JsonNode result = ask(TIME, Map.of(), "");
    try {
      return Exact.time(result.path("unixtime"), 0);
    } catch (BadField e) {
      throw call.unreadable(TIME, "", String.valueOf(e.getMessage()));
    }
  }

  /** The name by which REST knows a pair. */
  static String restName(String pair) {
    int slash = pair.indexOf('/');
    return slash < 0 ? pair : asset(pair.substring(0, slash)) + asset(pair.substring(slash + 1));
  }

  private static String asset(String name) {
    return switch (name) {
      case "BTC" -> "XBT";
      case "DOGE" -> "XDG";
      default -> name;
    };
  }

  private JsonNode ask(String path, Map<String, String> query, String pair)
      throws VenueException, InterruptedException {
    Answer answer = call.get(path, query, pair);
    JsonNode json = answer.json();
    List<String> errors = json == null ? List.of() : errors(json);
    if (!errors.isEmpty()) {
      throw refusal(errors, answer, path, pair);
    }
    VenueException failure = call.ofStatus(answer, path, pair);
    if (failure != null) {
      throw failure;
    }
    if (json == null || !json.path("result").isObject()) {
      throw call.unreadable(path, pair, "the answer is not the JSON that was expected");
    }
    return json.path("result");
  }

  /** Kraken's errors; those that begin with W are warnings. */
  private static List<String> errors(JsonNode json) {
    return json.path("error")
        .valueStream()
        .map(error -> error.asString(""))
        .filter(error -> error.startsWith("E"))
        .toList();
  }

  private VenueException refusal(List<String> errors, Answer answer, String path, String pair) {
    String what = String.join(", ", errors);
    String first = errors.getFirst();
    if (first.equals("EQuery:Unknown asset pair")) {
      return call.failure(
          Fault.UNKNOWN_SYMBOL,
          path,
          pair,
          "kraken does not know this pair (" + what + "); names are as in BTC/USD");
    }
    if (first.startsWith(THROTTLED_UNTIL)) {
      return call.failure(Fault.THROTTLED, path, pair, what, until(first));
    }
    if (first.equals("EAPI:Rate limit exceeded") || first.equals("EGeneral:Too many requests")) {
      return call.failure(Fault.THROTTLED, path, pair, what, answer.retryAfter());
    }
    boolean passing = first.startsWith("EService:") || first.startsWith("EGeneral:Internal error");
    return call.failure(
        passing ? Fault.UNAVAILABLE : Fault.REFUSED, path, pair, what, answer.retryAfter());
  }

  /** {@code EService:Throttled:<unix seconds>} */
  private static @Nullable Duration until(String error) {
    try {
      Instant end =
          Instant.ofEpochSecond(Long.parseLong(error.substring(THROTTLED_UNTIL.length())));
      Duration left = Duration.between(Instant.now(), end);
      return left.isNegative() ? Duration.ZERO : left;
    } catch (NumberFormatException | java.time.DateTimeException _) {
      return null;
    }
  }

  /** The rows stand under the pair's own name, which need not be the one that was asked for. */
  private JsonNode rows(JsonNode result, String path, String pair) throws VenueException {
    JsonNode rows = null;
    for (Map.Entry<String, JsonNode> entry : result.properties()) {
      if (!entry.getKey().equals(LAST)) {
        if (rows != null) {
          throw call.unreadable(path, pair, "the answer tells of several pairs");
        }
        rows = entry.getValue();
      }
    }
    if (rows == null || !rows.isArray()) {
      throw call.unreadable(path, pair, "the answer has no rows");
    }
    return rows;
  }

  private long last(JsonNode result, String path, String pair) throws VenueException {
    try {
      return Exact.whole(result.path(LAST), LAST);
    } catch (BadField e) {
      throw call.unreadable(path, pair, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> query(String... namesAndValues) {
    Map<String, String> query = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return query;
  }
}
