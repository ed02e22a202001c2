package io.tapeline.marketdata.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tapeline.core.instrument.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a live feed is, for those who watch: connected or why not, what it has missed, how old the
 * newest event of each instrument is and how many come. Written by the feed's threads, read by any.
 */
public final class FeedStatus {

  private static final double MICROS = 1e6;
  private static final Duration STALE_AFTER = Duration.ofSeconds(5);

  /** State of an instrument; that of the feed is the worst of its instruments', in this order. */
  public enum State {
    /** Connected, and nothing is known to be missing. */
    CONNECTED,
    /** Connected, but trades are missing that are asked for, or a book is not to be trusted. */
    GAPPED,
    /** Connected, but nothing came of the instrument for a while. */
    STALE,
    /** A connection is being made. */
    CONNECTING,
    /** No connection. */
    DISCONNECTED
  }

  private final MeterRegistry registry;
  private final Tags tags;
  private final long staleAfter;
  private final LongSupplier clock;
  private final Map<Symbol, Instrument> instruments = new ConcurrentHashMap<>();
  private final Counter frames;
  private volatile State connection = State.CONNECTING;
  private volatile long connectedAt;
  private volatile @Nullable String trouble;
  private volatile String venueState = "";

  /** What is known of one instrument. */
  private static final class Instrument {
    private final Rate rate = new Rate();
    private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();
    private volatile long seenMicros;
    private volatile long missing;
    private volatile @Nullable String book;
    private volatile @Nullable String note;
  }

  /** Kinds of events that are counted. */
  private enum Kind {
    TRADE,
    QUOTE,
    DEPTH
  }

  /** The status of a feed whose instruments are stale after five seconds. */
  public FeedStatus(MeterRegistry registry, String venue) {
    this(registry, venue, STALE_AFTER);
  }

  /**
   * @param venue name of the venue, tag of every metric
   * @param staleAfter an instrument of which nothing came for so long is stale
   */
  public FeedStatus(MeterRegistry registry, String venue, Duration staleAfter) {
    this(registry, venue, staleAfter, FeedStatus::nowMicros);
  }

  FeedStatus(MeterRegistry registry, String venue, Duration staleAfter, LongSupplier clock) {
    this.registry = registry;
    this.tags = Tags.of("venue", venue);
    this.staleAfter = staleAfter.toNanos() / 1_000;
    this.clock = clock;
    Gauge.builder("tapeline.feed.connected", this, it -> it.isConnected() ? 1 : 0)
        .description("1 while the venue's stream is connected")
        .tags(tags)
        .register(registry);
    this.frames =
        Counter.builder("tapeline.feed.messages")
            .description("messages of the venue")
            .tags(tags)
            .register(registry);
  }

  public static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** Begins to watch an instrument. */
  void watch(Symbol symbol) {
    instruments.computeIfAbsent(symbol, each -> watched(tags.and("symbol", each.value())));
  }

  private Instrument watched(Tags own) {
    Instrument instrument = new Instrument();
    Gauge.builder("tapeline.feed.age", instrument, it -> ageSeconds(it, clock.getAsLong()))
        .description("seconds since the newest event of the instrument came; NaN before it")
        .baseUnit("seconds")
        .tags(own)
        .register(registry);
    Gauge.builder("tapeline.feed.missing", instrument, it -> it.missing)
        .description("trades that are missing and asked for")
        .tags(own)
        .register(registry);
    for (State state : State.values()) {
      Gauge.builder("tapeline.feed.state", instrument, it -> state(it) == state ? 1 : 0)
          .description("1 for the state that the instrument is in")
          .tags(own.and("state", state.name()))
          .register(registry);
    }
    for (Kind kind : Kind.values()) {
      instrument.counters.put(
          kind,
          Counter.builder("tapeline.feed.seen")
              .description("events of the instrument")
              .tags(own.and("kind", kind.name()))
              .register(registry));
    }
    return instrument;
  }

  private static double ageSeconds(Instrument instrument, long nowMicros) {
    return instrument.seenMicros == 0 ? Double.NaN : (nowMicros - instrument.seenMicros) / MICROS;
  }

  private State state(Instrument instrument) {
    if (!isConnected()) {
      return connection;
    }
    if (clock.getAsLong() - Math.max(connectedAt, instrument.seenMicros) > staleAfter) {
      return State.STALE;
    }
    return instrument.missing > 0 || instrument.book != null ? State.GAPPED : State.CONNECTED;
  }

  private boolean isConnected() {
    return connection == State.CONNECTED;
  }

  public void connecting() {
    connection = State.CONNECTING;
  }

