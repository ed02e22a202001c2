package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testsupport.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder = Path.of(".");

  private int run(String... args) {
    return Tapeline.run(
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        args);
  }

  private int backtest(String... more) {
    List<String> args = new ArrayList<>(List.of("backtest", "--tape"));
    args.add(SharedData.tape("binance_usdm_BTCUSDT_20240808_trades").toString());
    args.add("--tape");
    args.add(SharedData.tape("binance_usdm_BTCUSDT_20240808_quotes").toString());
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void documentedExampleTradesAndLeavesItsFiles() throws IOException {
    int status =
        backtest(
            "--strategy",
            "momentum-burst",
            "--set",
            "tapeline.fees.taker=0",
            "--set",
            "tapeline.fees.maker=0",
            "--set",
            "tapeline.burst.position-size=0.01",
            "--json",
            "--out",
            folder.toString());

    assertThat(status).isZero();
    String json = out.toString(StandardCharsets.UTF_8);
    assertThat(json).contains("\"events\":87402").doesNotContain("\"trades\":0");
    List<String> trades = Files.readAllLines(folder.resolve("trades.csv"));
    assertThat(trades.getFirst())
        .startsWith(
            "id,strategy,symbol,side,qty,entryTs,entryPrice,exitTs,exitPrice,exitReason,gross,fees,"
                + "net");
    assertThat(trades.size()).isGreaterThan(1);
    assertThat(Files.readAllLines(folder.resolve("decisions.csv")))
        .anyMatch(line -> line.contains("LOSS_COOLDOWN"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "--set, tapeline.brust.window-s=15, no such property",
    "--set, tapeline.burst.window-s=soon, a number from",
    "--set, burst.window-s=15, settings begin with 'tapeline.'",
    "--strategy, moon, unknown strategy 'moon': choose one of"
  })
  void mistakenOptionGivesOneLineAndStatusTwo(String option, String value, String message) {
    assertThat(backtest(option, value)).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(errors()).startsWith("tapeline: ").contains(message).hasLineCount(1);
    assertThat(out.size()).isZero();
  }

  @Test
  void outFolderThatIsAFileIsRefusedBeforeAnythingRuns() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");
    assertThat(backtest("--out", file.toString())).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(errors()).contains("is a file; name a folder").hasLineCount(1);
  }

  @Test
  void badRowsAreLeftOutAndTold() {
    int status =
        run(
            "backtest",
            "--tape",
            SharedData.tape("bad_binance_usdm_TRXUSDT_20250304_trades").toString(),
            "--json");
    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"events\":10000")
        .contains("\"quarantined\":2");
    assertThat(errors()).contains("2 rows quarantined (first: line 2");
  }

  @Test
  void booksThatAreNotThereAreNamed() {
    Path nowhere = folder.resolve("nowhere");
    assertThat(run("export", "trades", "--data", nowhere.toString()))
        .isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(run("why", "O-1", "--data", nowhere.toString())).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(run("status", "--data", nowhere.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(errors()).hasLineCount(3).contains("there are no books in");
    assertThat(nowhere).doesNotExist();
  }
}
