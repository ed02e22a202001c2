package io.tapeline.marketdata.live.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.Backfill;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.live.VenueProtocol;
import io.tapeline.marketdata.rest.TradesPage;
import io.tapeline.marketdata.rest.VenueTrade;
import io.tapeline.protocol.shell.LiveFeed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as the venue documents them, in; what the line is told, out. */
class KrakenProtocolTest {

  private static final Symbol MATIC = new Symbol("MATIC/USD");
  private static final long SEEN = 1_695_628_500_000_000L;
  private static final String INSTRUMENTS =
      """
      {"channel":"instrument","type":"snapshot","data":{"assets":[],"pairs":[
      {"symbol":"MATIC/USD","status":"online","qty_precision":8,"price_precision":4},
      {"symbol":"BTC/USD","status":"online","qty_precision":8,"price_precision":1}]}}""";

  private final List<Said> said = new ArrayList<>();
  private final Way way = new Way();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FeedStatus status = new FeedStatus(registry, "kraken");
  private List<VenueTrade> history = List.of();

  /** The connection: keeps what is sent, and work for its thread. */
  private static final class Way implements VenueProtocol.Outlet {

    private final List<String> sent = new ArrayList<>();
    private final BlockingQueue<VenueProtocol.Work> work = new LinkedBlockingQueue<>();
    private @Nullable String leave;

    @Override
    public void send(String text) {
      sent.add(text);
    }

    @Override
    public void reconnect(String why) {
      leave = why;
    }

    @Override
    public void later(VenueProtocol.Work task) {
      work.add(task);
    }

    /** Does the work that comes until something holds. */
    void workUntil(String what, BooleanSupplier done) throws InterruptedException {
      while (!done.getAsBoolean()) {
        VenueProtocol.Work next = work.poll(20, TimeUnit.SECONDS);
        assertThat(next).as(what).isNotNull();
        next.run();
      }
    }
  }

  private KrakenProtocol protocol(@Nullable Long newestTrade, int depth) {
    LiveFeed.Resume resume =
        newestTrade == null
            ? LiveFeed.Resume.FRESH
            : new LiveFeed.Resume(
                Map.of(
                    MATIC,
                    new LiveFeed.Resume.Last(
                        new EventTime(SEEN),
                        new LiveFeed.Resume.Trade(newestTrade, past(newestTrade).ts()))));
    Backfill backfill = new Backfill("kraken", (symbol, since) -> page(since));
    KrakenProtocol protocol =
        new KrakenProtocol(
            new KrakenProtocol.Wanted(
                URI.create("ws://127.0.0.1:1"), List.of(MATIC), depth, Duration.ofSeconds(5)),
            resume,
            (each, seenMicros) -> said.add(each),
            status,
            backfill);
    protocol.opened(way);
    return protocol;
  }

  /** Two trades a page, so that a gap takes several. */
  private TradesPage page(long since) {
    List<VenueTrade> page =
        history.stream().filter(t -> t.ts().micros() * 1_000 > since).limit(2).toList();
    long end = page.isEmpty() ? since : page.getLast().ts().micros() * 1_000;
    return new TradesPage(page, end, List.of());
  }

  private static String trade(long id, String time) {
    return """
        {"symbol":"MATIC/USD","side":"sell","price":0.5117,"qty":40.00000000,"ord_type":"market",\
        "trade_id":%d,"timestamp":"%s"}"""
        .formatted(id, time);
  }

  private static String at(long id) {
    return Instant.ofEpochSecond(1_695_628_177L + id % 100).toString();
  }

  private static String trades(String type, long... ids) {
    List<String> rows = new ArrayList<>();
    for (long id : ids) {
      rows.add(trade(id, at(id)));
    }
    return "{\"channel\":\"trade\",\"type\":\"%s\",\"data\":[%s]}"
        .formatted(type, String.join(",", rows));
  }

  private static VenueTrade past(long id) {
    return new VenueTrade(
        id,
        new EventTime(Instant.parse(at(id)).getEpochSecond() * 1_000_000),
        Price.of("0.5117"),
        Quantity.of("40.00000000"),
        Aggressor.SELL);
  }

  private void tell(KrakenProtocol protocol, String... messages) throws InterruptedException {
    for (String message : messages) {
      protocol.message(message, SEEN);
    }
  }

