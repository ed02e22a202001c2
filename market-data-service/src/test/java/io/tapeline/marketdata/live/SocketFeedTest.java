package io.tapeline.marketdata.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.alpaca.AlpacaProtocol;
import io.tapeline.marketdata.live.binance.BinanceProtocol;
import io.tapeline.marketdata.live.generic.TicksProtocol;
import io.tapeline.marketdata.rest.DepthSnapshot;
import io.tapeline.marketdata.rest.TradesPage;
import io.tapeline.marketdata.rest.VenueTrade;
import io.tapeline.marketdata.tickserver.ScenarioScript;
import io.tapeline.marketdata.tickserver.TickServer;
import io.tapeline.protocol.shell.LiveFeed;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Protocols over real connections of this machine that break, fall silent and come back. */
@Timeout(60)
class SocketFeedTest {

  private static final Backoff SOON =
      new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), 0.2);
  private static final Symbol BTC = new Symbol("BTCUSDT");
  private static final Symbol AAPL = new Symbol("AAPL");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FeedStatus status = new FeedStatus(registry, "test");
  private final List<Event> seen = new ArrayList<>();

  @TempDir private Path folder;

  private VenueFeed feed(Symbol symbol, Function<Desk, VenueProtocol> protocol) {
    return new VenueFeed(
        List.of(symbol),
        LiveFeed.Resume.FRESH,
        Duration.ofMinutes(1),
        status,
        desk -> new SocketConnection(protocol.apply(desk), SOON, status));
  }

  /** Polls until an event holds. */
  private void until(LiveFeed feed, Predicate<Event> last) throws InterruptedException {
    while (seen.isEmpty() || !last.test(seen.getLast())) {
      LiveFeed.Seen next = feed.poll(Duration.ofMillis(100));
      if (next != null) {
        seen.add(next.event().apply(seen.size() + 1));
      }
    }
  }

  private List<String> inShort() {
    return seen.stream()
        .filter(event -> !(event instanceof Heartbeat))
        .map(
            event ->
                switch (event) {
                  case Tick tick ->
                      "trade " + (tick.tradeId() == null ? tick.price() : tick.tradeId());
                  case MissedTick missed -> "missed " + missed.trade().tradeId();
                  case FeedGap gap -> "gap " + gap.reason();
                  case Quote quote -> "quote " + quote.bid();
                  default -> event.getClass().getSimpleName();
                })
        .toList();
  }

  private static Predicate<Event> trade(String price) {
    return event -> event instanceof Tick tick && tick.price().equals(Price.of(price));
  }

  private static Predicate<Event> trade(long id) {
    return event -> event instanceof Tick tick && Long.valueOf(id).equals(tick.tradeId());
  }

  private static String aggTrade(long id) {
    return """
        {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1672515782136,"s":"BTCUSDT",\
        "a":%d,"p":"100.5","q":"2","T":1672515782136,"m":false}}"""
        .formatted(id);
  }

  private BinanceProtocol binance(Desk desk, URI uri, Duration silence, int depth) {
    return new BinanceProtocol(
        new BinanceProtocol.Wanted(uri, List.of(BTC), depth, silence),
        LiveFeed.Resume.FRESH,
        desk,
        status,
        new Backfill(
            "binance",
            Backfill.byNumber(
                (symbol, known) ->
                    new TradesPage(
                        LongStream.rangeClosed(known + 1, 100)
                            .mapToObj(SocketFeedTest::past)
                            .toList(),
                        100,
                        List.of()))),
        (symbol, levels) ->
            new DepthSnapshot(
                500,
                List.of(new Level(Side.BUY, Price.of("1"), Quantity.of("1"))),
                List.of(new Level(Side.SELL, Price.of("2"), Quantity.of("1")))));
  }

  private static VenueTrade past(long id) {
    return new VenueTrade(
        id, new EventTime(id), Price.of("100.5"), Quantity.of("2"), Aggressor.BUY);
  }

  /** Again and again: the break meets the feed in another moment each time. */
  @RepeatedTest(8)
  void binanceComesBackAfterABreakAndHasEveryTradeOnce() throws Exception {
    try (LoopbackStream venue = new LoopbackStream();
        VenueFeed feed = feed(BTC, desk -> binance(desk, venue.uri(), Duration.ofSeconds(30), 0))) {
      venue.awaitClient();
      venue.say(aggTrade(1));
      venue.say(aggTrade(2));
      until(feed, trade(2L));
      venue.cut();
      venue.awaitClient();
      venue.say(aggTrade(5));
      until(
          feed,
          event ->
              event instanceof MissedTick missed
                  && Long.valueOf(4).equals(missed.trade().tradeId()));
      assertThat(inShort())
          .containsExactly(
              "trade 1", "trade 2", "gap DISCONNECTED", "trade 5", "missed 3", "missed 4");
      assertThat(venue.resource()).contains("btcusdt@aggTrade");
      assertThat(registry.get("tapeline.feed.disconnects").counter().count()).isEqualTo(1);
    }
  }

  @Test
  void quietMarketIsNoDeadConnection() throws Exception {
    try (LoopbackStream venue = new LoopbackStream();
        VenueFeed feed = feed(BTC, desk -> binance(desk, venue.uri(), Duration.ofMillis(300), 0))) {
      venue.awaitClient();
      venue.awaitPings(5);
      venue.say(aggTrade(1));
      until(feed, trade(1L));
      assertThat(registry.find("tapeline.feed.disconnects").counter()).isNull();
    }
  }

  @Test
  void connectionThatDoesNotAnswerPingsIsMadeAnew() throws Exception {
    try (LoopbackStream venue = new LoopbackStream();
        VenueFeed feed = feed(BTC, desk -> binance(desk, venue.uri(), Duration.ofMillis(300), 0))) {
      venue.answersPings = false;
      venue.awaitClient();
      venue.awaitClient();
      venue.answersPings = true;
      venue.say(aggTrade(1));
      until(feed, trade(1L));
      assertThat(registry.get("tapeline.feed.disconnects").counter().count())
          .isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void alpacaAuthenticatesAnewOnEveryConnection() throws Exception {
    try (LoopbackStream venue = new LoopbackStream();
        VenueFeed feed = feed(AAPL, desk -> alpaca(desk, venue.uri()))) {
      greet(venue);
      venue.say(alpacaTrade("126.55"));
      until(feed, trade("126.55"));
      venue.cut();
      greet(venue);
      venue.say(alpacaTrade("126.60"));
      until(feed, trade("126.60"));
      assertThat(inShort()).containsExactly("trade 126.55", "gap DISCONNECTED", "trade 126.60");
    }
  }

  @Test
  void refusedKeyEndsTheFeedForGood() throws Exception {
    try (LoopbackStream venue = new LoopbackStream();
        VenueFeed feed = feed(AAPL, desk -> alpaca(desk, venue.uri()))) {
      venue.awaitClient();
      venue.say("[{\"T\":\"success\",\"msg\":\"connected\"}]");
      assertThat(venue.heard()).contains("\"auth\"");
      venue.say("[{\"T\":\"error\",\"code\":402,\"msg\":\"auth failed\"}]");
      assertThatThrownBy(() -> until(feed, event -> false))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("alpaca refuses: auth failed (402)")
          .hasMessageNotContainingAny("hush");
      assertThat(status.details().toString()).contains("402").doesNotContain("hush");
    }
  }

  private AlpacaProtocol alpaca(Desk desk, URI uri) {
    return new AlpacaProtocol(
        new AlpacaProtocol.Wanted(
            uri,
            new AlpacaProtocol.Credentials("hush-key", "hush-secret"),
            List.of(AAPL),
            Duration.ofSeconds(30)),
        LiveFeed.Resume.FRESH,
        desk,
        status);
  }

  private static void greet(LoopbackStream venue) throws InterruptedException {
    venue.awaitClient();
    venue.say("[{\"T\":\"success\",\"msg\":\"connected\"}]");
    assertThat(venue.heard()).contains("\"auth\"", "hush-key");
    venue.say("[{\"T\":\"success\",\"msg\":\"authenticated\"}]");
    assertThat(venue.heard()).contains("\"subscribe\"");
    venue.say("[{\"T\":\"subscription\",\"trades\":[\"AAPL\"],\"quotes\":[\"AAPL\"]}]");
  }

  private static String alpacaTrade(String price) {
    return """
        [{"T":"t","i":1,"S":"AAPL","p":%s,"s":1,"t":"2021-02-22T15:51:44.208Z"}]"""
        .formatted(price);
  }

  @Test
  void ticksOfTheTickServerComeThroughItsBreaksAndSilences() throws Exception {
    Path file = folder.resolve("outage.csv");
    Files.writeString(
        file,
        """
        0,    tick, AAPL, 150.25, 150.24, 150.26, 320
        0.01, tick, MSFT, 410.00, 409.99, 410.01, 1
        0.02, text, {"type":"tick","symbol":"AAPL"
        0.03, tick, AAPL, 150.27, , , 10
        0.1,  disconnect, 0.5
        """
            + trades(7, 200, "150.30"));
    TickServer.Settings settings =
        new TickServer.Settings(
            0, ScenarioScript.read(file), true, () -> new EventTime(1_735_570_000_123_000L), 1);
    try (TickServer server = TickServer.start(settings, _ -> {});
        VenueFeed feed =
            feed(
                AAPL,
                desk ->
                    new TicksProtocol(
                        new TicksProtocol.Wanted(
                            URI.create("ws://127.0.0.1:" + server.port()),
                            List.of(AAPL),
                            Duration.ofSeconds(30)),
                        LiveFeed.Resume.FRESH,
                        desk,
                        status))) {
      until(feed, trade("150.30"));
      assertThat(inShort())
          .containsExactly(
              "trade 150.25",
              "quote 150.24",
              "Quarantined",
              "trade 150.27",
              "gap DISCONNECTED",
              "trade 150.30");
      assertThat(registry.get("tapeline.feed.dropped").counter().count()).isEqualTo(2);
    }
  }

  /** Ticks a tenth of a second apart, so that one comes after the client is back. */
  private static String trades(int first, int last, String price) {
    StringBuilder lines = new StringBuilder();
    for (int tenth = first; tenth < last; tenth++) {
      lines.append("%d.%d, tick, AAPL, %s, , , 5%n".formatted(tenth / 10, tenth % 10, price));
    }
    return lines.toString();
  }
}
