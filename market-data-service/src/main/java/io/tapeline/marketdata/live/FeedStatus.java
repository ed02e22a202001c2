package io.tapeline.marketdata.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tapeline.core.instrument.Symbol;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How a live feed is, for those who watch: connected or why not, what it has missed, how old the
 * newest event of each instrument is. Written by the feed's threads, read by any.
 */
public final class FeedStatus {

  private static final double MICROS = 1e6;

  /** State of the connection. */
  public enum State {
    CONNECTING,
    CONNECTED,
    DISCONNECTED
  }

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<Symbol, Health> healths = new ConcurrentHashMap<>();
  private final Counter frames;
  private volatile State state = State.CONNECTING;
  private volatile @Nullable String trouble;
  private volatile String venueState = "";

  /** What is known of one instrument. */
  private static final class Health {
    private volatile long seenMicros;
    private volatile long missing;
    private volatile @Nullable String book;
  }

  /**
   * @param venue name of the venue, tag of every metric
   */
  public FeedStatus(MeterRegistry registry, String venue) {
    this.registry = registry;
    this.tags = Tags.of("venue", venue);
    Gauge.builder("tapeline.feed.connected", this, it -> it.state == State.CONNECTED ? 1 : 0)
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
    healths.computeIfAbsent(
        symbol,
        each -> {
          Health health = new Health();
          Gauge.builder("tapeline.feed.age", health, it -> ageSeconds(it, nowMicros()))
              .description("seconds since the newest event of the instrument came; NaN before it")
              .baseUnit("seconds")
              .tags(tags.and("symbol", each.value()))
              .register(registry);
          Gauge.builder("tapeline.feed.missing", health, it -> it.missing)
              .description("trades that are missing and asked for")
              .tags(tags.and("symbol", each.value()))
              .register(registry);
          return health;
        });
  }

  private static double ageSeconds(Health health, long nowMicros) {
    return health.seenMicros == 0 ? Double.NaN : (nowMicros - health.seenMicros) / MICROS;
  }

  void connecting() {
    state = State.CONNECTING;
  }

  void connected() {
    state = State.CONNECTED;
    trouble = null;
  }

  void disconnected(String why) {
    state = State.DISCONNECTED;
    trouble = why;
    count("tapeline.feed.disconnects", "connections lost or refused");
  }

  void heard() {
    frames.increment();
  }

  /** What the venue says of itself: online, maintenance, … */
  public void venueSays(String now) {
    venueState = now;
  }

  void seen(Symbol symbol, long seenMicros) {
    Health health = healths.get(symbol);
    if (health != null) {
      health.seenMicros = seenMicros;
    }
  }

  public void missing(Symbol symbol, int trades) {
    Health health = healths.get(symbol);
    if (health != null) {
      health.missing = trades;
    }
  }

  /** Why a book is not to be trusted, null if it is. */
  public void book(Symbol symbol, @Nullable String invalid) {
    Health health = healths.get(symbol);
    if (health != null) {
      health.book = invalid;
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

  private void count(String name, String description, String... more) {
    Counter.builder(name)
        .description(description)
        .tags(tags.and(more))
        .register(registry)
        .increment();
  }

  /** State of the connection. */
  public State state() {
    return state;
  }

  /** All of it by name, for people. */
  public Map<String, Object> details() {
    Map<String, Object> details = new TreeMap<>();
    String why = trouble;
    details.put("connection", why == null ? state : state + ": " + why);
    if (!venueState.isEmpty()) {
      details.put("venue", venueState);
    }
    long now = nowMicros();
    healths.forEach((symbol, health) -> details.put(symbol.value(), inWords(health, now)));
    return details;
  }

  private static String inWords(Health health, long nowMicros) {
    StringBuilder words = new StringBuilder();
    words.append(
        health.seenMicros == 0
            ? "nothing seen yet"
            : "%.1f s old".formatted(Math.max(0, ageSeconds(health, nowMicros))));
    if (health.missing > 0) {
      words.append(", ").append(health.missing).append(" trades missing");
    }
    String book = health.book;
    if (book != null) {
      words.append(", book invalid: ").append(book);
    }
    return words.toString();
  }
}