  /** The venue answers. */
  public void connected() {
    if (!isConnected()) {
      connectedAt = clock.getAsLong();
    }
    connection = State.CONNECTED;
    trouble = null;
  }

  public void disconnected(String why) {
    connection = State.DISCONNECTED;
    trouble = why;
    count("tapeline.feed.disconnects", "connections lost or refused");
  }

  /** A message of the venue, or an answer. */
  public void heard() {
    frames.increment();
  }

  /** What the venue says of itself: online, maintenance, … */
  public void venueSays(String now) {
    venueState = now;
  }

  /** What the venue says of an instrument, a halt for instance; null for nothing. */
  public void venueSays(Symbol symbol, @Nullable String now) {
    Instrument instrument = instruments.get(symbol);
    if (instrument != null) {
      instrument.note = now;
    }
  }

  void seen(Said.OfMarket said, long seenMicros) {
    Instrument instrument = instruments.get(said.symbol());
    Kind kind =
        switch (said) {
          case Said.Trade _ -> Kind.TRADE;
          case Said.TopQuote _ -> Kind.QUOTE;
          case Said.Depth depth -> depth.invalid() == null ? Kind.DEPTH : null;
          case Said.Gap _, Said.Beat _, Said.MissedMinute _ -> null;
        };
    if (instrument != null && kind != null) {
      instrument.seenMicros = seenMicros;
      instrument.rate.note(seenMicros);
      Counter counter = instrument.counters.get(kind);
      if (counter != null) {
        counter.increment();
      }
    }
  }

  public void missing(Symbol symbol, int trades) {
    Instrument instrument = instruments.get(symbol);
    if (instrument != null) {
      instrument.missing = trades;
    }
  }

  /** Why a book is not to be trusted, null if it is. */
  public void book(Symbol symbol, @Nullable String invalid) {
    Instrument instrument = instruments.get(symbol);
    if (instrument != null) {
      instrument.book = invalid;
    }
    if (invalid != null) {
      count("tapeline.feed.book.invalid", "books that became invalid", "reason", invalid);
    }
  }

  public void gap(String reason) {
    count("tapeline.feed.gaps", "interruptions told to the line", "reason", reason);
  }

  public void missedTrade() {
    count("tapeline.feed.trades.missed", "trades that came after they were asked for");
  }

  public void lostTrades(int trades) {
    Counter.builder("tapeline.feed.trades.lost")
        .description("trades that the venue could not give any more")
        .tags(tags)
        .register(registry)
        .increment(trades);
  }

  public void duplicate() {
    count("tapeline.feed.duplicates", "trades that came twice and were dropped");
  }

  public void rejected(String reason) {
    count("tapeline.feed.rejected", "parts of messages put into quarantine", "reason", reason);
  }

  /** Something that is right and of no use here: a quote of one side, an instrument not wanted. */
  public void dropped(String reason) {
    count("tapeline.feed.dropped", "parts of messages of no use here", "reason", reason);
  }

  private void count(String name, String description, String... more) {
    Counter.builder(name)
        .description(description)
        .tags(tags.and(more))
        .register(registry)
        .increment();
  }

  /** State of the feed: the worst of its instruments'. */
  public State state() {
    return instruments.values().stream().map(this::state).max(State::compareTo).orElse(connection);
  }

  /** State of one instrument. */
  public State state(Symbol symbol) {
    Instrument instrument = instruments.get(symbol);
    return instrument == null ? connection : state(instrument);
  }

  /** All of it by name, for people. */
  public Map<String, Object> details() {
    Map<String, Object> details = new TreeMap<>();
    String why = trouble;
    details.put("connection", why == null ? connection : connection + ": " + why);
    details.put("state", state());
    if (!venueState.isEmpty()) {
      details.put("venue", venueState);
    }
    instruments.forEach((symbol, instrument) -> details.put(symbol.value(), inWords(instrument)));
    return details;
  }

  private String inWords(Instrument instrument) {
    long now = clock.getAsLong();
    StringBuilder words = new StringBuilder();
    words.append(state(instrument)).append(", ");
    if (instrument.seenMicros == 0) {
      words.append("nothing seen yet");
    } else {
      words.append(
          "%.1f s old, %.1f/s"
              .formatted(Math.max(0, ageSeconds(instrument, now)), instrument.rate.perSecond(now)));
    }
    if (instrument.missing > 0) {
      words.append(", ").append(instrument.missing).append(" trades missing");
    }
    String book = instrument.book;
    if (book != null) {
      words.append(", book invalid: ").append(book);
    }
    String note = instrument.note;
    if (note != null) {
      words.append(", the venue says: ").append(note);
    }
    return words.toString();
  }
}
