package io.tapeline.marketdata.live.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.Backfill;
import io.tapeline.marketdata.live.ProtocolTalk;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.rest.DepthSnapshot;
import io.tapeline.marketdata.rest.TradesPage;
import io.tapeline.marketdata.rest.VenueException;
import io.tapeline.marketdata.rest.VenueTrade;
import io.tapeline.protocol.shell.LiveFeed;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as the venue documents them, in; what the line is told, out. */
class BinanceProtocolTest {

  private static final Symbol BNB = new Symbol("BNBBTC");
  private static final long MILLIS = 1_672_515_782_136L;
  private static final long SEEN = MILLIS * 1_000 + 40_000;

  private final ProtocolTalk talk = new ProtocolTalk("binance", BNB);
  private final Deque<DepthSnapshot> snapshots = new ArrayDeque<>();
  private long[] history = {};

  private BinanceProtocol protocol(@Nullable Long newestTrade, int depth) {
    LiveFeed.Resume resume =
        newestTrade == null
            ? LiveFeed.Resume.FRESH
            : new LiveFeed.Resume(
                Map.of(
                    BNB,
                    new LiveFeed.Resume.Last(
                        new EventTime(SEEN),
                        new LiveFeed.Resume.Trade(newestTrade, new EventTime(SEEN)))));
    BinanceProtocol protocol =
        new BinanceProtocol(
            new BinanceProtocol.Wanted(
                URI.create("ws://127.0.0.1:1/"), List.of(BNB), depth, Duration.ofSeconds(5)),
            resume,
            talk.desk(),
            talk.status,
            new Backfill("binance", Backfill.byNumber((symbol, known) -> page(known))),
            (symbol, levels) -> nextSnapshot());
    protocol.opened(talk);
    return protocol;
  }

  private synchronized DepthSnapshot nextSnapshot() {
    return snapshots.size() > 1 ? snapshots.removeFirst() : snapshots.getFirst();
  }

  /** Two trades a page, so that a gap takes several. */
  private TradesPage page(long known) {
    List<VenueTrade> trades =
        LongStream.of(history).filter(id -> id > known).limit(2).mapToObj(this::past).toList();
    return new TradesPage(trades, trades.isEmpty() ? -1 : trades.getLast().tradeId(), List.of());
  }

  private VenueTrade past(long id) {
    return new VenueTrade(
        id, new EventTime(SEEN), Price.of("0.001"), Quantity.of("100"), Aggressor.BUY);
  }

  private static String trade(long id) {
    return """
        {"stream":"bnbbtc@aggTrade","data":{"e":"aggTrade","E":1672515782136,"s":"BNBBTC","a":%d,\
        "p":"0.001","q":"100","f":100,"l":105,"T":1672515782136,"m":true,"M":true}}"""
        .formatted(id);
  }

  private static final String QUOTE =
      """
      {"stream":"bnbbtc@bookTicker","data":{"u":400900217,"s":"BNBBTC","b":"25.35190000",\
      "B":"31.21000000","a":"25.36520000","A":"40.66000000"}}""";

  private static String change(long first, long last) {
    return """
        {"stream":"bnbbtc@depth@100ms","data":{"e":"depthUpdate","E":1672515782136,"s":"BNBBTC",\
        "U":%d,"u":%d,"b":[["0.0024","10"]],"a":[["0.0026","100"]]}}"""
        .formatted(first, last);
  }

  private static DepthSnapshot snapshot(long id) {
    return new DepthSnapshot(
        id,
        List.of(new Level(Side.BUY, Price.of("0.0023"), Quantity.of("5"))),
        List.of(new Level(Side.SELL, Price.of("0.0026"), Quantity.of("7"))));
  }

  private void tell(BinanceProtocol protocol, String... messages) throws InterruptedException {
    for (String message : messages) {
      protocol.message(message, SEEN);
    }
  }

  @Test
  void oneAddressNamesEveryStream() {
    snapshots.add(snapshot(1));
    assertThat(protocol(null, 100).uri())
        .hasToString(
            "ws://127.0.0.1:1/stream?streams=bnbbtc@aggTrade/bnbbtc@bookTicker/bnbbtc@depth@100ms");
    assertThat(protocol(null, 0).uri().toString()).doesNotContain("depth");
  }

  @Test
  void documentedTradeIsSaidToTheLastDigitAndItsBuyerWaited() throws InterruptedException {
    snapshots.add(snapshot(1));
    tell(protocol(null, 0), trade(12_345));

    assertThat(talk.said.toString())
        .isEqualTo(
            List.of(
                    new Said.Trade(
                        BNB,
                        new EventTime(MILLIS * 1_000),
                        Price.of("0.001"),
                        Quantity.of("100"),
                        Aggressor.SELL,
                        12_345L,
                        false))
                .toString());
  }

