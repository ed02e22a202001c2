package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.tape.TapeCheck;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapeImportCommandTest {

  @TempDir private Path folder;

  @Test
  void importedTapesPassTheCheckAndRunInABacktest() throws IOException {
    Path trades =
        write(
            "BTCUSDT-trades-2024-08-08.csv",
            "1,55035.99,0.5,27517.995,1723075200100,True,True",
            "2,55036.00,0.25,13759,1723075200200,False,True");
    Path quotes =
        write(
            "BTCUSDT-bookTicker-2024-08-08.csv",
            "update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,"
                + "transaction_time,event_time",
            "1,55035.99,1,55036.00,2,1723075200050,1723075200051",
            "2,55035.98,1,55036.00,2,1723075200150,1723075200151");
    Path tradesTape = folder.resolve("trades.csv.gz");
    Path quotesTape = folder.resolve("quotes.csv.gz");

    assertThat(
            Run.of("tape", "import", "--format", "binance", "--out", tradesTape, trades).status())
        .isZero();
    assertThat(Run.of("tape", "import", "--format=binance", "--out", quotesTape, quotes).status())
        .isZero();

    Run check = Run.of("tape", "check", tradesTape, quotesTape);
    assertThat(check.status()).isZero();
    assertThat(check.lines()).contains(tradesTape + ": usable", quotesTape + ": usable");
    Run backtest =
        Run.of(
            "backtest",
            "--tape",
            tradesTape,
            "--tape",
            quotesTape,
            "--strategy",
            "momentum-burst",
            "--json");
    assertThat(backtest.err()).isEmpty();
    assertThat(backtest.status()).isZero();
    assertThat(backtest.out()).contains("\"events\":4");
  }

  @Test
  void summaryTellsWhatWasImportedAndWhatWasNot() throws IOException {
    Path file = write("XBTUSD.csv", "100,10,1", "99.5,10,1", "101,0,1", "102,0,1", "103,x,1");
    Path out = folder.resolve("x.csv");

    Run run = Run.of("tape", "import", "--format", "kraken", "--out", out, file);

    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .containsExactly(
            out + ": imported",
            "  kind          trades",
            "  rows          2",
            "  time          1970-01-01T00:01:39.500Z to 1970-01-01T00:01:40Z",
            "  symbols       XBTUSD",
            "  out of order  1",
            "  rejected      3, kept in " + out + ".rejected.csv",
            "    NOT_A_NUMBER: 1, first in line 5 of "
                + file
                + ": price 'x' is not a decimal number",
            "    PRICE_NOT_POSITIVE: 2, first in line 3 of "
                + file
                + ": price 0 is not above zero");
    assertThat(run.errors())
        .containsExactly(
            "tapeline: 3 lines could not be used; they are kept in " + out + ".rejected.csv");
  }

  @Test
  void jsonIsOneObject() throws IOException {
    Path file = write("XBTUSD.csv", "100,10,1", "101,0,1");
    Path out = folder.resolve("x.csv");

    Run run = Run.of("tape", "import", "--json", "--format", "kraken", "--out", out, file);

    assertThat(run.lines())
        .containsExactly(
            ("{\"out\":\"%s\",\"kind\":\"trades\",\"inputs\":1,\"rows\":1,\"firstTs\":100000000,"
                    + "\"lastTs\":100000000,\"symbols\":[\"XBTUSD\"],\"outOfOrder\":0,\"farBack\":0,"
                    + "\"passedOver\":0,\"rejectedLines\":1,\"rejectedFile\":\"%s.rejected.csv\","
                    + "\"rejected\":[{\"code\":\"PRICE_NOT_POSITIVE\",\"count\":1,\"file\":\"%s\","
                    + "\"firstLine\":2,\"detail\":\"price 0 is not above zero\"}]}")
                .formatted(out, out, file));
  }

  @Test
  void mistakesAreOneLineAndStatusTwo() throws IOException {
    Path file = write("XBTUSD.csv", "100,10,1");
    Path out = folder.resolve("x.csv");

    assertMistake(
        "unknown format 'mt4': choose one of binance, columns, tardis, kraken, lobster, truefx,"
            + " dukascopy",
        "--format",
        "mt4",
        file);
    assertMistake("--format", file);
    assertMistake(
        "unknown kind 'ticks': choose one of trades, quotes, book, candles",
        "--format",
        "kraken",
        "--kind",
        "ticks",
        file);
    assertMistake("is not one character", "--format", "columns", "--separator", "||", file);
    assertMistake("the format columns needs --kind", "--format", "columns", "--out", out, file);
    assertMistake("no such file", "--format", "kraken", "--out", out, folder.resolve("none.csv"));
    assertMistake("is a folder", "--format", "kraken", "--out", out, folder);
    assertMistake(
        "there is no such folder", "--format", "kraken", "--out", folder.resolve("a/b.csv"), file);
    assertThat(files()).containsExactly("XBTUSD.csv");
  }

  private static void assertMistake(String message, Object... args) {
    Object[] all = Stream.concat(Stream.of("tape", "import"), Stream.of(args)).toArray();
    Run run = Run.of(all);
    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(run.errors()).singleElement().asString().startsWith("tapeline: ").contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void killedImportLeavesNoTapeAndTheNextOneIsWhole() throws Exception {
    int rows = 600_000;
    Path file = folder.resolve("XBTUSD.csv");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < rows; i++) {
        writer.write((1_500_000_000L + i) + ",10." + i % 100 + ",1\n");
      }
    }
    Path results = Files.createDirectory(folder.resolve("results"));
    Path out = results.resolve("x.csv.gz");
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      results.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Tapeline.class.getName(),
                  "tape",
                  "import",
                  "--format",
                  "kraken",
                  "--out",
                  out.toString(),
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      try {
        assertThat(watch.poll(60, TimeUnit.SECONDS)).as("the import began to write").isNotNull();
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    assertThat(results.resolve("x.csv.gz.part")).exists();
    assertThat(out).doesNotExist();

    Run run = Run.of("tape", "import", "--format", "kraken", "--out", out, file);

    assertThat(run.status()).isZero();
    assertThat(TapeCheck.of(out).usableRows()).isEqualTo(rows);
    try (Stream<Path> left = Files.list(results)) {
      assertThat(left).containsExactly(out);
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Run::name).sorted().toList();
    }
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }
}
