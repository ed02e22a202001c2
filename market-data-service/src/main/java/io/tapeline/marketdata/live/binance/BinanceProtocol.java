package io.tapeline.marketdata.live.binance;

import io.tapeline.core.book.NumberedChange;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.Backfill;
import io.tapeline.marketdata.live.Desk;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.Frames;
import io.tapeline.marketdata.live.NumberedTrades;
import io.tapeline.marketdata.live.Rejects;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.live.VenueClock;
import io.tapeline.marketdata.live.VenueProtocol;
import io.tapeline.marketdata.rest.DepthSnapshot;
import io.tapeline.marketdata.rest.Exact.BadField;
import io.tapeline.marketdata.rest.VenueException;
import io.tapeline.protocol.shell.LiveFeed;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Binance spot, combined stream: aggregated trades, best quotes, depth.
 *
 * <p><b>Trades</b> are numbered by the venue. One that is left out is asked for by REST and told as
 * missed; one that comes twice is dropped. <b>Depth</b> is a snapshot by REST and the changes that
 * follow it without a hole; a book with a hole is told as invalid and begins anew. <b>Best
 * quotes</b> bear no time: theirs is when they came, by the venue's clock as its other events tell
 * it. Until one has, the newest quote waits.
 */
public final class BinanceProtocol implements VenueProtocol {