  @Test
  void quoteBearsTheTimeItCameByTheVenuesClock() throws InterruptedException {
    snapshots.add(snapshot(1));
    BinanceProtocol protocol = protocol(null, 0);
    tell(protocol, QUOTE);
    assertThat(talk.said).isEmpty();

    tell(protocol, trade(1));
    protocol.message(QUOTE, SEEN + 250_000);

    // The trade came 40 ms after the venue sent it: so much the local clock is ahead at most.
    assertThat(talk.said.stream().filter(Said.TopQuote.class::isInstance))
        .extracting(quote -> ((Said.TopQuote) quote).ts().micros())
        .containsExactly(MILLIS * 1_000, MILLIS * 1_000 + 250_000);
    assertThat(talk.said.getLast())
        .isEqualTo(
            new Said.TopQuote(
                BNB,
                new EventTime(MILLIS * 1_000 + 250_000),
                Price.of("25.35190000"),
                Quantity.of("31.21000000"),
                Price.of("25.36520000"),
                Quantity.of("40.66000000")));
  }

  @Test
  void tradesLeftOutAreAskedForByNumberAndComeAfterwards() throws InterruptedException {
    snapshots.add(snapshot(1));
    history = new long[] {10, 11, 12, 13, 14, 15};
    BinanceProtocol protocol = protocol(null, 0);
    tell(protocol, trade(10), trade(14), trade(14), trade(15));

    talk.workUntil("the missed trades", () -> talk.said.size() == 7);

    assertThat(talk.inShort())
        .containsExactly(
            "trade 10",
            "gap TRADES_MISSING",
            "trade 14",
            "trade 15",
            "missed 11",
            "missed 12",
            "missed 13");
    assertThat(talk.count("tapeline.feed.duplicates")).isEqualTo(1);
  }

  @Test
  void afterARestartTheGapIsToldOnceAndFilled() throws InterruptedException {
    snapshots.add(snapshot(1));
    history = new long[] {7, 8, 9};
    BinanceProtocol protocol = protocol(7L, 0);
    tell(protocol, trade(9));

    talk.workUntil("the missed trade", () -> talk.said.size() == 3);

    assertThat(talk.inShort()).containsExactly("gap DISCONNECTED", "trade 9", "missed 8");
  }

  @Test
  void bookStandsWhenSnapshotAndChangesConnect() throws InterruptedException {
    snapshots.add(snapshot(160));
    BinanceProtocol protocol = protocol(null, 100);
    tell(protocol, change(150, 156), change(157, 160), change(161, 165));
    talk.workUntil("the snapshot", () -> !talk.said.isEmpty());
    tell(protocol, change(166, 170));

    // Bids 0.0024 and 0.0023, ask 0.0026 of the change that follows the snapshot.
    assertThat(talk.inShort()).containsExactly("snapshot 3", "change 2");
    Said.Depth whole = (Said.Depth) talk.said.getFirst();
    assertThat(whole.levels())
        .containsExactly(
            new Level(Side.BUY, Price.of("0.0024"), Quantity.of("10")),
            new Level(Side.BUY, Price.of("0.0023"), Quantity.of("5")),
            new Level(Side.SELL, Price.of("0.0026"), Quantity.of("100")));
  }

  @Test
  void snapshotOlderThanTheChangesIsFetchedAgain() throws InterruptedException {
    snapshots.add(snapshot(140));
    snapshots.add(snapshot(158));
    BinanceProtocol protocol = protocol(null, 100);
    tell(protocol, change(150, 156), change(157, 160));
    talk.workUntil("the second snapshot", () -> !talk.said.isEmpty());

    assertThat(talk.inShort()).containsExactly("snapshot 3");
  }

  @Test
  void changeThatLeavesSomethingOutInvalidatesAndBeginsAnew() throws InterruptedException {
    snapshots.add(snapshot(160));
    snapshots.add(snapshot(180));
    BinanceProtocol protocol = protocol(null, 100);
    tell(protocol, change(157, 160));
    talk.workUntil("the snapshot", () -> !talk.said.isEmpty());
    tell(protocol, change(161, 162), change(164, 166), change(167, 181));
    assertThat(String.valueOf(talk.status.details().get("BNBBTC"))).contains("SEQUENCE_GAP");
    talk.workUntil("the next snapshot", () -> talk.said.size() == 4);

    assertThat(talk.inShort())
        .containsExactly("snapshot 2", "change 2", "invalid SEQUENCE_GAP", "snapshot 3");
    assertThat(String.valueOf(talk.status.details().get("BNBBTC"))).doesNotContain("SEQUENCE_GAP");
  }