  private List<String> tradesSaid() {
    List<String> trades = new ArrayList<>();
    for (Said each : said) {
      if (each instanceof Said.Trade trade) {
        trades.add((trade.missed() ? "missed " : "") + trade.tradeId());
      } else if (each instanceof Said.Gap gap) {
        trades.add(gap.reason().name());
      }
    }
    return trades;
  }

  @Test
  void documentedTradeIsSaidToTheLastDigit() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 0);
    tell(
        protocol,
        INSTRUMENTS,
        """
        {"channel":"trade","type":"update","data":[{"symbol":"MATIC/USD","side":"sell",\
        "price":0.5117,"qty":40.0,"ord_type":"market","trade_id":4665906,\
        "timestamp":"2023-09-25T07:49:37.708706Z"}]}""");

    assertThat(said.toString())
        .isEqualTo(
            List.of(
                    new Said.Trade(
                        MATIC,
                        new EventTime(1_695_628_177_708_706L),
                        Price.of("0.5117"),
                        Quantity.of("40.0"),
                        Aggressor.SELL,
                        4_665_906L,
                        false))
                .toString());
  }

  @Test
  void documentedTickerIsTheBestQuote() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 0);
    tell(
        protocol,
        INSTRUMENTS,
        """
        {"channel":"ticker","type":"snapshot","data":[{"symbol":"MATIC/USD","bid":0.10025,\
        "bid_qty":740.0,"ask":0.10036,"ask_qty":1361.44813783,"last":0.10035,\
        "timestamp":"2023-09-25T09:04:31.742648Z"}]}""");

    assertThat(said)
        .containsExactly(
            new Said.TopQuote(
                MATIC,
                new EventTime(1_695_632_671_742_648L),
                Price.of("0.10025"),
                Quantity.of("740.0"),
                Price.of("0.10036"),
                Quantity.of("1361.44813783")));
  }

  @Test
  void subscribesToWhatTheVenueHas() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 25);
    assertThat(way.sent).hasSize(1);
    assertThat(way.sent.getFirst()).contains("\"instrument\"");

    tell(protocol, INSTRUMENTS);

    assertThat(way.sent).hasSize(4);
    assertThat(way.sent.get(1)).contains("\"trade\"", "MATIC/USD");
    assertThat(way.sent.get(2)).contains("\"ticker\"", "bbo");
    assertThat(way.sent.get(3)).contains("\"book\"", "\"depth\":25");
  }

  @Test
  void pairThatTheVenueDoesNotHaveIsNamed() {
    KrakenProtocol protocol = protocol(null, 0);

    assertThatThrownBy(
            () ->
                tell(
                    protocol,
                    """
                    {"channel":"instrument","type":"snapshot","data":{"assets":[],"pairs":[
                    {"symbol":"BTC/USD","qty_precision":8,"price_precision":1}]}}"""))
        .hasMessageStartingWith("kraken has no pair MATIC/USD");
  }

  @Test
  void lineBeginsBehindTheSnapshotWhereNothingIsKnown() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 0);
    tell(protocol, INSTRUMENTS, trades("snapshot", 3, 1, 2), trades("update", 4, 5));

    assertThat(tradesSaid()).containsExactly("4", "5");
  }

  @Test
  void afterARestartTheSnapshotFillsWhatWasMissed() throws InterruptedException {
    KrakenProtocol protocol = protocol(2L, 0);
    tell(protocol, INSTRUMENTS, trades("snapshot", 5, 1, 2, 3, 4), trades("update", 6));

    assertThat(tradesSaid())
        .containsExactly("DISCONNECTED", "missed 3", "missed 4", "missed 5", "6");
  }

  @Test
  void whatTheSnapshotDoesNotReachIsAskedFor() throws InterruptedException {
    history = List.of(past(11), past(12), past(13), past(14), past(15), past(16), past(17));
    KrakenProtocol protocol = protocol(11L, 0);
    tell(protocol, INSTRUMENTS, trades("snapshot", 16, 17), trades("update", 18));

    way.workUntil("missed trades", () -> tradesSaid().size() == 8);

    assertThat(tradesSaid())
        .containsExactly(
            "DISCONNECTED",
            "missed 16",
            "missed 17",
            "18",
            "missed 12",
            "missed 13",
            "missed 14",
            "missed 15");
  }

  @Test
  void tradeLeftOutByTheStreamIsAToldGapAndComesAfterwards() throws InterruptedException {
    history = List.of(past(21), past(22), past(23), past(24));
    KrakenProtocol protocol = protocol(null, 0);
    tell(protocol, INSTRUMENTS, trades("update", 21), trades("update", 23, 24));

    way.workUntil("the missed trade", () -> tradesSaid().size() == 5);

    assertThat(tradesSaid()).containsExactly("21", "TRADES_MISSING", "23", "24", "missed 22");
  }

  @Test
  void tradeThatComesTwiceOrLateIsOneTrade() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 0);
    tell(
        protocol,
        INSTRUMENTS,
        trades("update", 31),
        trades("update", 31),
        trades("update", 33),
        trades("update", 32),
        trades("update", 32, 33));

    assertThat(tradesSaid()).containsExactly("31", "TRADES_MISSING", "33", "missed 32");
  }

  @Test
  void tradesTheVenueHasLostAreGivenUp() throws InterruptedException {
    history = List.of(past(41), past(43), past(44), past(45));
    KrakenProtocol protocol = protocol(null, 0);
    tell(protocol, INSTRUMENTS, trades("update", 41), trades("update", 43));

    way.workUntil("given up", () -> registry.find("tapeline.feed.trades.lost").counter() != null);

    assertThat(registry.get("tapeline.feed.trades.lost").counter().count()).isEqualTo(1);
    assertThat(tradesSaid()).containsExactly("41", "TRADES_MISSING", "43");
  }

  private static final String BOOK =
      """
      {"channel":"book","type":"snapshot","data":[{"symbol":"MATIC/USD","bids":[
      {"price":0.5666,"qty":4831.75496356},{"price":0.5665,"qty":6658.22734739},
      {"price":0.5664,"qty":18724.91513344},{"price":0.5663,"qty":11563.92544914},
      {"price":0.5662,"qty":14006.65365711},{"price":0.5661,"qty":17454.85679807},
      {"price":0.566,"qty":18097.1547},{"price":0.5659,"qty":33644.89175666},
      {"price":0.5658,"qty":148.3464},{"price":0.5657,"qty":606.70854372}],"asks":[
      {"price":0.5668,"qty":4410.79769741},{"price":0.5669,"qty":4655.40412487},
      {"price":0.567,"qty":49844.89424998},{"price":0.5671,"qty":24306.41678},
      {"price":0.5672,"qty":29783.25223475},{"price":0.5673,"qty":57234.71239278},
      {"price":0.5674,"qty":45065.04744},{"price":0.5675,"qty":5912.76380354},
      {"price":0.5676,"qty":42514.92434778},{"price":0.5677,"qty":36304.0847022}],
      "checksum":2439117997}]}""";

  private static String update(long checksum) {
    return """
        {"channel":"book","type":"update","data":[{"symbol":"MATIC/USD",
        "bids":[{"price":0.5657,"qty":1098.3947558}],"asks":[],"checksum":%d,
        "timestamp":"2023-10-06T17:35:55.440295Z"}]}"""
        .formatted(checksum);
  }

  private List<String> depthSaid() {
    return said.stream()
        .filter(Said.Depth.class::isInstance)
        .map(Said.Depth.class::cast)
        .map(
            depth ->
                depth.invalid() != null
                    ? depth.invalid().name()
                    : (depth.snapshot() ? "snapshot " : "change ") + depth.levels().size())
        .toList();
  }

  @Test
  void documentedBookMatchesItsChecksums() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 10);
    tell(protocol, INSTRUMENTS, BOOK, update(2_114_181_697L));

    assertThat(depthSaid()).containsExactly("snapshot 20", "change 1");
  }

  @Test
  void bookThatDiffersIsInvalidUntilTheNextSnapshot() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 10);
    tell(protocol, INSTRUMENTS, BOOK, update(1), update(2_114_181_697L));
    int sent = way.sent.size();
    tell(protocol, BOOK, update(2_114_181_697L));

    assertThat(depthSaid())
        .containsExactly("snapshot 20", "CHECKSUM_MISMATCH", "snapshot 20", "change 1");
    assertThat(way.sent.subList(sent - 2, sent))
        .satisfiesExactly(
            first -> assertThat(first).contains("\"unsubscribe\"", "\"depth\":10"),
            second -> assertThat(second).contains("\"subscribe\"", "\"snapshot\":true"));
    assertThat(way.leave).isNull();
  }

  @Test
  void bookThatDiffersFiveTimesEndsTheConnection() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 10);
    tell(protocol, INSTRUMENTS);
    for (int time = 0; time < 5; time++) {
      assertThat(way.leave).isNull();
      tell(protocol, BOOK.replace("2439117997", "1"));
    }

    assertThat(way.leave).isEqualTo("the book of MATIC/USD does not match its checksum");
  }

  @Test
  void lostConnectionInvalidatesTheBookAndIsAGap() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 10);
    tell(protocol, INSTRUMENTS, BOOK, update(2_114_181_697L), trades("update", 51));
    protocol.lost(SEEN);
    protocol.opened(way);
    tell(protocol, INSTRUMENTS, trades("snapshot", 51), trades("update", 52));

    assertThat(depthSaid()).containsExactly("snapshot 20", "change 1", "DISCONNECTED");
    assertThat(said)
        .contains(
            new Said.Depth(
                MATIC,
                new EventTime(1_696_613_755_440_295L),
                false,
                List.of(),
                Invalidity.DISCONNECTED));
    assertThat(tradesSaid()).containsExactly("51", "DISCONNECTED", "52");
    assertThat(said.stream().filter(Said.Gap.class::isInstance))
        .extracting(gap -> ((Said.Gap) gap).reason())
        .containsExactly(FeedGap.Reason.DISCONNECTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not json                                                            | NOT_JSON
          {"channel":"lottery","data":[]}                                     | UNKNOWN_TYPE
          {"hello":1}                                                         | UNKNOWN_TYPE
          {"channel":"trade","data":[{"side":"buy"}]}                         | SYMBOL_EMPTY
          {"channel":"trade","data":[{"symbol":"BTC/USD"}]}                   | UNKNOWN_SYMBOL
          {"channel":"trade","data":[{"symbol":"MATIC/USD","timestamp":"x"}]} | TS_NOT_A_TIME
          {"channel":"ticker","data":[{"symbol":"MATIC/USD","bid":2,"ask":1}]}| CROSSED_QUOTE
          {"channel":"ticker","data":[{"symbol":"MATIC/USD","bid":1,"ask":1}]}| LOCKED_QUOTE
          {"channel":"ticker","data":[{"symbol":"MATIC/USD","bid":0,"ask":1}]}| PRICE_NOT_POSITIVE
          {"channel":"ticker","data":[{"symbol":"MATIC/USD","ask":1}]}        | NOT_A_NUMBER
          """)
  void whatCannotBeUsedIsKeptWhole(String message, String reason) throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 0);
    tell(protocol, INSTRUMENTS, message, trades("update", 61));

    assertThat(said).hasSize(2);
    assertThat(said.getFirst()).isInstanceOf(Said.Unusable.class);
    Quarantined kept = ((Said.Unusable) said.getFirst()).input();
    assertThat(kept.reason()).isEqualTo(reason);
    assertThat(message).contains(kept.original());
    assertThat(tradesSaid()).containsExactly("61");
  }

  @Test
  void refusedSubscriptionEndsTheConnection() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 0);
    tell(
        protocol,
        INSTRUMENTS,
        """
        {"error":"Currency pair not supported MATIC/USD","method":"subscribe","req_id":2,\
        "success":false,"symbol":"MATIC/USD"}""");

    assertThat(way.leave)
        .isEqualTo("the venue refuses subscribe trade: Currency pair not supported MATIC/USD");
  }

  @Test
  void heartbeatsAndStatusAreNoEvents() throws InterruptedException {
    KrakenProtocol protocol = protocol(null, 0);
    tell(
        protocol,
        "{\"channel\":\"heartbeat\"}",
        """
        {"channel":"status","type":"update","data":[{"api_version":"v2",\
        "connection_id":13834774380200032777,"system":"maintenance","version":"2.0.0"}]}""",
        "{\"method\":\"pong\",\"req_id\":101}");

    assertThat(said).isEmpty();
    assertThat(status.details()).containsEntry("venue", "maintenance");
  }
}
