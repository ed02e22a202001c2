package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testsupport.LoopbackVenue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {

  private static final long START_MILLIS = 1_767_225_600_000L;

  @TempDir private Path folder = Path.of(".");

  /** Three trades, one a minute from the first moment of 2026 on. */
  private static String binance(LoopbackVenue.Request request) {
    if (request.path().endsWith("time")) {
      return "{\"serverTime\":" + (START_MILLIS + 86_400_000) + "}";
    }
    List<String> rows = new ArrayList<>();
    for (int i = request.has("fromId") ? (int) request.number("fromId") : 1; i <= 3; i++) {
      rows.add(
          "{\"a\":%d,\"p\":\"100.%d0\",\"q\":\"0.500\",\"T\":%d,\"m\":false}"
              .formatted(i, i, START_MILLIS + i * 60_000L));
    }
    return "[" + String.join(",", rows) + "]";
  }

  private Run history(LoopbackVenue venue, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "history",
                "--venue",
                "binance",
                "--symbol",
                "BTCUSDT",
                "--url",
                venue.uri(),
                "--set",
                "tapeline.history.pause-ms=0",
                "--set",
                "tapeline.history.backoff-ms=1"));
    args.addAll(List.of(more));
    return Run.of(args.toArray());
  }

  private Path tape() {
    return folder.resolve("t.csv");
  }

  @Test
  void writesATapeOnceAndThenSaysThatItIsThere() throws IOException {
    try (LoopbackVenue venue = new LoopbackVenue(HistoryCommandTest::binance)) {
      Object[] more = {"--from", "2026-01-01", "--trades", "--out", tape()};
      Run first = history(venue, more);
      assertThat(first.status()).as(first.err()).isZero();
      assertThat(first.lines().getFirst()).isEqualTo(tape() + ": complete");
      assertThat(tape())
          .hasContent(
              """
              ts,symbol,price,size,side,trade_id
              1767225660000000,BTCUSDT,100.10,0.500,BUY,1
              1767225720000000,BTCUSDT,100.20,0.500,BUY,2
              1767225780000000,BTCUSDT,100.30,0.500,BUY,3
              """);
      assertThat(first.err()).contains("100.0 %  3 rows");

      Run again = history(venue, more);
      assertThat(again.status()).isZero();
      assertThat(again.lines().getFirst()).isEqualTo(tape() + ": is there already, nothing to do");
      assertThat(Run.of("tape", "check", tape()).status()).isZero();
    }
  }

  @Test
  void jsonIsOneObject() throws IOException {
    try (LoopbackVenue venue = new LoopbackVenue(HistoryCommandTest::binance)) {
      Run run =
          history(
              venue,
              "--from",
              "2026-01-01T00:01:30",
              "--to",
              "1767225780000000",
              "--timeframe",
              "1m",
              "--from-trades",
              "--out",
              tape(),
              "--json");
      assertThat(run.lines())
          .singleElement()
          .asString()
          .contains(
              "\"venue\":\"binance\",\"symbol\":\"BTCUSDT\",\"kind\":\"candles\",\"timeframe\":\"1m\"",
              "\"from\":1767225720000000,\"to\":1767225780000000,\"rows\":1,",
              "\"rejected\":0,\"rejectedFile\":null,\"missing\":0",
              "\"alreadyThere\":false");
      assertThat(Files.readAllLines(tape()))
          .containsExactly(
              "ts,symbol,timeframe,open,high,low,close,volume",
              "1767225720000000,BTCUSDT,1m,100.20,100.20,100.20,100.20,0.500");
    }
  }

  /** What cannot be understood, and what is said. */
  private record Row(List<Object> args, String told) {}

  @Test
  void wrongUsageIsOneLineAndStatusTwo() throws IOException {
    List<Row> rows =
        List.of(
            new Row(List.of("--from", "2026-01-01"), "--trades"),
            new Row(
                List.of("--from", "2026-01-01", "--trades", "--timeframe", "1m"),
                "mutually exclusive"),
            new Row(List.of("--from", "soon", "--trades"), "'soon' is no time"),
            new Row(List.of("--from", "2026-01-01", "--timeframe", "2m"), "unknown timeframe '2m'"),
            new Row(List.of("--from", "2026-01-01", "--trades", "--venue", "nyse"), "--venue"),
            new Row(
                List.of("--from", "2026-01-01", "--trades", "--set", "tapeline.history.retires=3"),
                "unknown setting tapeline.history.retires"),
            new Row(
                List.of("--from", "2026-01-01", "--trades", "--set", "tapeline.history.page=1"),
                "tapeline.history.page is '1': it must be"),
            new Row(
                List.of("--from", "2026-01-02", "--to", "2026-01-01", "--trades"), "nothing lies"),
            new Row(List.of("--from", "2027-01-01", "--trades"), "nothing lies"));
    try (LoopbackVenue venue = new LoopbackVenue(HistoryCommandTest::binance)) {
      for (Row row : rows) {
        List<Object> args = new ArrayList<>(row.args);
        args.addAll(List.of("--out", tape()));
        Run run = history(venue, args.toArray());
        assertThat(run.status()).as(row.toString()).isEqualTo(2);
        assertThat(run.errors()).as(row.toString()).singleElement().asString().contains(row.told);
        assertThat(run.out()).isEmpty();
      }
      Run address =
          Run.of(
              "history",
              "--venue",
              "kraken",
              "--symbol",
              "BTC/USD",
              "--from",
              "2026-01-01",
              "--trades",
              "--url",
              "here");
      assertThat(address.status()).isEqualTo(2);
      assertThat(address.errors()).singleElement().asString().contains("--url here");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aSymbolThatTheVenueDoesNotKnowIsNamed() throws IOException {
    try (LoopbackVenue venue = new LoopbackVenue(HistoryCommandTest::binance)) {
      venue.trouble(venue::answerAsUsual);
      venue.trouble(LoopbackVenue.status(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"));
      Run run = history(venue, "--from", "2026-01-01", "--trades", "--out", tape());
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.errors())
          .containsExactly(
              "tapeline: binance: /api/v3/aggTrades for 'BTCUSDT': binance does not know this"
                  + " symbol: Invalid symbol. (-1121); names are as in BTCUSDT");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void whatWasFetchedBeforeAFailureIsKeptAndCarriedOn() throws IOException {
    try (LoopbackVenue venue = new LoopbackVenue(HistoryCommandTest::binance)) {
      Object[] more = {
        "--from", "2026-01-01", "--trades", "--out", tape(), "--set", "tapeline.history.retries=0"
      };
      venue.trouble(venue::answerAsUsual).trouble(venue::answerAsUsual);
      venue.trouble(LoopbackVenue.html(502));
      Run broken = history(venue, more);
      assertThat(broken.status()).isEqualTo(1);
      assertThat(broken.errors().getLast())
          .contains("HTTP 502")
          .endsWith("what was fetched is kept, and the same command carries on");
      assertThat(tape()).doesNotExist();

      Run carriedOn = history(venue, more);
      assertThat(carriedOn.status()).isZero();
      assertThat(carriedOn.err()).contains("carrying on, 3 rows are there");
      assertThat(Files.readAllLines(tape())).hasSize(4);
    }
  }

  @Test
  void aTerminalGetsABarAndOthersALineNowAndThen() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    AtomicLong nanos = new AtomicLong();
    HistoryProgress bar = new HistoryProgress(new Console(err, err), true, nanos::get);
    bar.progress(0, 0);
    nanos.set(10_000_000_000L);
    bar.progress(0.25, 5000);
    bar.note("a note");
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r\033[Ktapeline: [#######-----------------------]  25.0 %  5,000 rows  500 rows/s,"
                + " 0:00:30 left"
                + System.lineSeparator()
                + "tapeline: a note"
                + System.lineSeparator());

    bytes.reset();
    nanos.set(0);
    HistoryProgress lines = new HistoryProgress(new Console(err, err), false, nanos::get);
    lines.progress(0.5, 100);
    nanos.set(2_000_000_000L);
    lines.progress(0.6, 200);
    nanos.set(4_000_000_000L);
    lines.progress(0.75, 300);
    lines.progress(1, 400);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "tapeline:  75.0 %  300 rows  50 rows/s, 0:00:04 left",
            "tapeline: 100.0 %  400 rows  75 rows/s");
  }
}