  @Test
  void lostConnectionInvalidatesTheBook() throws InterruptedException {
    snapshots.add(snapshot(160));
    BinanceProtocol protocol = protocol(null, 100);
    tell(protocol, change(157, 161));
    talk.workUntil("the snapshot", () -> !talk.said.isEmpty());
    protocol.lost(SEEN);
    protocol.lost(SEEN);
    snapshots.clear();
    snapshots.add(snapshot(200));
    protocol.opened(talk);
    talk.workUntil("the snapshot", () -> talk.said.size() == 3);

    assertThat(talk.inShort()).containsExactly("snapshot 3", "invalid DISCONNECTED", "snapshot 2");
  }

  @Test
  void unknownSymbolEndsTheFeedWithOneLine() {
    BinanceProtocol protocol =
        new BinanceProtocol(
            new BinanceProtocol.Wanted(
                URI.create("ws://127.0.0.1:1"), List.of(BNB), 0, Duration.ofSeconds(5)),
            LiveFeed.Resume.FRESH,
            talk.desk(),
            talk.status,
            new Backfill("binance", Backfill.byNumber((symbol, known) -> page(known))),
            (symbol, levels) -> {
              throw new VenueException(
                  VenueException.Fault.UNKNOWN_SYMBOL, "binance does not know this symbol");
            });
    protocol.opened(talk);

    assertThatThrownBy(() -> talk.workUntil("the refusal", () -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("binance does not know this symbol");
  }

  @Test
  void symbolThatCannotBeOneIsRefusedAtOnce() {
    assertThatThrownBy(
            () ->
                new BinanceProtocol.Wanted(
                    URI.create("ws://127.0.0.1:1"),
                    List.of(new Symbol("BTC/USDT")),
                    0,
                    Duration.ofSeconds(5)))
        .hasMessage("binance has no symbol 'BTC/USDT': names are as in BTCUSDT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not json                                                       | NOT_JSON
          []                                                             | UNKNOWN_TYPE
          null                                                           | UNKNOWN_TYPE
          {"stream":"x","data":7}                                        | UNKNOWN_TYPE
          {"e":"lottery"}                                                | UNKNOWN_TYPE
          {"e":"aggTrade","p":"1"}                                       | SYMBOL_EMPTY
          {"e":"aggTrade","s":"ETHBTC"}                                  | UNKNOWN_SYMBOL
          {"e":"aggTrade","s":"BNBBTC","m":1}                            | UNKNOWN_SIDE
          {"e":"aggTrade","s":"BNBBTC","m":true,"T":"soon"}              | NOT_A_NUMBER
          {"e":"aggTrade","s":"BNBBTC","m":true,"T":-5}                  | TS_NOT_A_NUMBER
          {"e":"aggTrade","s":"BNBBTC","m":true,"T":1,"p":"0"}           | PRICE_NOT_POSITIVE
          {"e":"aggTrade","s":"BNBBTC","m":true,"T":1,"p":1,"q":"-1"}    | SIZE_NEGATIVE
          {"e":"aggTrade","s":"BNBBTC","m":true,"T":1,"p":1,"q":"0"}     | SIZE_NOT_POSITIVE
          {"e":"aggTrade","s":"BNBBTC","m":true,"T":1,"p":1,"q":1,"a":.5}| NOT_JSON
          {"s":"BNBBTC","u":1,"b":"2","B":"1","a":"1","A":"1"}           | CROSSED_QUOTE
          {"s":"BNBBTC","u":1,"b":"1","B":"1","a":"1","A":"1"}           | LOCKED_QUOTE
          {"e":"depthUpdate","s":"BNBBTC","U":1,"u":2,"b":[[]],"a":[]}   | NOT_A_NUMBER
          {"e":"depthUpdate","s":"BNBBTC","U":1,"u":2,"b":7,"a":[]}      | FIELD_MISSING
          {"e":"depthUpdate","s":"BNBBTC","U":3,"u":2,"b":[],"a":[],"E":1}| SEQUENCE_NOT_ASCENDING
          """)
  void whatCannotBeUsedIsKeptWhole(String message, String reason) throws InterruptedException {
    snapshots.add(snapshot(1));
    BinanceProtocol protocol = protocol(null, 0);
    tell(protocol, message, trade(61));

    assertThat(talk.inShort()).containsExactly(reason, "trade 61");
    Quarantined kept = ((Said.Unusable) talk.said.getFirst()).input();
    assertThat(kept.original()).isEqualTo(message);
  }

  @Test
  void answersAreNoEventsAndRefusalsEndTheConnection() throws InterruptedException {
    snapshots.add(snapshot(1));
    BinanceProtocol protocol = protocol(null, 0);
    tell(protocol, "{\"result\":null,\"id\":1}");
    assertThat(talk.leave).isNull();
    tell(protocol, "{\"code\":2,\"msg\":\"Invalid request\"}");

    assertThat(talk.said).isEmpty();
    assertThat(talk.leave).startsWith("the venue refuses: ").contains("Invalid request");
  }
}
