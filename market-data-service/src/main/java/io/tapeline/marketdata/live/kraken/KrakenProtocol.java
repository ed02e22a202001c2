package io.tapeline.marketdata.live.kraken;

import io.tapeline.core.book.ChecksumGuard;
import io.tapeline.core.book.KrakenChecksum;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.marketdata.live.Backfill;
import io.tapeline.marketdata.live.Desk;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.Frames;
import io.tapeline.marketdata.live.NumberedTrades;
import io.tapeline.marketdata.live.Rejects;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.live.VenueProtocol;
import io.tapeline.marketdata.rest.Exact.BadField;
import io.tapeline.protocol.shell.LiveFeed;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Kraken's public stream, WebSocket v2: trades, best quotes, depth with checksum, instruments,
 * status.
 *
 * <p><b>Trades</b> are numbered by the venue. One that is left out is asked for by REST and told as
 * missed; one that comes twice is dropped. After a reconnect the last fifty come with the
 * subscription, older ones by REST. <b>Depth</b> is checked with every message; a book that differs
 * is told as invalid and subscribed to anew. After five in a row the connection is made anew.
 */
public final class KrakenProtocol implements VenueProtocol {

  private static final Logger LOG = LoggerFactory.getLogger(KrakenProtocol.class);
  private static final long ANSWER_NANOS = 10_000_000_000L;
  private static final int MOST_MISMATCHES = 5;
  private static final String NAME = "kraken";

  /**
   * What is wanted of the venue.
   *
   * @param depth levels a side, 0 for no depth; 10, 25, 100, 500 or 1000
   * @param longestSilence a connection without any message counts as dead after it; the venue says
   *     something every second
   */
  public record Wanted(URI uri, List<Symbol> symbols, int depth, Duration longestSilence) {

    public Wanted {
      symbols = List.copyOf(symbols);
    }
  }

  private final Wanted wanted;
  private final Desk desk;
  private final FeedStatus status;
  private final Backfill backfill;
  private final Rejects rejects;
  private final Map<Symbol, Pair> pairs = new LinkedHashMap<>();
  private final Map<Long, Asked> asked = new HashMap<>();
  private @Nullable Outlet outlet;
  private long openedAt;
  private boolean subscribed;
  private boolean everSubscribed;
  private long requests;
  private String venueState = "";

  /** A request that is not answered yet. */
  private record Asked(String what, long atNanos, int answersDue) {}

