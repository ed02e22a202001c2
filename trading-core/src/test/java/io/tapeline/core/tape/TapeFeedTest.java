package io.tapeline.core.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeFeedTest {

  private static final String TRADES = "ts,symbol,price,size,side";
  private static final String QUOTES = "ts,symbol,bid,bid_size,ask,ask_size";
  private static final String BOOK = "ts,symbol,side,price,size,type";
  private static final TapeFeed.Settings ROWS = TapeFeed.Settings.ROWS_ONLY;

  @TempDir private Path folder;

  @Test
  void eventsOfOneMomentComeAsTradeQuoteBookThenByFile() throws IOException {
    Path book = tape("b", BOOK, "2000000,X,BID,99,1,snapshot", "2000000,X,ASK,101,1,snapshot");
    Path quotes = tape("q", QUOTES, "1000000,X,1,,2,", "2000000,X,3,,4,");
    Path trades1 = tape("t1", TRADES, "2000000,X,5,1,BUY");
    Path trades2 = tape("t2", TRADES, "2000000,X,6,1,BUY");

    assertThat(told(Tapes.play(ROWS, book, quotes, trades1, trades2)))
        .containsExactly(
            "1 1.000000 X quote 1/2",
            "2 2.000000 X trade 5",
            "3 2.000000 X trade 6",
            "4 2.000000 X quote 3/4",
            "5 2.000000 X snapshot 99@1 101@1");
    assertThat(told(Tapes.play(ROWS, trades2, book, trades1, quotes)).subList(1, 3))
        .containsExactly("2 2.000000 X trade 6", "3 2.000000 X trade 5");
  }

  @Test
  void daysOfOneInstrumentFollowEachOtherInWhateverOrderTheyAreGiven() throws IOException {
    Path monday = tape("mon", TRADES, "1000000,X,1,1,BUY", "2000000,X,2,1,BUY");
    Path tuesday = tape("tue", TRADES, "3000000,X,3,1,BUY");

    assertThat(told(Tapes.play(ROWS, tuesday, monday)))
        .containsExactly("1 1.000000 X trade 1", "2 2.000000 X trade 2", "3 3.000000 X trade 3");
  }

  @Test
  void rowsThatStepBackKeepTheirPlaceInTheirFile() throws IOException {
    Path trades = tape("t", TRADES, "2000000,X,1,1,", "1500000,X,2,1,", "2500000,X,3,1,");
    Path quotes = tape("q", QUOTES, "1800000,X,1,,2,", "2200000,X,3,,4,");

    assertThat(told(Tapes.play(ROWS, trades, quotes)))
        .containsExactly(
            "1 1.800000 X quote 1/2",
            "2 2.000000 X trade 1",
            "3 1.500000 X trade 2",
            "4 2.200000 X quote 3/4",
            "5 2.500000 X trade 3");
  }

  @Test
  void quotesAreDerivedFromBooksWhereNoQuotesTapeIsGiven() throws IOException {
    Path book =
        tape(
            "b",
            BOOK,
            "1000000,X,BID,99,1,update",
            "2000000,X,BID,98,1,snapshot",
            "2000000,X,ASK,101,2,snapshot",
            "3000000,X,BID,97,5,update",
            "4000000,X,BID,99,1,update",
            "4000000,X,BID,98,0,update",
            "5000000,X,BID,101,1,update",
            "6000000,X,BID,101,0,update",
            "7000000,X,ASK,101,3,update");

    assertThat(told(Tapes.play(ROWS, book)))
        .containsExactly(
            "1 1.000000 X change 99@1",
            "2 2.000000 X snapshot 98@1 101@2",
            "3 2.000000 X quote 98/101",
            "4 3.000000 X change 97@5",
            "5 4.000000 X change 99@1 98@0",
            "6 4.000000 X quote 99/101",
            "7 5.000000 X change 101@1",
            "8 6.000000 X change 101@0",
            "9 7.000000 X change 101@3",
            "10 7.000000 X quote 99/101");
    Path quotes = tape("q", QUOTES, "2000000,X,1,,2,");
    assertThat(Tapes.play(ROWS, book, quotes)).filteredOn(Quote.class::isInstance).hasSize(1);
  }

  @Test
  void oneBadRowDoesNotSplitTheEventItStandsIn() throws IOException {
    Path book =
        tape(
            "b",
            BOOK,
            "1000000,X,BID,99,1,snapshot",
            "1000000,X,BID,zero,1,snapshot",
            "1000000,X,ASK,101,1,snapshot",
            "1000000,Y,ASK,7,1,update");

    assertThat(told(Tapes.play(ROWS, book)))
        .containsExactly(
            "quarantined b@3/NOT_A_NUMBER",
            "1 1.000000 X snapshot 99@1 101@1",
            "2 1.000000 X quote 99/101",
            "3 1.000000 Y change 7@1");
  }

  @Test
  void silentInstrumentsGetAHeartbeatASecondInOrderOfTime() throws IOException {
    Path trades =
        tape(
            "t",
            TRADES,
            "10000000,X,1,1,",
            "10500000,Y,2,1,",
            "11000000,Y,3,1,",
            "12500000,X,4,1,");

    assertThat(told(Tapes.play(beats(Duration.ofSeconds(2)), trades)))
        .containsExactly(
            "1 10.000000 X trade 1",
            "2 10.500000 Y trade 2",
            "3 11.000000 Y trade 3",
            "4 11.000000 X beat",
            "5 12.000000 X beat",
            "6 12.000000 Y beat",
            "7 12.500000 X trade 4",
            "8 13.000000 Y beat",
            "9 13.500000 X beat",
            "10 14.000000 Y beat",
            "11 14.500000 X beat");
  }

  @Test
  void heartbeatsThinOutInLongSilence() throws IOException {
    long weekend = Duration.ofHours(49).toMillis() * 1000;
    Path trades = tape("t", TRADES, "1000000,X,1,1,", (1_000_001 + weekend) + ",X,2,1,");

    List<Event> events = Tapes.play(beats(Duration.ZERO), trades);

    // 300 in five minutes, one a minute up to a day, then 25 whole hours.
    assertThat(events).hasSize(1 + 300 + (1440 - 5) + 25 + 1);
    assertThat(told(events).subList(300, 303))
        .containsExactly("301 301.000000 X beat", "302 361.000000 X beat", "303 421.000000 X beat");
    assertThat(told(events).get(1 + 300 + 1435)).isEqualTo("1737 90001.000000 X beat");
  }

  @Test
  void everyInstrumentHearsTheSecondsOfTheTail() throws IOException {
    Path trades = tape("t", TRADES, "1000000,X,1,1,", "2000000000,Y,2,1,");

    List<Event> events = Tapes.play(TapeFeed.Settings.DEFAULT, trades);
    List<Event> tail =
        events.stream()
            .filter(event -> ((MarketEvent) event).ts().micros() > 2_000_000_000L)
            .toList();

    for (String symbol : List.of("X", "Y")) {
      assertThat(tail.stream().filter(event -> symbol.equals(symbolOf(event))))
          .as(symbol)
          .hasSize(30);
    }
    assertThat(((MarketEvent) events.getLast()).ts().micros()).isEqualTo(2_030_000_000L);
  }

  @Test
  void lastRowStampedNextMidnightOnlyBringsHeartbeats() throws IOException {
    Path bad = Tapes.shared("bad_binance_spot_TRXUSDT_20250304_bookdeltas");

    List<Event> events = Tapes.play(TapeFeed.Settings.DEFAULT, bad);

    assertThat(events.stream().filter(Quarantined.class::isInstance).map(Event::id))
        .containsExactly(bad.getFileName() + "@2/TS_NOT_POSITIVE");
    assertThat(events).noneMatch(Quote.class::isInstance);
    assertThat(events).filteredOn(Heartbeat.class::isInstance).hasSizeBetween(1500, 2500);
  }

  @Test
  void numbersRiseByOneAndAreTheSameAgain() throws IOException {
    Path trades = Tapes.shared("coinbase_multi_20210417_trades");
    Path quotes = Tapes.shared("coinbase_multi_20210417_quotes");
    Path book = Tapes.shared("coinbase_multi_20210417_book");

    List<Event> once = Tapes.play(TapeFeed.Settings.DEFAULT, trades, quotes, book);
    List<Event> again = Tapes.play(TapeFeed.Settings.DEFAULT, trades, quotes, book);

    assertThat(again).isEqualTo(once);
    long expected = 1;
    for (Event event : once) {
      assertThat(((MarketEvent) event).seq()).isEqualTo(expected++);
    }
    assertThat(once.stream().filter(Tick.class::isInstance)).hasSize(107);
    assertThat(once.stream().filter(Quote.class::isInstance)).hasSize(107);
  }

  @Test
  void cutTapeFailsAfterEverythingBeforeTheCut() throws IOException {
    Path whole = folder.resolve("whole.gz");
    StringBuilder text = new StringBuilder(BOOK).append('\n');
    for (int i = 1; i <= 30_000; i++) {
      text.append(i / 3 * 1000L + 1_000_000).append(",X,BID,").append(i * 7919 % 10_007 + 1);
      text.append(",1,update\n");
    }
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length / 2));

    List<Event> expected = Tapes.play(ROWS, whole);
    List<Event> read = new ArrayList<>();
    try (TapeFeed feed = TapeFeed.open(List.of(cut), ROWS)) {
      assertThatThrownBy(
              () -> {
                for (Event event = feed.next(); event != null; event = feed.next()) {
                  read.add(event);
                }
              })
          .isInstanceOf(TapeException.class)
          .hasMessageContaining("cut off");
    }
    // Whole groups only: the one in which the cut lies is not told.
    assertThat(read).hasSizeGreaterThan(100).isEqualTo(expected.subList(0, read.size()));
  }

  @Test
  void candlesCannotBePlayed() throws IOException {
    Path candles =
        tape("c", "ts,symbol,timeframe,open,high,low,close,volume", "60000000,X,1m,1,1,1,1,1");

    assertThatThrownBy(() -> TapeFeed.open(List.of(candles)))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("candles tapes cannot be played");
  }

  @Test
  void knowsWhatCandlesCanBeMadeOf() throws IOException {
    Path trades = tape("t", TRADES, "1000000,X,1,1,");
    Path book = tape("b", BOOK, "1000000,X,BID,99,1,update");

    try (TapeFeed both = TapeFeed.open(List.of(book, trades));
        TapeFeed depth = TapeFeed.open(List.of(book))) {
      assertThat(both.priceSource()).isEqualTo(PriceSource.TRADE);
      assertThat(depth.priceSource()).isEqualTo(PriceSource.MID);
      assertThat(both.kinds()).containsExactlyInAnyOrder(TapeKind.TRADES, TapeKind.BOOK);
    }
  }

  @Test
  void fingerprintIsOfContentNotOfPlace() throws IOException {
    Path a = tape("a", TRADES, "1000000,X,1,1,");
    Path sameAsA = tape("elsewhere", TRADES, "1000000,X,1,1,");
    Path b = tape("b", TRADES, "1000000,X,1,2,");

    try (TapeFeed one = TapeFeed.open(List.of(a, b));
        TapeFeed two = TapeFeed.open(List.of(sameAsA, b));
        TapeFeed three = TapeFeed.open(List.of(a, a))) {
      assertThat(one.fingerprint()).matches("[0-9a-f]{12}").isEqualTo(two.fingerprint());
      assertThat(three.fingerprint()).isNotEqualTo(one.fingerprint());
    }
  }

  @Test
  void progressRisesFromStartToEnd() throws IOException {
    Path quotes = Tapes.shared("oanda_EURUSD_20140501_quotes");
    TreeSet<Double> seen = new TreeSet<>();
    try (TapeFeed feed = TapeFeed.open(List.of(quotes))) {
      double before = 0;
      for (Event event = feed.next(); event != null; event = feed.next()) {
        double now = feed.progress();
        assertThat(now).isBetween(before, 1.0);
        before = now;
        seen.add(now);
      }
    }
    assertThat(seen).hasSizeGreaterThan(2);
    assertThat(seen.last()).isEqualTo(1.0);
  }

  private Path tape(String name, String... lines) throws IOException {
    return Tapes.write(folder, name, lines);
  }

  private static TapeFeed.Settings beats(Duration tail) {
    return new TapeFeed.Settings(Duration.ofSeconds(1), tail);
  }

  private static String symbolOf(Event event) {
    return ((MarketEvent) event).symbol().value();
  }

  private static List<String> told(List<Event> events) {
    return events.stream().map(TapeFeedTest::told).toList();
  }

  private static String told(Event event) {
    if (!(event instanceof MarketEvent market)) {
      return "quarantined " + event.id();
    }
    String what =
        switch (market) {
          case Tick tick -> "trade " + tick.price();
          case Quote quote -> "quote " + quote.bid() + "/" + quote.ask();
          case Heartbeat _ -> "beat";
          case MissedTick _, MissedCandle _, FeedGap _ ->
              throw new AssertionError("no tape has it: " + market);
          case BookUpdate update ->
              (update.snapshot() ? "snapshot " : "change ")
                  + String.join(
                      " ", update.levels().stream().map(l -> l.price() + "@" + l.size()).toList());
        };
    long micros = market.ts().micros();
    return "%d %d.%06d %s %s"
        .formatted(market.seq(), micros / 1_000_000, micros % 1_000_000, market.symbol(), what);
  }
}
