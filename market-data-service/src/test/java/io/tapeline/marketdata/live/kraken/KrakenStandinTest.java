package io.tapeline.marketdata.live.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.book.OrderBook;
import io.tapeline.core.book.TopOfBook;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Side;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.marketdata.live.Backfill;
import io.tapeline.marketdata.live.Backoff;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.SocketConnection;
import io.tapeline.marketdata.live.VenueFeed;
import io.tapeline.marketdata.rest.KrakenRest;
import io.tapeline.marketdata.rest.TradesPage;
import io.tapeline.marketdata.rest.VenueTrade;
import io.tapeline.protocol.shell.LiveFeed;
import io.tapeline.testsupport.KrakenStandin;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way from the socket, against a venue that misbehaves on command. */
@Timeout(120)
class KrakenStandinTest {

  private static final Symbol BTC = new Symbol("BTC/USD");
  private static final Symbol ETH = new Symbol("ETH/USD");
  private static final List<Symbol> SYMBOLS = List.of(BTC, ETH);
  private static final Backoff SOON =
      new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), 0.2);
  private static final long GIVE_UP_NANOS = 60_000_000_000L;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FeedStatus status = new FeedStatus(registry, "kraken");
  private final Map<Symbol, NavigableMap<Long, Tick>> trades = new HashMap<>();
  private final Map<Symbol, OrderBook> books = new HashMap<>();
  private final Map<Symbol, Quote> quotes = new HashMap<>();
  private final List<Quarantined> unusable = new ArrayList<>();
  private long seq;

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private VenueFeed connect(KrakenStandin venue, HttpClient http, LiveFeed.Resume resume) {
    KrakenRest rest = new KrakenRest(venue.rest(), http, Duration.ofSeconds(1));
    Backfill backfill =
        new Backfill("kraken", (symbol, since) -> rest.trades(symbol.value(), since));
    KrakenProtocol.Wanted wanted =
        new KrakenProtocol.Wanted(venue.webSocket(), SYMBOLS, 10, Duration.ofSeconds(2));
    return new VenueFeed(
        SYMBOLS,
        resume,
        Duration.ofSeconds(1),
        status,
        desk ->
            new SocketConnection(
                new KrakenProtocol(wanted, resume, desk, status, backfill), SOON, status));
  }

  private void follow(VenueFeed feed, String what, Condition until) throws Exception {
    long giveUp = System.nanoTime() + GIVE_UP_NANOS;
    while (!until.holds()) {
      assertThat(System.nanoTime() - giveUp).as(what).isNegative();
      for (int event = 0; event < 50; event++) {
        LiveFeed.Seen seen = feed.poll(Duration.ofMillis(20));
        if (seen == null) {
          break;
        }
        take(seen.event().apply(++seq));
      }
    }
  }

  private void take(Event event) {
    switch (event) {
      case Tick tick -> note(tick);
      case MissedTick missed -> note(missed.trade());
      case Quote quote -> quotes.put(quote.symbol(), quote);
      case BookUpdate update -> book(update.symbol()).apply(update);
      case Quarantined input -> unusable.add(input);
      default -> {}
    }
  }

  private NavigableMap<Long, Tick> trades(Symbol symbol) {
    return trades.computeIfAbsent(symbol, _ -> new TreeMap<>());
  }

  private OrderBook book(Symbol symbol) {
    return books.computeIfAbsent(symbol, _ -> new OrderBook(10));
  }

  /** No trade may come twice. */
  private void note(Tick tick) {
    Tick before = trades(tick.symbol()).put(idOf(tick), tick);
    assertThat(before).as("trade %s of %s again", tick.tradeId(), tick.symbol()).isNull();
  }

  private static long idOf(Tick tick) {
    return Objects.requireNonNull(tick.tradeId());
  }

  private int seen() {
    return trades.values().stream().mapToInt(Map::size).sum();
  }

  private double metric(String name) {
    return registry.find(name).counters().stream().mapToDouble(counter -> counter.count()).sum();
  }

  /** Follows until so many more trades were seen. */
  private void followTrades(VenueFeed feed, int more) throws Exception {
    int enough = seen() + more;
    follow(feed, more + " more trades", () -> seen() >= enough);
  }

  /** What was seen of each pair is what the venue has, from the first one seen to its last. */
  private void compare(KrakenStandin venue, HttpClient http, VenueFeed feed) throws Exception {
    venue.control("DELETE", "/faults", "");
    for (Symbol symbol : SYMBOLS) {
      // A trade that was left out shows when the next one comes.
      int before = trades(symbol).size();
      follow(feed, "a trade of " + symbol, () -> trades(symbol).size() > before);
    }
    venue.control("POST", "/stop", "");
    KrakenRest rest = new KrakenRest(venue.rest(), http);
    for (Symbol symbol : SYMBOLS) {
      Map<Long, VenueTrade> real = history(rest, symbol);
      // What was missed comes after what is newer, so the first may still change.
      follow(
          feed,
          "all trades of " + symbol,
          () ->
              trades(symbol).keySet().containsAll(from(trades(symbol).firstKey(), real).keySet()));

      assertThat(trades(symbol).keySet())
          .as(symbol.value())
          .isEqualTo(from(trades(symbol).firstKey(), real).keySet());
      trades(symbol).forEach((id, tick) -> assertEqual(tick, real.get(id)));
      follow(feed, "a book of " + symbol, () -> book(symbol).top() != null);
      assertThat(book(symbol).levels(Side.BUY)).hasSize(10);
      follow(feed, "the quote of the book's top", () -> isTop(quotes.get(symbol), book(symbol)));
    }
    assertThat(metric("tapeline.feed.trades.lost")).isZero();
  }

  private static Map<Long, VenueTrade> from(long first, Map<Long, VenueTrade> trades) {
    Map<Long, VenueTrade> rest = new TreeMap<>(trades);
    rest.keySet().removeIf(id -> id < first);
    return rest;
  }

  private static void assertEqual(Tick tick, @Nullable VenueTrade trade) {
    Objects.requireNonNull(trade);
    assertThat(List.of(tick.price(), tick.size(), tick.aggressor()))
        .isEqualTo(List.of(trade.price(), trade.size(), trade.aggressor()));
    // REST gives the time as a fraction whose last digit may be rounded.
    assertThat(Math.abs(tick.ts().micros() - trade.ts().micros())).isLessThan(2);
  }

  private static boolean isTop(@Nullable Quote quote, OrderBook book) {
    TopOfBook top = book.top();
    return quote != null
        && top != null
        && quote.bid().equals(top.bid())
        && quote.ask().equals(top.ask());
  }

  private static Map<Long, VenueTrade> history(KrakenRest rest, Symbol symbol) throws Exception {
    Map<Long, VenueTrade> trades = new TreeMap<>();
    long since = 0;
    while (true) {
      TradesPage page = rest.trades(symbol.value(), since);
      page.trades().forEach(trade -> trades.put(trade.tradeId(), trade));
      if (page.last() <= since || page.trades().isEmpty()) {
        return trades;
      }
      since = page.last();
    }
  }

  private static KrakenStandin venue() throws Exception {
    return KrakenStandin.start(
        "--seed", "5", "--event-millis", "40", "--pairs", "BTC/USD,ETH/USD", "--history", "10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'skip','channel':'trade','times':3}",
        "{'name':'skip','channel':'book','times':2}",
        "{'name':'skip','times':5}",
        "{'name':'duplicate','times':20}",
        "{'name':'reorder','channel':'trade','times':3}",
        "{'name':'batch_trades','count':5,'times':4}",
        "{'name':'bad_checksum','times':2}",
        "{'name':'garbage','times':3}",
        "{'name':'frame_delay','ms':200,'for_ms':1000}"
      })
  void framesThatGoWrongLoseNothing(String fault) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient();
        KrakenStandin venue = venue();
        VenueFeed feed = connect(venue, http, LiveFeed.Resume.FRESH)) {
      followTrades(feed, 10);
      venue.fault(fault.replace('\'', '"'));
      follow(feed, "the fault has fired", () -> !venue.hasFaultLeft());
      followTrades(feed, 10);

      compare(venue, http, feed);
      boolean garbage = fault.contains("garbage");
      assertThat(unusable).hasSize(garbage ? 3 : 0);
      assertThat(unusable).allMatch(input -> input.reason().equals("NOT_JSON"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'drop_sockets'}",
        "{'name':'close_sockets'}",
        "{'name':'mute','for_ms':4000}"
      })
  void connectionThatIsLostIsMadeAnew(String fault) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient();
        KrakenStandin venue = venue();
        VenueFeed feed = connect(venue, http, LiveFeed.Resume.FRESH)) {
      followTrades(feed, 10);
      venue.fault("{\"name\":\"refuse_connect\",\"times\":2}");
      venue.fault("{\"name\":\"reset_connection\",\"method\":\"public\",\"times\":2}");
      venue.fault("{\"name\":\"html_body\",\"method\":\"public\",\"times\":1}");
      venue.fault(fault.replace('\'', '"'));
      follow(feed, "the connection is lost", () -> metric("tapeline.feed.disconnects") >= 1);
      followTrades(feed, 20);

      compare(venue, http, feed);
      assertThat(metric("tapeline.feed.gaps")).isEqualTo(2);
    }
  }

  @Test
  void processThatStartsAgainGoesOnBehindWhatIsPublished() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient();
        KrakenStandin venue = venue()) {
      try (VenueFeed feed = connect(venue, http, LiveFeed.Resume.FRESH)) {
        followTrades(feed, 10);
        follow(feed, "both traded", () -> trades.size() == SYMBOLS.size());
      }
      int before = seen();
      KrakenRest rest = new KrakenRest(venue.rest(), http);
      long giveUp = System.nanoTime() + GIVE_UP_NANOS;
      // More than the fifty that come with the subscription.
      while (from(trades(BTC).lastKey(), history(rest, BTC)).size() < 70) {
        assertThat(System.nanoTime() - giveUp).isNegative();
      }
      try (VenueFeed feed = connect(venue, http, resume())) {
        followTrades(feed, 20);
        compare(venue, http, feed);
      }
      assertThat(seen()).isGreaterThan(before + 70);
    }
  }

  private LiveFeed.Resume resume() {
    Map<Symbol, LiveFeed.Resume.Last> last = new HashMap<>();
    trades.forEach(
        (symbol, seen) -> {
          Tick newest = seen.lastEntry().getValue();
          last.put(
              symbol,
              new LiveFeed.Resume.Last(
                  newest.ts(), new LiveFeed.Resume.Trade(idOf(newest), newest.ts())));
        });
    return new LiveFeed.Resume(last);
  }
}
