package io.tapeline.marketdata.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleBuilder;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeCheck;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeWriterTest {

  private static final Symbol BTC = new Symbol("BTC/USD");
  private static final DiskRoom ROOM = new DiskRoom(0);

  /** 2026-11-21T23:59:59Z. */
  private static final long LATE_EVENING = 1_795_305_599_000_000L;

  @TempDir private Path folder;
  private long seq;

  @Test
  void recordedTradesGiveTheCandlesThatWerePublished() throws IOException {
    List<MarketEvent> events = simulated(600);
    MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
    Map<Symbol, List<Candle>> published = new TreeMap<>();
    try (TapeWriter writer = TapeWriter.open(folder, ROOM)) {
      for (MarketEvent event : events) {
        writer.take(event, event.ts().micros() + 7);
        stage.apply(event);
        for (Event candle : stage.project(event)) {
          Candle closed = (Candle) candle;
          if (closed.timeframe() == Timeframe.M1) {
            published.computeIfAbsent(closed.symbol(), _ -> new ArrayList<>()).add(closed);
          }
        }
        if (event.seq() % 500 == 0) {
          writer.flush(Map.of());
        }
      }
      writer.flush(Map.of());
    }

    assertThat(published).isNotEmpty();
    for (Map.Entry<Symbol, List<Candle>> each : published.entrySet()) {
      List<Candle> recorded = candles(each.getKey(), files(".trades.csv.gz", each.getKey()));
      assertThat(recorded.stream().map(TapeWriterTest::content))
          .startsWith(each.getValue().stream().map(TapeWriterTest::content).toArray(String[]::new));
      assertThat(each.getValue()).hasSizeGreaterThan(5);
    }
  }

  @Test
  void everyFileIsASoundTapeWithItsColumnsBehind() throws IOException {
    try (TapeWriter writer = TapeWriter.open(folder, ROOM)) {
      writer.take(trade(1_000_000, "61800.10", "0.50", 7L), 1_000_300);
      writer.take(quote(1_100_000, "61800.00", "61800.20"), 1_100_300);
      writer.take(snapshot(1_200_000, "61800.00", "61800.20"), 1_200_300);
      writer.take(change(1_300_000, Side.BUY, "61800.00", "0"), 1_300_300);
      writer.flush(Map.of());
    }
    Path tapes = folder.resolve("BTC-USD");

    assertThat(lines(tapes.resolve("1970-01-01.trades.csv.gz")))
        .containsExactly(
            "ts,symbol,price,size,side,recv,trade_id,late",
            "1000000,BTC/USD,61800.10,0.50,BUY,1000300,7,");
    assertThat(lines(tapes.resolve("1970-01-01.quotes.csv.gz")))
        .containsExactly(
            "ts,symbol,bid,bid_size,ask,ask_size,recv",
            "1100000,BTC/USD,61800.00,1,61800.20,,1100300");
    assertThat(lines(tapes.resolve("1970-01-01.book.csv.gz")))
        .containsExactly(
            "ts,symbol,side,price,size,type,recv",
            "1200000,BTC/USD,BID,61800.00,1,snapshot,1200300",
            "1200000,BTC/USD,ASK,61800.20,2,snapshot,1200300",
            "1300000,BTC/USD,BID,61800.00,0,update,1300300");
    try (Stream<Path> files = Files.list(tapes)) {
      assertThat(files.map(TapeCheck::of))
          .hasSize(3)
          .allSatisfy(result -> assertThat(result.verdict()).isEqualTo(TapeCheck.Verdict.USABLE));
    }
  }

  @Test
  void aReplayedRecordingIsRecordedAgainWithTheNumbersOfItsTrades() throws IOException {
    Path first = folder.resolve("first");
    try (TapeWriter writer = TapeWriter.open(first, ROOM)) {
      writer.take(trade(1_000_000, "61800.10", "0.50", 41L), 1_000_300);
      writer.take(trade(1_000_000, "61800.10", "0.50", 42L), 1_000_300);
      writer.take(new MissedTick((Tick) trade(900_000, "61800.20", "1", 40L)), 1_000_400);
      writer.take(trade(1_000_001, "61800.10", "0.50", null), 1_000_500);
      writer.flush(Map.of());
    }
    Path recorded = first.resolve("BTC-USD/1970-01-01.trades.csv.gz");
    Path second = folder.resolve("second");
    long seen = 2_000_000;
    try (TapeFeed feed = TapeFeed.open(List.of(recorded), TapeFeed.Settings.ROWS_ONLY);
        TapeWriter writer = TapeWriter.open(second, ROOM)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        writer.take((MarketEvent) event, seen++);
      }
      writer.flush(Map.of());
    }

    assertThat(lines(second.resolve("BTC-USD/1970-01-01.trades.csv.gz")))
        .containsExactly(
            "ts,symbol,price,size,side,recv,trade_id,late",
            "1000000,BTC/USD,61800.10,0.50,BUY,2000000,41,",
            "1000000,BTC/USD,61800.10,0.50,BUY,2000001,42,",
            "900000,BTC/USD,61800.20,1,BUY,2000002,40,1",
            "1000001,BTC/USD,61800.10,0.50,BUY,2000003,,");
  }

  /** Killed at any instant, files and state being what they were then, and given all again. */
  @Test
  void killedAnywhereItLosesNothingAndDoublesNothing() throws IOException {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      List<MarketEvent> events = mixed(random, 300);
      Path expected = folder.resolve("expected" + seed);
      write(expected, events, 0);
      Path killed = folder.resolve("killed" + seed);
      for (int kills = random.nextInt(1, 5); kills > 0; kills--) {
        int reached = acknowledged(killed);
        int upTo = Math.min(events.size(), reached + random.nextInt(1, 150));
        try (TapeWriter writer = TapeWriter.open(killed, ROOM)) {
          for (MarketEvent event : events.subList(reached, upTo)) {
            writer.take(event, event.ts().micros() + 5);
            if (random.nextInt(20) == 0) {
              writer.flush(Map.of("ticks-0", event.seq()));
            }
          }
        }
        tear(killed, random);
      }
      write(killed, events, acknowledged(killed));

      assertThat(contents(killed)).as("seed " + seed).isEqualTo(contents(expected));
    }
  }

  @Test
  void eachDayBeginsWithTheBookOfTheDayBeforeAlsoAfterARestart() throws IOException {
    try (TapeWriter writer = TapeWriter.open(folder, ROOM)) {
      writer.take(snapshot(LATE_EVENING, "100.0", "101.0"), 1);
      writer.flush(Map.of());
    }
    try (TapeWriter writer = TapeWriter.open(folder, ROOM)) {
      writer.take(change(LATE_EVENING + 500_000, Side.BUY, "100.5", "3"), 1);
      writer.take(change(LATE_EVENING + 2_000_000, Side.SELL, "101.0", "9"), 1);
      writer.flush(Map.of());
    }
    Path second = folder.resolve("BTC-USD/2026-11-22.book.csv.gz");

    OrderBook book = new OrderBook();
    try (TapeFeed feed = TapeFeed.open(List.of(second), TapeFeed.Settings.ROWS_ONLY)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        if (event instanceof BookUpdate update) {
          book.apply(update);
        }
      }
    }

    assertThat(book.state()).isEqualTo(OrderBook.State.VALID);
    assertThat(book.levels(Side.BUY))
        .containsExactly(level(Side.BUY, "100.5", "3"), level(Side.BUY, "100.0", "1"));
    assertThat(book.levels(Side.SELL)).containsExactly(level(Side.SELL, "101.0", "9"));
  }

  @Test
  void aBookThatIsNotToBeTrustedIsNotCarriedOver() throws IOException {
    try (TapeWriter writer = TapeWriter.open(folder, ROOM)) {
      writer.take(snapshot(LATE_EVENING, "100.0", "101.0"), 1);
      writer.take(BookUpdate.invalid(at(LATE_EVENING + 1), BTC, Invalidity.CHECKSUM_MISMATCH), 1);
      writer.flush(Map.of());
    }
    try (TapeWriter writer = TapeWriter.open(folder, ROOM)) {
      writer.take(change(LATE_EVENING + 2_000_000, Side.SELL, "101.0", "9"), 1);
      writer.flush(Map.of());
    }

    assertThat(lines(folder.resolve("BTC-USD/2026-11-22.book.csv.gz")))
        .containsExactly(
            "ts,symbol,side,price,size,type,recv",
            (LATE_EVENING + 2_000_000) + ",BTC/USD,ASK,101.0,9,update,1");
    assertThat(Files.readAllLines(folder.resolve("BTC-USD/2026-11-21.gaps.csv")))
        .containsExactly(
            "ts,symbol,what,reason,recv", (LATE_EVENING + 1) + ",BTC/USD,book,CHECKSUM_MISMATCH,1");
  }

  @Test
  void missedTradesAreMarkedGapsAndRefusedInputAreKept() throws IOException {
    try (TapeWriter writer = TapeWriter.open(folder, ROOM)) {
      writer.take(trade(9_000_000, "10", "1", 4L), 9_000_100);
      writer.take(new FeedGap(at(9_500_000), BTC, FeedGap.Reason.DISCONNECTED), 9_500_100);
      writer.take(new MissedTick((Tick) trade(9_200_000, "11", "2", 5L)), 9_900_000);
      writer.reject(new Quarantined("kraken", 3, "NOT_JSON", "no JSON", "{a,\"b\"\n"), 9_900_001);
      writer.flush(Map.of());

      assertThat(writer.resume().last().get(BTC))
          .isNotNull()
          .satisfies(
              last -> {
                assertThat(last.ts()).isEqualTo(new EventTime(9_500_000));
                assertThat(last.trade())
                    .isEqualTo(
                        new io.tapeline.protocol.shell.LiveFeed.Resume.Trade(
                            5, new EventTime(9_200_000)));
              });
    }

    assertThat(lines(folder.resolve("BTC-USD/1970-01-01.trades.csv.gz")))
        .containsExactly(
            "ts,symbol,price,size,side,recv,trade_id,late",
            "9000000,BTC/USD,10,1,BUY,9000100,4,",
            "9200000,BTC/USD,11,2,BUY,9900000,5,1");
    assertThat(Files.readAllLines(folder.resolve("BTC-USD/1970-01-01.gaps.csv")))
        .contains("9500000,BTC/USD,feed,DISCONNECTED,9500100");
    assertThat(Files.readString(folder.resolve("1970-01-01.rejected.csv")))
        .isEqualTo("recv,reason,detail,original\n9900001,NOT_JSON,no JSON,\"{a,\"\"b\"\"\n\"\n");
  }

  @Test
  void aNearlyFullDiskEndsItWithNothingTorn() throws IOException {
    long[] left = {10L << 20};
    DiskRoom room = new DiskRoom(4, _ -> left[0]);
    try (TapeWriter writer = TapeWriter.open(folder, room)) {
      writer.take(trade(1_000_000, "10", "1", 1L), 1);
      writer.flush(Map.of("ticks-0", 1L));
      left[0] = (4L << 20) - 1;
      writer.take(trade(2_000_000, "11", "1", 2L), 1);

      assertThatThrownBy(() -> writer.flush(Map.of("ticks-0", 2L)))
          .isInstanceOf(NoRoomException.class)
          .hasMessageContaining("3 MB are left on its disk and 4 are to stay free")
          .hasMessageNotContaining("\n");
    }

    Path tape = folder.resolve("BTC-USD/1970-01-01.trades.csv.gz");
    assertThat(lines(tape)).hasSize(2);
    assertThat(TapeCheck.of(tape).verdict()).isEqualTo(TapeCheck.Verdict.USABLE);
    try (TapeWriter writer = TapeWriter.open(folder, ROOM)) {
      assertThat(writer.offsets()).isEqualTo(Map.of("ticks-0", 1L));
    }
  }

  @Test
  void oneProcessWritesAndAForeignFileIsLeftAlone() throws IOException {
    try (TapeWriter writer = TapeWriter.open(folder, ROOM)) {
      assertThatThrownBy(() -> TapeWriter.open(folder, ROOM))
          .isInstanceOf(TapeException.class)
          .hasMessageContaining("another process records into it");
      Path tape = folder.resolve("BTC-USD/1970-01-01.trades.csv.gz");
      Files.createDirectories(folder.resolve("BTC-USD"));
      Files.writeString(tape, "ts,symbol,price,size,side\n1,BTC/USD,1,1,BUY\n");

      assertThat(RecordingFolder.isBeingWritten(tape)).isTrue();
      assertThatThrownBy(() -> writer.take(trade(1_000_000, "10", "1", 1L), 1))
          .isInstanceOf(TapeException.class)
          .hasMessageContaining("no recorder wrote it");
    }
    assertThat(RecordingFolder.isBeingWritten(folder.resolve("BTC-USD/x.csv.gz"))).isFalse();
    assertThat(TapeWriter.folderOf(new Symbol("../etc"))).isEqualTo("-..-etc");
  }

  // What is recorded

  private Origin at(long micros) {
    return new Origin(++seq, new EventTime(micros));
  }

  private MarketEvent trade(long micros, String price, String size, @Nullable Long id) {
    return new Tick(at(micros), BTC, Price.of(price), Quantity.of(size), Aggressor.BUY, id);
  }

  private MarketEvent quote(long micros, String bid, String ask) {
    return new Quote(at(micros), BTC, Price.of(bid), Quantity.of("1"), Price.of(ask), null);
  }

  private MarketEvent snapshot(long micros, String bid, String ask) {
    return new BookUpdate(
        at(micros), BTC, true, List.of(level(Side.BUY, bid, "1"), level(Side.SELL, ask, "2")));
  }

  private MarketEvent change(long micros, Side side, String price, String size) {
    return new BookUpdate(at(micros), BTC, false, List.of(level(side, price, size)));
  }

  private static BookUpdate.Level level(Side side, String price, String size) {
    return new BookUpdate.Level(side, Price.of(price), Quantity.of(size));
  }

  private static List<MarketEvent> simulated(int seconds) {
    SimulatedMarket market =
        new SimulatedMarket(
            SimulationSettings.defaults(3, new EventTime(LATE_EVENING - 300_000_000L))
                .withDuration(Duration.ofSeconds(seconds)));
    List<MarketEvent> events = new ArrayList<>();
    for (MarketEvent event = market.next(); event != null; event = market.next()) {
      events.add(event);
    }
    return events;
  }

  /** Trades, quotes and depth of one instrument around midnight. */
  private List<MarketEvent> mixed(Random random, int count) {
    seq = 0;
    List<MarketEvent> events = new ArrayList<>();
    long micros = LATE_EVENING - 2_000_000;
    events.add(snapshot(micros, "100.0", "101.0"));
    for (int i = 1; i < count; i++) {
      micros += random.nextInt(40_000);
      String cents = "" + random.nextInt(10);
      events.add(
          switch (random.nextInt(4)) {
            case 0 -> trade(micros, "100." + cents, "0.5", (long) i);
            case 1 -> quote(micros, "100." + cents, "101.5");
            case 2 -> change(micros, Side.BUY, "99." + cents, "1");
            default -> new FeedGap(at(micros), BTC, FeedGap.Reason.TRADES_MISSING);
          });
    }
    return events;
  }

  private static void write(Path into, List<MarketEvent> events, int from) throws IOException {
    try (TapeWriter writer = TapeWriter.open(into, ROOM)) {
      for (MarketEvent event : events.subList(from, events.size())) {
        writer.take(event, event.ts().micros() + 5);
      }
      writer.flush(Map.of("ticks-0", (long) events.size()));
    }
  }

  private static int acknowledged(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (TapeWriter writer = TapeWriter.open(folder, ROOM)) {
      return Math.toIntExact(writer.offsets().getOrDefault("ticks-0", 0L));
    }
  }

  /** What a kill in the middle of a flush leaves behind the bytes that the state covers. */
  private static void tear(Path folder, Random random) throws IOException {
    try (RecordingFolder opened = RecordingFolder.open(folder)) {
      for (String file : opened.state().files().keySet()) {
        byte[] torn = new byte[random.nextInt(200)];
        random.nextBytes(torn);
        if (random.nextBoolean()) {
          Files.write(folder.resolve(file), torn, StandardOpenOption.APPEND);
        }
      }
    }
  }

  // What is read

  private List<Path> files(String end, Symbol symbol) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(TapeWriter.folderOf(symbol)))) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  private static List<Candle> candles(Symbol symbol, List<Path> tapes) throws IOException {
    CandleBuilder builder = new CandleBuilder(symbol, List.of(Timeframe.M1), PriceSource.TRADE);
    List<Candle> candles = new ArrayList<>();
    try (TapeFeed feed = TapeFeed.open(tapes, TapeFeed.Settings.ROWS_ONLY)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        builder.apply((MarketEvent) event);
        candles.addAll(builder.closed());
      }
      candles.addAll(builder.finish());
    }
    return candles;
  }

  private static String content(Candle candle) {
    return "%s %s %s %s %s %s"
        .formatted(
            candle.openTime(),
            candle.open(),
            candle.high(),
            candle.low(),
            candle.close(),
            candle.volume());
  }

  private static List<String> lines(Path gzip) throws IOException {
    try (InputStream input = new GZIPInputStream(Files.newInputStream(gzip));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static Map<String, List<String>> contents(Path root) throws IOException {
    Map<String, List<String>> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString();
        if (name.endsWith(".gz")) {
          contents.put(name, lines(file));
        } else if (name.endsWith(".csv")) {
          contents.put(name, Files.readAllLines(file));
        }
      }
    }
    return contents;
  }
}
