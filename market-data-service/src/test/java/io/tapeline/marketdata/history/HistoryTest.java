package io.tapeline.marketdata.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.tape.TapeCheck;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.VenueException;
import io.tapeline.testsupport.LoopbackVenue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  private static final EventTime START = new EventTime(FakeKraken.START);

  @TempDir private Path folder = Path.of(".");

  private static HistorySettings settings(Venue venue, URI uri, int page) {
    Map<Venue, URI> urls = Map.of(venue, uri);
    return new HistorySettings(
        Duration.ZERO, 3, Duration.ofMillis(1), Duration.ofSeconds(3), page, urls);
  }

  private HistoryRequest trades(Venue venue, String symbol, Range range, String out) {
    return new HistoryRequest(
        venue, symbol, null, false, range.from(), range.to(), folder.resolve(out));
  }

  private HistoryRequest candles(Range range, String out) {
    return new HistoryRequest(
        Venue.BINANCE,
        "BTCUSDT",
        Timeframe.M1,
        false,
        range.from(),
        range.to(),
        folder.resolve(out));
  }

  private static List<String> rows(Path tape) throws IOException {
    byte[] bytes = Files.readAllBytes(tape);
    if (tape.toString().endsWith(".gz")) {
      bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    return lines.subList(1, lines.size());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static Range minutes(int from, int to) {
    return new Range(START.plus(Duration.ofMinutes(from)), START.plus(Duration.ofMinutes(to)));
  }

  @Test
  void krakensTradesAreTheTruthWhateverItsPages() throws Exception {
    for (long seed = 1; seed <= 25; seed++) {
      Random random = new Random(seed);
      List<FakeKraken.Trade> truth = FakeKraken.random(seed, 1 + random.nextInt(200));
      int least = FakeKraken.mostAtOnce(truth) + 1;
      Range range =
          new Range(
              START.plus(Duration.ofMillis(random.nextInt(20_000))),
              START.plus(Duration.ofSeconds(30 + random.nextInt(200))));
      try (FakeKraken kraken = new FakeKraken(truth, seed, least, true)) {
        HistoryRequest request = trades(Venue.KRAKEN, "BTC/USD", range, "t" + seed + ".csv");
        HistoryResult result =
            History.fetch(
                request, settings(Venue.KRAKEN, kraken.venue().uri(), 1000), HistoryListener.NONE);
        List<String> expected =
            truth.stream()
                .filter(trade -> range.contains(new EventTime(trade.nanos() / 1000)))
                .map(trade -> trade.line("BTC/USD"))
                .toList();
        assertThat(rows(result.out())).as("seed " + seed).isEqualTo(expected);
        assertThat(result.rows()).isEqualTo(expected.size());
        assertThat(result.stepsBack()).isZero();
      }
    }
  }

  @Test
  void moreTradesAtOneTimeThanAPageHoldsIsToldAndNotPassedOver() throws Exception {
    List<FakeKraken.Trade> truth = new ArrayList<>();
    for (int id = 1; id <= 8; id++) {
      long nanos = START.micros() * 1000 + (id < 3 ? id : id < 8 ? 5_000 : 9_000_000);
      truth.add(new FakeKraken.Trade(id, nanos, "1.0", "1", true));
    }
    try (FakeKraken kraken = new FakeKraken(truth, 1, 1, false)) {
      HistoryRequest request = trades(Venue.KRAKEN, "BTC/USD", minutes(0, 10), "t.csv");
      assertThatThrownBy(
              () ->
                  History.fetch(
                      request,
                      settings(Venue.KRAKEN, kraken.venue().uri(), 4),
                      HistoryListener.NONE))
          .isInstanceOf(VenueException.class)
          .hasMessageContaining("more trades at 2026-01-01T00:00:00.000005Z than a page holds");

      HistoryResult result =
          History.fetch(
              request, settings(Venue.KRAKEN, kraken.venue().uri(), 6), HistoryListener.NONE);
      assertThat(result.rows()).isEqualTo(8);
      assertThat(result.resumedRows()).isPositive();
    }
  }

  @Test
  void binancesTradesAreTheTruthWhateverItsPages() throws Exception {
    for (long seed = 1; seed <= 25; seed++) {
      Random random = new Random(seed);
      List<FakeBinance.Trade> truth = FakeBinance.randomTrades(seed, 1 + random.nextInt(200));
      Range range = minutes(random.nextInt(15), 16 + random.nextInt(120));
      try (FakeBinance binance =
          new FakeBinance(truth, List.of(), seed, true, random.nextBoolean())) {
        HistoryResult result =
            History.fetch(
                trades(Venue.BINANCE, "BTCUSDT", range, "t" + seed + ".csv.gz"),
                settings(Venue.BINANCE, binance.venue().uri(), 20),
                HistoryListener.NONE);
        assertThat(rows(result.out()))
            .as("seed " + seed)
            .isEqualTo(
                FakeBinance.within(truth, range, FakeBinance.Trade::millis).stream()
                    .map(trade -> trade.line("BTCUSDT"))
                    .toList());
        assertThat(result.gaps()).isZero();
      }
    }
  }

  @Test
  void idsThatTheVenueDoesNotHaveAreCountedAsGaps() throws Exception {
    List<FakeBinance.Trade> truth = new ArrayList<>(FakeBinance.randomTrades(3, 50));
    truth.remove(30);
    truth.remove(12);
    truth.remove(11);
    try (FakeBinance binance = new FakeBinance(truth, List.of(), 1, false, false)) {
      HistoryResult result =
          History.fetch(
              trades(Venue.BINANCE, "BTCUSDT", minutes(0, 1000), "t.csv"),
              settings(Venue.BINANCE, binance.venue().uri(), 7),
              HistoryListener.NONE);
      assertThat(result.gaps()).isEqualTo(2);
      assertThat(result.rows()).isEqualTo(47);
    }
  }

  @Test
  void tradesThatBeginHoursAfterTheStartAreFound() throws Exception {
    long late = FakeBinance.START_MILLIS + 5 * 3_600_000L + 1;
    List<FakeBinance.Trade> truth = List.of(new FakeBinance.Trade(7, late, "1.0", "2", true));
    try (FakeBinance binance = new FakeBinance(truth, List.of(), 1, false, true)) {
      HistoryResult result =
          History.fetch(
              trades(Venue.BINANCE, "BTCUSDT", minutes(0, 600), "t.csv"),
              settings(Venue.BINANCE, binance.venue().uri(), 7),
              HistoryListener.NONE);
      assertThat(rows(result.out())).containsExactly(truth.getFirst().line("BTCUSDT"));
    }
  }

  @Test
  void binancesCandlesAreTheTruthWhateverItsPages() throws Exception {
    for (long seed = 1; seed <= 25; seed++) {
      Random random = new Random(seed);
      List<FakeBinance.Candle> truth = FakeBinance.randomCandles(seed, 1 + random.nextInt(150));
      Range range = minutes(random.nextInt(40), 41 + random.nextInt(120));
      int page = 2 + random.nextInt(30);
      try (FakeBinance binance = new FakeBinance(List.of(), truth, seed, true, false)) {
        HistoryResult result =
            History.fetch(
                candles(range, "c" + seed + ".csv"),
                settings(Venue.BINANCE, binance.venue().uri(), page),
                HistoryListener.NONE);
        List<String> expected =
            FakeBinance.within(truth, range, FakeBinance.Candle::millis).stream()
                .map(candle -> candle.line("BTCUSDT", Timeframe.M1))
                .toList();
        assertThat(rows(result.out())).as("seed " + seed).isEqualTo(expected);
        assertThat(result.missing())
            .isEqualTo(range.slots(Duration.ofMinutes(1)) - expected.size());
      }
    }
  }

  @Test
  void candlesArePagedNewestToOldestWithAnOverlapOfOne() throws Exception {
    List<FakeBinance.Candle> truth = everyMinute(25);
    try (FakeBinance binance = new FakeBinance(List.of(), truth, 1, false, false)) {
      HistoryResult result =
          History.fetch(
              candles(minutes(0, 25), "c.csv"),
              settings(Venue.BINANCE, binance.venue().uri(), 10),
              HistoryListener.NONE);
      assertThat(result.rows()).isEqualTo(25);
      assertThat(
              binance.venue().requests().stream()
                  .filter(request -> request.path().endsWith("klines"))
                  .map(request -> minute(request, "startTime") + "-" + minute(request, "endTime")))
          .containsExactly("15-24", "6-15", "0-6");
      assertThat(TapeCheck.of(result.out()).problem()).isNull();
    }
  }

  private static long minute(LoopbackVenue.Request request, String name) {
    return (request.number(name) - FakeBinance.START_MILLIS) / 60_000;
  }

  private static List<FakeBinance.Candle> everyMinute(int count) {
    List<FakeBinance.Candle> candles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      candles.add(
          new FakeBinance.Candle(
              FakeBinance.START_MILLIS + i * 60_000L, "10", "11", "9", "10." + i, "1"));
    }
    return candles;
  }

  @Test
  void candlesThatBreakTheRulesAreKeptBesideTheTape() throws Exception {
    List<FakeBinance.Candle> truth = everyMinute(6);
    truth.set(1, new FakeBinance.Candle(truth.get(1).millis(), "10", "9.9", "9.5", "9.6", "1"));
    truth.set(2, new FakeBinance.Candle(truth.get(2).millis(), "10", "11", "10.5", "10", "1"));
    truth.set(3, new FakeBinance.Candle(truth.get(3).millis(), "10", "11", "-1", "10", "1"));
    truth.set(4, new FakeBinance.Candle(truth.get(4).millis(), "10", "11", "9", "10", "-1"));
    try (FakeBinance binance = new FakeBinance(List.of(), truth, 1, false, false)) {
      HistoryResult result =
          History.fetch(
              candles(minutes(0, 6), "c.csv"),
              settings(Venue.BINANCE, binance.venue().uri(), 3),
              HistoryListener.NONE);
      assertThat(result.rows()).isEqualTo(2);
      assertThat(result.rejected()).isEqualTo(4);
      assertThat(result.missing()).isEqualTo(4);
      assertThat(rows(folder.resolve("c.csv.rejected.csv")))
          .extracting(line -> line.substring(0, line.indexOf(',')))
          .containsExactlyInAnyOrder(
              "HIGH_BELOW_BODY", "LOW_ABOVE_BODY", "PRICE_NOT_POSITIVE", "VOLUME_NEGATIVE");
    }
  }

  @Test
  void twoCandlesOfOneSlotThatDifferAreToldAndTheFirstIsKept() throws Exception {
    List<FakeBinance.Candle> truth = everyMinute(5);
    FakeBinance.Candle other =
        new FakeBinance.Candle(truth.get(2).millis(), "10", "12", "9", "10.7", "1");
    truth.add(3, other);
    try (FakeBinance binance = new FakeBinance(List.of(), truth, 1, false, false)) {
      HistoryResult result =
          History.fetch(
              candles(minutes(0, 5), "c.csv"),
              settings(Venue.BINANCE, binance.venue().uri(), 10),
              HistoryListener.NONE);
      assertThat(rows(result.out()))
          .hasSize(5)
          .contains(truth.get(2).line("BTCUSDT", Timeframe.M1));
      assertThat(rows(folder.resolve("c.csv.rejected.csv")))
          .singleElement()
          .asString()
          .startsWith("CONFLICTING_DUPLICATE,")
          .contains("10.7");
    }
  }

  @Test
  void krakensCandlesAreTheClosedOnesOfTheRange() throws Exception {
    try (LoopbackVenue venue = new LoopbackVenue(request -> krakenCandles(request, 100))) {
      HistoryRequest request = krakenCandles(minutes(1430, 1439));
      HistoryResult result =
          History.fetch(request, settings(Venue.KRAKEN, venue.uri(), 1000), HistoryListener.NONE);
      assertThat(rows(result.out()))
          .hasSize(9)
          .startsWith(
              START.plus(Duration.ofMinutes(1430)).micros()
                  + ",BTC/USD,1m,10.00,11.0,9.0,10.50,1.25000000")
          .isSorted();
      assertThat(result.missing()).isZero();
    }
  }

  @Test
  void krakensCandlesOlderThanItKeepsAreRefusedWithTheWayOut() throws Exception {
    try (LoopbackVenue venue = new LoopbackVenue(request -> krakenCandles(request, 720))) {
      assertThatThrownBy(
              () ->
                  History.fetch(
                      krakenCandles(minutes(0, 1000)),
                      settings(Venue.KRAKEN, venue.uri(), 1000),
                      HistoryListener.NONE))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("newest 720 candles only")
          .hasMessageContaining("--from-trades");
      assertThat(names()).isEmpty();
    }
  }

  private HistoryRequest krakenCandles(Range range) {
    return new HistoryRequest(
        Venue.KRAKEN,
        "BTC/USD",
        Timeframe.M1,
        false,
        range.from(),
        range.to(),
        folder.resolve("k.csv"));
  }

  /** The newest candles of a day, the running one last. */
  private static String krakenCandles(LoopbackVenue.Request request, int count) {
    if (request.path().endsWith("Time")) {
      return FakeKraken.result("\"unixtime\":" + FakeKraken.NOW_SECONDS);
    }
    List<String> rows = new ArrayList<>();
    for (int i = 1441 - count; i <= 1440; i++) {
      rows.add(
          "[%d,\"10.00\",\"11.0\",\"9.0\",\"10.50\",\"10.2\",\"1.25000000\",3]"
              .formatted(FakeKraken.START / 1_000_000 + i * 60L));
    }
    return FakeKraken.result(
        "\"XXBTZUSD\":[%s],\"last\":%d"
            .formatted(String.join(",", rows), FakeKraken.START / 1_000_000 + 1439 * 60L));
  }

  @Test
  void candlesAreMadeOfTradesWhereTheVenueHasNone() throws Exception {
    List<FakeKraken.Trade> truth =
        List.of(
            trade(1, 59_999_999_999L, "9.0", "5"),
            trade(2, 60_000_000_000L, "10.0", "1.5"),
            trade(3, 70_000_000_000L, "12.0", "0.25"),
            trade(4, 119_999_999_999L, "11.0", "1"),
            trade(5, 180_000_000_000L, "11.5", "2"));
    try (FakeKraken kraken = new FakeKraken(truth, 1, 1, false)) {
      HistoryRequest request =
          new HistoryRequest(
              Venue.KRAKEN,
              "BTC/USD",
              Timeframe.M1,
              true,
              START.plus(Duration.ofSeconds(30)),
              START.plus(Duration.ofSeconds(239)),
              folder.resolve("c.csv"));
      HistoryResult result =
          History.fetch(
              request, settings(Venue.KRAKEN, kraken.venue().uri(), 1000), HistoryListener.NONE);
      assertThat(result.range()).isEqualTo(minutes(1, 3));
      assertThat(rows(result.out()))
          .containsExactly(
              START.plus(Duration.ofMinutes(1)).micros() + ",BTC/USD,1m,10.0,12.0,10.0,11.0,2.75");
      assertThat(result.missing()).isEqualTo(1);
    }
  }

  /** As venues and {@code tapeline candles} give them: a slot without a trade has no row. */
  @Test
  void candlesOfTradesAreNeitherFilledNorLeftOutForAMissingMinute() throws Exception {
    List<FakeKraken.Trade> truth =
        List.of(
            trade(1, 10_000_000_000L, "10.0", "1"),
            trade(2, 130_000_000_000L, "12.0", "2"),
            trade(3, 299_000_000_000L, "11.0", "4"),
            trade(4, 660_000_000_000L, "13.0", "8"));
    try (FakeKraken kraken = new FakeKraken(truth, 1, 1, false)) {
      assertThat(madeOfTrades(kraken, Timeframe.M1))
          .containsExactly(
              START.micros() + ",BTC/USD,1m,10.0,10.0,10.0,10.0,1",
              START.plus(Duration.ofMinutes(2)).micros() + ",BTC/USD,1m,12.0,12.0,12.0,12.0,2",
              START.plus(Duration.ofMinutes(4)).micros() + ",BTC/USD,1m,11.0,11.0,11.0,11.0,4",
              START.plus(Duration.ofMinutes(11)).micros() + ",BTC/USD,1m,13.0,13.0,13.0,13.0,8");
      assertThat(madeOfTrades(kraken, Timeframe.M5))
          .containsExactly(
              START.micros() + ",BTC/USD,5m,10.0,12.0,10.0,11.0,7",
              START.plus(Duration.ofMinutes(10)).micros() + ",BTC/USD,5m,13.0,13.0,13.0,13.0,8");
    }
  }

  private List<String> madeOfTrades(FakeKraken kraken, Timeframe timeframe) throws Exception {
    HistoryRequest request =
        new HistoryRequest(
            Venue.KRAKEN,
            "BTC/USD",
            timeframe,
            true,
            START,
            START.plus(Duration.ofMinutes(15)),
            folder.resolve(timeframe.label() + ".csv"));
    return rows(
        History.fetch(
                request, settings(Venue.KRAKEN, kraken.venue().uri(), 1000), HistoryListener.NONE)
            .out());
  }

  private static FakeKraken.Trade trade(long id, long nanosFromStart, String price, String size) {
    return new FakeKraken.Trade(id, START.micros() * 1000 + nanosFromStart, price, size, true);
  }

  @Test
  void anyFailureThatPassesIsOvercome() throws Exception {
    List<LoopbackVenue.Trouble> troubles =
        List.of(
            LoopbackVenue.status(200, "{\"error\":[\"EService:Unavailable\"]}"),
            LoopbackVenue.status(200, "{\"error\":[\"EAPI:Rate limit exceeded\"]}"),
            LoopbackVenue.status(429, ""),
            LoopbackVenue.comeBackAfter(418, "0"),
            LoopbackVenue.status(503, ""),
            LoopbackVenue.html(200),
            LoopbackVenue.cut(),
            LoopbackVenue.trickle(),
            LoopbackVenue.status(200, "{\"error\":[],\"result\":{}}"));
    List<FakeKraken.Trade> truth = FakeKraken.random(5, 100);
    Range range = minutes(0, 1000);
    List<String> notes = Collections.synchronizedList(new ArrayList<>());
    try (FakeKraken kraken = new FakeKraken(truth, 5, 20, false)) {
      troubles.forEach(
          trouble ->
              kraken
                  .venue()
                  .trouble(trouble)
                  .trouble(exchange -> kraken.venue().answerAsUsual(exchange)));
      HistoryResult result =
          History.fetch(
              trades(Venue.KRAKEN, "BTC/USD", range, "t.csv"),
              settings(Venue.KRAKEN, kraken.venue().uri(), 12),
              notesTo(notes));
      assertThat(rows(result.out()))
          .isEqualTo(truth.stream().map(trade -> trade.line("BTC/USD")).toList());
      assertThat(result.retries()).isEqualTo(troubles.size());
      assertThat(notes).hasSize(troubles.size());
      assertThat(notes.getFirst())
          .startsWith("kraken: /0/public/Time: EService:Unavailable; trying again in ")
          .endsWith(" s (1 of 3)");
    }
  }

  private static HistoryListener notesTo(List<String> notes) {
    return new HistoryListener() {
      @Override
      public void progress(double share, long rows) {}

      @Override
      public void note(String message) {
        notes.add(message);
      }
    };
  }

  @Test
  void aPageThatLacksWhatIsKnownIsAskedForAgain() throws Exception {
    List<FakeKraken.Trade> truth = FakeKraken.random(6, 60);
    try (FakeKraken kraken = new FakeKraken(truth, 6, 20, false)) {
      for (int i = 0; i < 2; i++) {
        kraken.venue().trouble(exchange -> kraken.venue().answerAsUsual(exchange));
      }
      FakeKraken.Trade newest = truth.getLast();
      kraken
          .venue()
          .trouble(
              LoopbackVenue.status(
                  200,
                  FakeKraken.result(
                      "\"P\":[%s],\"last\":\"%d\"".formatted(newest.row(), newest.nanos()))));
      HistoryResult result =
          History.fetch(
              trades(Venue.KRAKEN, "BTC/USD", minutes(0, 1000), "t.csv"),
              settings(Venue.KRAKEN, kraken.venue().uri(), 12),
              HistoryListener.NONE);
      assertThat(rows(result.out()))
          .isEqualTo(truth.stream().map(trade -> trade.line("BTC/USD")).toList());
      assertThat(result.retries()).isEqualTo(1);
    }
  }

  @Test
  void aCandleThatTheVenueHasNotClosedYetIsWaitedFor() throws Exception {
    String late =
        FakeKraken.result(
            "\"P\":[[%1$d,\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",1]],\"last\":%2$d"
                .formatted(
                    FakeKraken.START / 1_000_000 + 1438 * 60L,
                    FakeKraken.START / 1_000_000 + 1437 * 60L));
    try (LoopbackVenue venue = new LoopbackVenue(request -> krakenCandles(request, 100))) {
      venue.trouble(venue::answerAsUsual).trouble(LoopbackVenue.status(200, late));
      HistoryResult result =
          History.fetch(
              krakenCandles(minutes(1430, 1439)),
              settings(Venue.KRAKEN, venue.uri(), 1000),
              HistoryListener.NONE);
      assertThat(result.retries()).isEqualTo(1);
      assertThat(result.rows()).isEqualTo(9);
    }
  }

  @Test
  void whatDoesNotPassIsNotTriedAgain() throws Exception {
    try (FakeKraken kraken = new FakeKraken(List.of(), 1, 1, false)) {
      kraken.venue().trouble(exchange -> kraken.venue().answerAsUsual(exchange));
      kraken
          .venue()
          .trouble(LoopbackVenue.status(200, "{\"error\":[\"EQuery:Unknown asset pair\"]}"));
      assertThatThrownBy(
              () ->
                  History.fetch(
                      trades(Venue.KRAKEN, "NO/PE", minutes(0, 10), "t.csv"),
                      settings(Venue.KRAKEN, kraken.venue().uri(), 1000),
                      HistoryListener.NONE))
          .isInstanceOf(VenueException.class)
          .hasMessageContaining("'NO/PE'");
      assertThat(kraken.venue().requests()).hasSize(2);
      assertThat(names()).isEmpty();
    }
  }

  @Test
  void thePauseThatAVenueAsksForIsKept() throws Exception {
    try (FakeKraken kraken = new FakeKraken(List.of(), 1, 1, false)) {
      kraken.venue().trouble(LoopbackVenue.comeBackAfter(429, "1"));
      History.fetch(
          trades(Venue.KRAKEN, "BTC/USD", minutes(0, 10), "t.csv"),
          settings(Venue.KRAKEN, kraken.venue().uri(), 1000),
          HistoryListener.NONE);
      List<LoopbackVenue.Request> requests = kraken.venue().requests();
      assertThat(Duration.ofNanos(requests.get(1).nanos() - requests.get(0).nanos()))
          .isGreaterThan(Duration.ofMillis(950));
    }
  }

  @Test
  void aVenueThatWantsToBeLeftAloneForLongIsLeftAlone() throws Exception {
    try (FakeKraken kraken = new FakeKraken(List.of(), 1, 1, false)) {
      kraken.venue().trouble(LoopbackVenue.comeBackAfter(418, "86400"));
      assertThatThrownBy(
              () ->
                  History.fetch(
                      trades(Venue.KRAKEN, "BTC/USD", minutes(0, 10), "t.csv"),
                      settings(Venue.KRAKEN, kraken.venue().uri(), 1000),
                      HistoryListener.NONE))
          .isInstanceOf(VenueException.class)
          .hasMessageEndingWith("(HTTP 418); it asks for a pause of 86400 s");
      assertThat(kraken.venue().requests()).hasSize(1);
    }
  }

  @Test
  void requestsKeepTheirPause() throws Exception {
    List<FakeKraken.Trade> truth = FakeKraken.random(9, 60);
    Duration pause = Duration.ofMillis(60);
    try (FakeKraken kraken = new FakeKraken(truth, 9, 20, false)) {
      History.fetch(
          trades(Venue.KRAKEN, "BTC/USD", minutes(0, 1000), "t.csv"),
          new HistorySettings(
              pause,
              3,
              Duration.ofMillis(1),
              Duration.ofSeconds(5),
              15,
              Map.of(Venue.KRAKEN, kraken.venue().uri())),
          HistoryListener.NONE);
      List<LoopbackVenue.Request> requests = kraken.venue().requests();
      assertThat(requests).hasSizeGreaterThan(4);
      long span = requests.getLast().nanos() - requests.getFirst().nanos();
      assertThat(Duration.ofNanos(span))
          .isGreaterThan(pause.multipliedBy(requests.size() - 1L).minusMillis(20));
    }
  }

  @Test
  void everyPlaceWhereARunMayBeCutOffLeadsToTheSameTape() throws Exception {
    List<FakeKraken.Trade> truth = FakeKraken.random(11, 60);
    Range range = minutes(0, 1000);
    try (FakeKraken kraken = new FakeKraken(truth, 11, 20, false)) {
      HistorySettings settings = settings(Venue.KRAKEN, kraken.venue().uri(), 15);
      HistoryRequest whole = trades(Venue.KRAKEN, "BTC/USD", range, "whole.csv.gz");
      History.fetch(whole, settings, HistoryListener.NONE);
      byte[] tape = Files.readAllBytes(folder.resolve("whole.csv.gz"));

      HistoryRequest request = trades(Venue.KRAKEN, "BTC/USD", range, "t.csv.gz");
      byte[] journal = journal(request, settings, kraken);
      Path part = folder.resolve("t.csv.gz.part");
      Random random = new Random(1);
      for (int length = 0; length <= journal.length; length += 1 + random.nextInt(40)) {
        Files.write(part, Arrays.copyOf(journal, length));
        HistoryResult result = History.fetch(request, settings, HistoryListener.NONE);
        assertThat(Files.readAllBytes(result.out())).as("cut at %d", length).isEqualTo(tape);
        assertThat(Files.exists(part)).isFalse();
        Files.delete(result.out());
      }
    }
  }

  @Test
  void aDamagedPageIsFetchedAgain() throws Exception {
    List<FakeKraken.Trade> truth = FakeKraken.random(12, 60);
    Range range = minutes(0, 1000);
    try (FakeKraken kraken = new FakeKraken(truth, 12, 20, false)) {
      HistorySettings settings = settings(Venue.KRAKEN, kraken.venue().uri(), 15);
      HistoryRequest request = trades(Venue.KRAKEN, "BTC/USD", range, "t.csv.gz");
      byte[] journal = journal(request, settings, kraken);
      List<String> expected = truth.stream().map(trade -> trade.line("BTC/USD")).toList();
      int task = new String(journal, StandardCharsets.UTF_8).indexOf('\n') + 1;
      for (int at = task; at < journal.length; at += 61) {
        byte[] damaged = journal.clone();
        damaged[at] ^= 1;
        Files.write(folder.resolve("t.csv.gz.part"), damaged);
        HistoryResult result = History.fetch(request, settings, HistoryListener.NONE);
        assertThat(rows(result.out())).as("damaged at %d", at).isEqualTo(expected);
        Files.delete(result.out());
      }
    }
  }

  @Test
  void tapesAreNamedAfterTheirRequest() {
    EventTime noon = START.plus(Duration.ofHours(12));
    assertThat(new HistoryRequest(Venue.KRAKEN, "BTC/USD", null, false, START, noon, null).file())
        .hasToString("kraken-BTCUSD-trades-20260101T000000Z-20260101T120000Z.csv.gz");
    assertThat(
            new HistoryRequest(Venue.BINANCE, "BTCUSDT", Timeframe.M5, false, START, null, null)
                .file())
        .hasToString("binance-BTCUSDT-5m-20260101T000000Z.csv.gz");
  }

  /** The journal of a run whose venue goes away before the last page. */
  private byte[] journal(HistoryRequest request, HistorySettings settings, FakeKraken kraken)
      throws Exception {
    HistorySettings impatient =
        new HistorySettings(
            settings.pause(),
            0,
            settings.backoff(),
            settings.timeout(),
            settings.tradesPage(),
            settings.urls());
    for (int i = 0; i < 4; i++) {
      kraken.venue().trouble(exchange -> kraken.venue().answerAsUsual(exchange));
    }
    kraken.venue().trouble(LoopbackVenue.status(500, ""));
    assertThatThrownBy(() -> History.fetch(request, impatient, HistoryListener.NONE))
        .isInstanceOf(VenueException.class);
    assertThat(Files.exists(request.file())).isFalse();
    return Files.readAllBytes(folder.resolve("t.csv.gz.part"));
  }

  @Test
  void aPartIsCarriedOnAndNotFetchedAgain() throws Exception {
    List<FakeKraken.Trade> truth = FakeKraken.random(11, 60);
    try (FakeKraken kraken = new FakeKraken(truth, 11, 20, false)) {
      HistorySettings settings = settings(Venue.KRAKEN, kraken.venue().uri(), 15);
      HistoryRequest request =
          new HistoryRequest(
              Venue.KRAKEN, "BTC/USD", null, false, START, null, folder.resolve("t.csv.gz"));
      journal(request, settings, kraken);
      int before = kraken.venue().requests().size();
      HistoryResult result = History.fetch(request, settings, HistoryListener.NONE);
      assertThat(result.resumedRows()).isBetween(20L, 60L);
      assertThat(result.rows()).isEqualTo(60);
      List<LoopbackVenue.Request> asked = kraken.venue().requests();
      assertThat(asked.get(before + 1).number("since")).isGreaterThan(START.micros() * 1000);

      assertThat(names()).containsExactly("t.csv.gz", "t.csv.gz.history.json");
      int done = kraken.venue().requests().size();
      assertThat(History.fetch(request, settings, HistoryListener.NONE))
          .matches(HistoryResult::alreadyThere)
          .extracting(HistoryResult::rows)
          .isEqualTo(60L);
      assertThat(kraken.venue().requests()).hasSize(done);
    }
  }

  @Test
  void filesOfOthersAreLeftAlone() throws Exception {
    try (FakeKraken kraken = new FakeKraken(FakeKraken.random(2, 30), 2, 20, false)) {
      HistorySettings settings = settings(Venue.KRAKEN, kraken.venue().uri(), 15);
      Path tape = folder.resolve("t.csv.gz");
      Path part = folder.resolve("t.csv.gz.part");

      Files.writeString(tape, "mine");
      refused(trades(Venue.KRAKEN, "BTC/USD", minutes(0, 10), "t.csv.gz"), settings, "not made by");
      assertThat(tape).hasContent("mine");
      Files.delete(tape);

      Files.writeString(part, "mine");
      refused(trades(Venue.KRAKEN, "BTC/USD", minutes(0, 10), "t.csv.gz"), settings, "no part of");
      assertThat(part).hasContent("mine");
      Files.delete(part);

      journal(trades(Venue.KRAKEN, "BTC/USD", minutes(0, 1000), "t.csv.gz"), settings, kraken);
      byte[] before = Files.readAllBytes(part);
      refused(
          trades(Venue.KRAKEN, "ETH/USD", minutes(0, 1000), "t.csv.gz"),
          settings,
          "part of another history, trades of 'BTC/USD' from kraken, 2026-01-01T00:00:00Z to");
      refused(
          trades(Venue.KRAKEN, "BTC/USD", minutes(0, 500), "t.csv.gz"),
          settings,
          "another history");
      assertThat(part).hasBinaryContent(before);

      History.fetch(
          trades(Venue.KRAKEN, "BTC/USD", minutes(0, 1000), "t.csv.gz"),
          settings,
          HistoryListener.NONE);
      refused(
          trades(Venue.KRAKEN, "BTC/USD", minutes(0, 999), "t.csv.gz"),
          settings,
          "holds another history");
      Files.writeString(tape, "changed");
      refused(
          trades(Venue.KRAKEN, "BTC/USD", minutes(0, 1000), "t.csv.gz"), settings, "was changed");
    }
  }

  private static void refused(HistoryRequest request, HistorySettings settings, String told) {
    assertThatThrownBy(() -> History.fetch(request, settings, HistoryListener.NONE))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining(told)
        .hasMessageContaining("t.csv.gz");
  }

  /** A request that cannot be met, and a word of what is said. */
  private record Impossible(
      String symbol,
      @Nullable Timeframe timeframe,
      boolean fromTrades,
      EventTime from,
      @Nullable EventTime to,
      String told) {}

  @Test
  void requestsThatCannotBeMetSayWhy() throws Exception {
    EventTime hour = START.plus(Duration.ofHours(1));
    EventTime future = new EventTime((FakeKraken.NOW_SECONDS + 1) * 1_000_000);
    List<Impossible> rows =
        List.of(
            new Impossible(" ", null, false, START, hour, "--symbol"),
            new Impossible("A,B", null, false, START, hour, "--symbol"),
            new Impossible("BTC/USD", null, true, START, hour, "--timeframe"),
            new Impossible("BTC/USD", null, false, hour, START, "nothing lies between"),
            new Impossible("BTC/USD", null, false, START, START, "nothing lies between"),
            new Impossible(
                "BTC/USD", Timeframe.H1, false, START.plus(Duration.ofMinutes(1)), hour, "nothing"),
            new Impossible("BTC/USD", null, false, START, future, "venue's present"),
            new Impossible("BTC/USD", null, false, future, null, "nothing lies between"),
            new Impossible("BTC/USD", Timeframe.S1, false, START, hour, "no 1s candles"),
            new Impossible("BTC/USD", null, false, new EventTime(0), hour, "1970"));
    try (FakeKraken kraken = new FakeKraken(List.of(), 2, 20, false)) {
      for (Impossible row : rows) {
        HistoryRequest request =
            new HistoryRequest(
                Venue.KRAKEN,
                row.symbol,
                row.timeframe,
                row.fromTrades,
                row.from,
                row.to,
                folder.resolve("t.csv"));
        assertThatThrownBy(
                () ->
                    History.fetch(
                        request,
                        settings(Venue.KRAKEN, kraken.venue().uri(), 15),
                        HistoryListener.NONE))
            .as(row.toString())
            .isInstanceOf(HistoryException.class)
            .hasMessageContaining(row.told);
      }
      HistoryRequest lost = trades(Venue.KRAKEN, "BTC/USD", minutes(0, 10), "none/such/t.csv");
      assertThatThrownBy(
              () ->
                  History.fetch(
                      lost, settings(Venue.KRAKEN, kraken.venue().uri(), 15), HistoryListener.NONE))
          .hasMessageContaining("folder does not exist");
      assertThat(names()).isEmpty();
    }
  }
}