  /** Streams that the venue allows in one connection. */
  public static final int MOST_STREAMS = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(BinanceProtocol.class);
  private static final String NAME = "binance";
  private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9_.-]{1,20}");

  /** What is asked for to see that the venue knows an instrument whose depth is not wanted. */
  private static final int FEW_LEVELS = 5;

  /**
   * What is wanted of the venue.
   *
   * @param base of the streams: wss://stream.binance.com:9443
   * @param depth levels a side of the snapshot, 0 for no depth, at most 5000
   * @param longestSilence a connection without a message or the answer to a ping counts as dead
   *     after it
   */
  public record Wanted(URI base, List<Symbol> symbols, int depth, Duration longestSilence) {

    /** Refuses symbols that no instrument of the venue can have. */
    public Wanted {
      symbols = List.copyOf(symbols);
      for (Symbol symbol : symbols) {
        if (!SYMBOL.matcher(symbol.value()).matches()) {
          throw new IllegalArgumentException(
              "binance has no symbol '%s': names are as in BTCUSDT".formatted(symbol));
        }
      }
      if (symbols.size() * 3 > MOST_STREAMS) {
        throw new IllegalArgumentException(
            "%d symbols: binance gives at most %d in one connection"
                .formatted(symbols.size(), MOST_STREAMS / 3));
      }
    }
  }

  /** Where depth snapshots come from. */
  @FunctionalInterface
  public interface Depths {
    DepthSnapshot of(Symbol symbol, int levels) throws VenueException, InterruptedException;
  }

  /** One instrument. */
  private static final class Line {

    private final Symbol symbol;
    private final NumberedTrades trades;
    private final DepthSync depth;
    private boolean known;
    private boolean asked;
    private int uselessSnapshots;
    private long newestQuote;
    private @Nullable JsonNode waitingQuote;

    Line(Symbol symbol, NumberedTrades trades, DepthSync depth) {
      this.symbol = symbol;
      this.trades = trades;
      this.depth = depth;
    }
  }

  private final Wanted wanted;
  private final Desk desk;
  private final Backfill backfill;
  private final Snapshots snapshots;
  private final Rejects rejects;
  private final VenueClock clock = new VenueClock();
  private final Map<Symbol, Line> lines = new LinkedHashMap<>();
  private @Nullable Outlet outlet;

  /** Number of the connection; snapshots asked for by an earlier one are of no use. */
  private final AtomicInteger connections = new AtomicInteger();

  public BinanceProtocol(
      Wanted wanted,
      LiveFeed.Resume resume,
      Desk desk,
      FeedStatus status,
      Backfill backfill,
      Depths depths) {
    this.wanted = wanted;
    this.desk = desk;
    this.backfill = backfill;
    this.snapshots = new Snapshots(depths);
    this.rejects = new Rejects(NAME, desk, status);
    NumberedTrades.Hands hands = new NumberedTrades.Hands(NAME, desk, status, backfill);
    for (Symbol symbol : wanted.symbols()) {
      LiveFeed.Resume.Last last = resume.last().get(symbol);
      lines.put(
          symbol,
          new Line(
              symbol,
              new NumberedTrades(symbol, last == null ? null : last.trade(), hands),
              new DepthSync(symbol, desk, status)));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The connection's address names what is wanted, so that nothing has to be asked for later. */
  @Override
  public URI uri() {
    String streams =
        lines.keySet().stream()
            .map(symbol -> symbol.value().toLowerCase(Locale.ROOT))
            .flatMap(this::streams)
            .collect(Collectors.joining("/"));
    return URI.create(
        wanted.base().toString().replaceFirst("/+$", "") + "/stream?streams=" + streams);
  }

  private Stream<String> streams(String symbol) {
    Stream<String> always = Stream.of(symbol + "@aggTrade", symbol + "@bookTicker");
    return wanted.depth() == 0 ? always : Stream.concat(always, Stream.of(symbol + "@depth@100ms"));
  }

  @Override
  public Duration longestSilence() {
    return wanted.longestSilence();
  }

  @Override
  public boolean isPinged() {
    return true;
  }

  @Override
  public void opened(Outlet out) {
    outlet = out;
    connections.incrementAndGet();
    for (Line line : lines.values()) {
      line.trades.connected(out);
      line.asked = false;
      line.uselessSnapshots = 0;
      if (wanted.depth() > 0 || !line.known) {
        askForDepth(line);
      }
    }
  }

  @Override
  public void lost(long seenMicros) throws InterruptedException {
    connections.incrementAndGet();
    for (Line line : lines.values()) {
      line.trades.lost();
      line.depth.lost(seenMicros);
    }
  }

  @Override
  public void look(long nowNanos) {}

  @Override
  public void close() {
    backfill.close();
    snapshots.close();
  }

  private Outlet out() {
    return Objects.requireNonNull(outlet, "not connected");
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
    JsonNode data = message.has("stream") ? message.path("data") : message;
    String kind = BinanceMessages.kind(data);
    try {
      switch (kind) {
        case "aggTrade" -> trade(data, seenMicros);
        case "bookTicker" -> quote(line(data), data, seenMicros);
        case "depthUpdate" -> change(data, seenMicros);
        case "answer" -> {}
        case "serverShutdown" -> out().reconnect("the venue shuts its server down");
        case "error" -> out().reconnect("the venue refuses: " + shown(text));
        default -> throw new BadField("UNKNOWN_TYPE", "neither data nor an answer");
      }
    } catch (BadField e) {
      rejects.keep(
          kind.isEmpty() ? "message" : kind,
          e.reason(),
          String.valueOf(e.getMessage()),
          text,
          seenMicros);
    }
  }

  private static String shown(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private Line line(JsonNode data) throws BadField {
    Line line = lines.get(BinanceMessages.symbol(data));
    if (line == null) {
      throw new BadField("UNKNOWN_SYMBOL", "not subscribed to");
    }
    return line;
  }

  private void trade(JsonNode data, long seenMicros) throws BadField, InterruptedException {
    Line line = line(data);
    Said.Trade trade = BinanceMessages.trade(data);
    tellTime(data, seenMicros);
    line.trades.take(trade, false, seenMicros);
  }

  /** The clock is told first: an event's own time must not lie before that of a waiting quote. */
  private void tellTime(JsonNode data, long seenMicros) throws BadField, InterruptedException {
    boolean first = !clock.isKnown();
    clock.note(BinanceMessages.sent(data).micros(), seenMicros);
    if (first) {
      for (Line line : lines.values()) {
        JsonNode waiting = line.waitingQuote;
        line.waitingQuote = null;
        if (waiting != null) {
          quote(line, waiting, seenMicros);
        }
      }
    }
  }

  private void quote(Line line, JsonNode data, long seenMicros)
      throws BadField, InterruptedException {
    long ts = clock.isKnown() ? Math.max(line.newestQuote, clock.at(seenMicros)) : seenMicros;
    Said.TopQuote quote = BinanceMessages.quote(data, new EventTime(ts));
    if (clock.isKnown()) {
      line.newestQuote = ts;
      desk.take(quote, seenMicros);
    } else {
      line.waitingQuote = data;
    }
  }

  private void change(JsonNode data, long seenMicros) throws BadField, InterruptedException {
    Line line = line(data);
    NumberedChange.Spot change = BinanceMessages.change(data);
    tellTime(data, seenMicros);
    if (wanted.depth() > 0 && line.depth.change(change, seenMicros)) {
      LOG.warn("binance: a change of the book of {} is missing", line.symbol);
      askForDepth(line);
    }
  }

  private void askForDepth(Line line) {
    if (line.asked) {
      return;
    }
    line.asked = true;
    int connection = connections.get();
    Outlet way = out();
    snapshots.ask(
        line.symbol,
        wanted.depth() == 0 ? FEW_LEVELS : wanted.depth(),
        line.uselessSnapshots,
        () -> connection == connections.get(),
        new Snapshots.Taker() {

          @Override
          public void take(DepthSnapshot snapshot) throws InterruptedException {
            way.later(() -> snapshot(line, snapshot, connection));
          }

          @Override
          public void unknown(String why) throws InterruptedException {
            way.later(
                () -> {
                  throw new IllegalStateException(why);
                });
          }
        });
  }

  private void snapshot(Line line, DepthSnapshot snapshot, int connection)
      throws InterruptedException {
    line.known = true;
    if (connection != connections.get() || wanted.depth() == 0) {
      return;
    }
    line.asked = false;
    long now = FeedStatus.nowMicros();
    long ts = clock.isKnown() ? clock.at(now) : now;
    if (line.depth.snapshot(snapshot, new EventTime(ts), now)) {
      line.uselessSnapshots++;
      askForDepth(line);
    } else {
      line.uselessSnapshots = 0;
    }
  }
}