  public KrakenProtocol(
      Wanted wanted, LiveFeed.Resume resume, Desk desk, FeedStatus status, Backfill backfill) {
    this.wanted = wanted;
    this.desk = desk;
    this.status = status;
    this.backfill = backfill;
    this.rejects = new Rejects(NAME, desk, status);
    NumberedTrades.Hands hands = new NumberedTrades.Hands(NAME, desk, status, backfill);
    for (Symbol symbol : wanted.symbols()) {
      LiveFeed.Resume.Last last = resume.last().get(symbol);
      NumberedTrades trades = new NumberedTrades(symbol, last == null ? null : last.trade(), hands);
      pairs.put(symbol, new Pair(symbol, wanted.depth(), trades));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public URI uri() {
    return wanted.uri();
  }

  @Override
  public Duration longestSilence() {
    return wanted.longestSilence();
  }

  @Override
  public void opened(Outlet out) {
    outlet = out;
    openedAt = System.nanoTime();
    subscribed = false;
    asked.clear();
    pairs.values().forEach(pair -> pair.trades().connected(out));
    ask("subscribe", Map.of("channel", "instrument", "snapshot", true), 1);
  }

  @Override
  public void lost(long seenMicros) throws InterruptedException {
    for (Pair pair : pairs.values()) {
      pair.trades().lost();
      distrust(pair, Invalidity.DISCONNECTED, seenMicros);
    }
  }

  @Override
  public void look(long nowNanos) {
    for (Asked each : asked.values()) {
      if (nowNanos - each.atNanos() > ANSWER_NANOS) {
        out().reconnect("no answer to " + each.what() + " within 10 s");
        return;
      }
    }
    if (!subscribed && nowNanos - openedAt > ANSWER_NANOS) {
      out().reconnect("the list of pairs does not come");
    }
    for (Pair pair : pairs.values()) {
      if (subscribed
          && wanted.depth() > 0
          && pair.book().awaitsSnapshot()
          && nowNanos - pair.bookAskedAt > ANSWER_NANOS) {
        out().reconnect("the book of " + pair.symbol() + " does not come");
      }
    }
  }

  @Override
  public void close() {
    backfill.close();
  }

  private Outlet out() {
    return Objects.requireNonNull(outlet, "not connected");
  }

  private void ask(String method, Map<String, Object> params, int answers) {
    long id = ++requests;
    String what = method + " " + params.get("channel");
    asked.put(id, new Asked(what, System.nanoTime(), answers));
    out().send(KrakenMessages.request(method, id, new TreeMap<>(params)));
  }

  @Override
  public void message(String text, long seenMicros) throws InterruptedException {
    JsonNode message;
    try {
      message = Frames.parse(text);
    } catch (JacksonException e) {
      rejects.keep("message", "NOT_JSON", String.valueOf(e.getOriginalMessage()), text, seenMicros);
      return;
    }
    String channel = Frames.text(message, "channel");
    if (channel == null) {
      answer(message, text, seenMicros);
      return;
    }
    switch (channel) {
      case "heartbeat" -> {}
      case "status" -> venueSays(message);
      case "instrument" -> instruments(message.path("data").path("pairs"), message, seenMicros);
      case "trade", "ticker", "book" -> data(channel, message, seenMicros);
      default -> rejects.keep("message", "UNKNOWN_TYPE", "channel " + channel, text, seenMicros);
    }
  }

  private void venueSays(JsonNode message) {
    String now = Frames.text(message.path("data").path(0), "system");
    if (now != null && !now.equals(venueState)) {
      LOG.info("kraken: the venue is {}", now);
      venueState = now;
      status.venueSays(now);
    }
  }

  private void answer(JsonNode message, String text, long seenMicros) throws InterruptedException {
    if (message.path("method").asString("").equals("pong")) {
      return;
    }
    String error = Frames.text(message, "error");
    if (error == null) {
      error = Frames.text(message, "Error");
    }
    long id = message.path("req_id").asLong(0);
    Asked request = asked.remove(id);
    if (request != null && request.answersDue() > 1) {
      asked.put(id, new Asked(request.what(), request.atNanos(), request.answersDue() - 1));
    }
    if (error != null && !error.equals("Already subscribed")) {
      refused(request, error);
    } else if (request == null && !message.has("method")) {
      rejects.keep("message", "UNKNOWN_TYPE", "neither data nor an answer", text, seenMicros);
    }
  }

  private void refused(@Nullable Asked request, String error) {
    String what = request == null ? "a request" : request.what();
    if (error.equals("Subscription Not Found")) {
      return;
    }
    out().reconnect("the venue refuses " + what + ": " + error);
  }

  /** The venue's pairs: all of them first, then those that change. */
  private void instruments(JsonNode told, JsonNode message, long seenMicros)
      throws InterruptedException {
    for (JsonNode node : told) {
      Pair pair = pairs.get(new Symbol(node.path("symbol").asString("?")));
      if (pair != null) {
        try {
          take(pair, KrakenMessages.decimals(node), seenMicros);
        } catch (BadField e) {
          LOG.warn("kraken: decimals of {} cannot be read: {}", pair.symbol(), e.getMessage());
        }
      }
    }
    if (!subscribed && message.path("type").asString("").equals("snapshot")) {
      checkKnown();
      subscribe();
    }
  }

  /** A book whose decimals change cannot be checked: it begins anew. */
  private void take(Pair pair, KrakenChecksum.Decimals decimals, long seenMicros)
      throws InterruptedException {
    if (pair.isWrittenWith(decimals)) {
      return;
    }
    distrust(pair, Invalidity.SEQUENCE_GAP, seenMicros);
    pair.write(decimals);
    if (subscribed) {
      subscribeBookAnew(pair);
    }
  }

  private void checkKnown() {
    List<String> unknown =
        pairs.values().stream()
            .filter(pair -> pair.guard() == null)
            .map(pair -> pair.symbol().value())
            .toList();
    if (!unknown.isEmpty() && !everSubscribed) {
      throw new IllegalStateException(
          "kraken has no pair %s: name pairs as its WebSocket does, like BTC/USD"
              .formatted(String.join(", ", unknown)));
    }
  }

  private void subscribe() {
    List<String> symbols = pairs.keySet().stream().map(Symbol::value).toList();
    int answers = symbols.size();
    ask("subscribe", Map.of("channel", "trade", "symbol", symbols, "snapshot", true), answers);
    ask(
        "subscribe",
        Map.of("channel", "ticker", "symbol", symbols, "event_trigger", "bbo", "snapshot", true),
        answers);
    if (wanted.depth() > 0) {
      ask("subscribe", book(symbols, true), answers);
      pairs.values().forEach(pair -> pair.bookAskedAt = System.nanoTime());
    }
    subscribed = true;
    everSubscribed = true;
  }

  private Map<String, Object> book(List<String> symbols, boolean snapshot) {
    Map<String, Object> params = new HashMap<>();
    params.put("channel", "book");
    params.put("symbol", symbols);
    params.put("depth", wanted.depth());
    if (snapshot) {
      params.put("snapshot", true);
    }
    return params;
  }

  private void subscribeBookAnew(Pair pair) {
    if (wanted.depth() > 0) {
      List<String> symbol = List.of(pair.symbol().value());
      ask("unsubscribe", book(symbol, false), 1);
      ask("subscribe", book(symbol, true), 1);
      pair.bookAskedAt = System.nanoTime();
    }
  }

  private void data(String channel, JsonNode message, long seenMicros) throws InterruptedException {
    boolean snapshot = message.path("type").asString("").equals("snapshot");
    List<JsonNode> nodes = new ArrayList<>();
    message.path("data").forEach(nodes::add);
    if (channel.equals("trade") && snapshot) {
      nodes.sort(Comparator.comparingLong(node -> node.path("trade_id").asLong(0)));
      begin(nodes);
    }
    for (JsonNode node : nodes) {
      try {
        Pair pair = pairs.get(KrakenMessages.symbol(node));
        if (pair == null) {
          throw new BadField("UNKNOWN_SYMBOL", "not subscribed to");
        }
        switch (channel) {
          case "trade" -> pair.trades().take(KrakenMessages.trade(node), snapshot, seenMicros);
          case "ticker" ->
              desk.take(KrakenMessages.quote(node, new EventTime(seenMicros)), seenMicros);
          default -> depth(pair, node, snapshot, seenMicros);
        }
      } catch (BadField e) {
        rejects.keep(
            channel, e.reason(), String.valueOf(e.getMessage()), node.toString(), seenMicros);
      }
    }
  }

  /** Where nothing is known of a pair yet, its line begins behind the trades of the snapshot. */
  private void begin(List<JsonNode> trades) {
    for (JsonNode node : trades.reversed()) {
      Pair pair = pairs.get(new Symbol(node.path("symbol").asString("?")));
      if (pair != null && pair.trades().isNew()) {
        pair.trades().beginBehind(node.path("trade_id").asLong(0));
      }
    }
  }

  private void depth(Pair pair, JsonNode node, boolean snapshot, long seenMicros)
      throws BadField, InterruptedException {
    ChecksumGuard guard = pair.guard();
    if (guard == null) {
      return;
    }
    Said.Depth said = KrakenMessages.depth(node, snapshot, new EventTime(seenMicros));
    BookUpdate update =
        new BookUpdate(new Origin(0, said.ts()), said.symbol(), snapshot, said.levels());
    switch (guard.apply(update, KrakenMessages.checksum(node))) {
      case APPLIED -> {
        pair.mismatches = 0;
        pair.bookTime = said.ts();
        desk.take(said, seenMicros);
        status.book(pair.symbol(), null);
      }
      case MISMATCH -> mismatch(pair, said.ts(), seenMicros);
      case DROPPED -> {}
    }
  }

  private void mismatch(Pair pair, EventTime ts, long seenMicros) throws InterruptedException {
    tellInvalid(pair, Invalidity.CHECKSUM_MISMATCH, ts, seenMicros);
    if (++pair.mismatches >= MOST_MISMATCHES) {
      pair.mismatches = 0;
      out().reconnect("the book of " + pair.symbol() + " does not match its checksum");
    } else {
      LOG.warn("kraken: the book of {} does not match its checksum", pair.symbol());
      subscribeBookAnew(pair);
    }
  }

  private void distrust(Pair pair, Invalidity reason, long seenMicros) throws InterruptedException {
    EventTime ts = pair.bookTime;
    if (!pair.book().awaitsSnapshot() && ts != null) {
      pair.book().invalidate(reason);
      tellInvalid(pair, reason, ts, seenMicros);
    }
  }

  private void tellInvalid(Pair pair, Invalidity reason, EventTime ts, long seenMicros)
      throws InterruptedException {
    desk.take(new Said.Depth(pair.symbol(), ts, false, List.of(), reason), seenMicros);
    status.book(pair.symbol(), reason.name());
  }
}
