package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainDiffCommandTest {

  @TempDir private Path folder = Path.of("");

  private Path backtest(String name, String... settings) {
    Path out = folder.resolve(name);
    List<Object> args = new ArrayList<>(List.of("backtest", "--out", out));
    for (String kind : List.of("trades", "quotes")) {
      args.addAll(List.of("--tape", SharedData.tape("binance_usdm_BTCUSDT_20240808_" + kind)));
    }
    for (String setting : settings) {
      args.addAll(List.of("--set", setting));
    }
    assertThat(Run.of(args.toArray()).status()).isZero();
    return out;
  }

  @Test
  void sameRunTwiceHasNoDifference() {
    String[] settings = {"tapeline.fees.taker=0", "tapeline.burst.position-size=0.01"};

    Run run = Run.of("explain-diff", backtest("a", settings), backtest("b", settings));

    assertThat(run.status()).isZero();
    assertThat(run.lines()).last().isEqualTo("no difference");
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void everyTradeThatAnotherPositionSizeMakesDifferentNamesThatSetting() {
    Path a = backtest("a", "tapeline.fees.taker=0", "tapeline.burst.position-size=0.003");
    Path b = backtest("b", "tapeline.fees.taker=0.0", "tapeline.burst.position-size=0.002");

    Run text = Run.of("explain-diff", a, b);

    assertThat(text.status()).isZero();
    List<String> causes =
        text.lines().stream().filter(line -> line.startsWith("  SETTINGS")).toList();
    assertThat(causes)
        .isNotEmpty()
        .allMatch(
            line -> line.endsWith("settings differ: tapeline.burst.position-size 0.003 | 0.002"));
    Run json = Run.of("explain-diff", a, b, "--json");
    assertThat(json.status()).isZero();
    assertThat(json.out())
        .startsWith("{\"equal\":false,\"explained\":true,")
        .contains("\"settings\":[{\"field\":\"tapeline.burst.position-size\",\"a\":\"0.003\"")
        .contains("\"causes\":{\"SETTINGS\":{")
        .contains("\"unexplained\":[]");
  }

  @Test
  void tradeWithoutACauseIsNamedAndFails() throws IOException {
    String[] settings = {"tapeline.fees.taker=0", "tapeline.burst.position-size=0.01"};
    Path a = backtest("a", settings);
    Path b = backtest("b", settings);
    List<String> trades = new ArrayList<>(Files.readAllLines(b.resolve("trades.csv")));
    String removed = trades.remove(1);
    Files.write(b.resolve("trades.csv"), trades);

    Run run = Run.of("explain-diff", a, b);

    assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(run.errors())
        .singleElement()
        .asString()
        .isEqualTo(
            "tapeline: 1 differences could not be explained: trade "
                + removed.substring(0, removed.indexOf(',')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          explain-diff                                | Missing required parameter
          explain-diff DIR/none DIR/none              | none is no folder of a run: it has no run.json
          explain-diff DIR/half DIR/half              | signals.csv is missing; make the run again with --out
          explain-diff 20260101-1 DIR/none --data DIR | there is no session '20260101-1'; there are none in
          backtest                                    | backtest needs --tape FILE or --session ID
          backtest --session x --data DIR             | there is no session 'x'
          backtest --session x --tape y               | --tape and --session: a session has its own
          backtest --session x --set a=b              | --set and --session: a session has its own
          backtest --session x --strategy s           | --strategy and --session
          sessions --data DIR/none                    | there are no sessions in
          """)
  void wrongUsageGivesOneLineAndStatusTwo(String command, String message) throws IOException {
    Path half = Files.createDirectories(folder.resolve("half"));
    Files.writeString(
        half.resolve("run.json"),
        """
        {"mode":"BACKTEST","feed":"tape","source":"","tapes":[],"strategies":[],"settings":{},
         "speed":"max","candlePrice":"TRADE","quotesDerived":false,"firstSeq":1,"lastSeq":1}
        """);
    Object[] args = command.replace("DIR", folder.toString()).split(" ");

    Run run = Run.of(args);

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_INPUT);
    assertThat(run.errors()).singleElement().asString().startsWith("tapeline: ").contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void folderWithoutSessionsListsNone() {
    assertThat(Run.of("sessions", "--data", folder)).isEqualTo(new Run(ExitStatus.DONE, "", ""));
    assertThat(Run.of("sessions", "--data", folder, "--json").lines())
        .containsExactly("{\"sessions\":[]}");
  }
}
