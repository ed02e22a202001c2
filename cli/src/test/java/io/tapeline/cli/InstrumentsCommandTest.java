package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InstrumentsCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  private Path settings(String... lines) throws IOException {
    return Files.write(folder.resolve("my.properties"), List.of(lines));
  }

  private static JsonNode values(Run run) {
    assertThat(run.status()).as(run.err()).isZero();
    return JSON.readTree(run.out()).get(0).get("values");
  }

  private static JsonNode json(String value, String source, String property) {
    return JSON.readTree(
        "{\"value\":\"%s\",\"source\":\"%s\",\"property\":%s}"
            .formatted(value, source, property.isEmpty() ? null : "\"" + property + "\""));
  }

  @Test
  void everyValueIsToldWithItsOrigin() throws IOException {
    Path file =
        settings(
            "tapeline.instruments.BTC/USD.tick-size = 0.1",
            "tapeline.instruments.BTC/USD.lot-step=0.00000001",
            "tapeline.instruments.BTCUSD.alias-of=BTC/USD");

    JsonNode values =
        values(
            Run.of(
                "instruments",
                "list",
                "BTCUSDc",
                "--settings",
                file,
                "--set",
                "tapeline.instruments.BTC/USD.tick-size=0.5",
                "--json"));

    assertThat(values.get("alias-of")).isEqualTo(json("BTCUSD", "default", ""));
    assertThat(values.get("tick-size"))
        .isEqualTo(json("0.5", "--set", "tapeline.instruments.BTC/USD.tick-size"));
    assertThat(values.get("lot-step"))
        .isEqualTo(json("0.00000001", file.toString(), "tapeline.instruments.BTC/USD.lot-step"));
    assertThat(values.get("calendar")).isEqualTo(json("24/7", "default", ""));
    assertThat(values.size()).isEqualTo(13);
  }

  @Test
  void textHasALineForEachValue() {
    Run run =
        Run.of("instruments", "list", "--set", "tapeline.instruments.XAUUSD.taker-fee=0.0001");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines())
        .containsSubsequence(
            "AAPL",
            "  calendar       us-equities     default",
            "XAUUSD",
            "  taker-fee      0.0001          --set tapeline.instruments.XAUUSD.taker-fee",
            "  calendar       metals          default",
            "XAUUSDc",
            "  alias-of       XAUUSD          default");
  }

  @Test
  void laterFilesWinOverEarlierOnes() throws IOException {
    Path first = settings("tapeline.instruments.A.tick-size=1", "tapeline.instruments.A.quote=EUR");
    Path second =
        Files.writeString(
            folder.resolve("more.properties"), "tapeline.instruments.A.tick-size=2\n");

    JsonNode values =
        values(
            Run.of(
                "instruments", "list", "A", "--settings", first, "--settings", second, "--json"));

    assertThat(values.get("tick-size").get("value").asString()).isEqualTo("2");
    assertThat(values.get("quote").get("value").asString()).isEqualTo("EUR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tapeline.instruments.A.alias-of=B     | my.properties: tapeline.instruments.A.alias-of is 'B'
          tapeline.instruments.A.calendar=lunar | one of [24/7, fx, metals, us-equities]
          tapeline.instruments.A.color=red      | there is no such property
          instruments.A.tick-size=1             | my.properties instruments.A.tick-size: settings begin
          tapeline.account=\\\\u00zz            | my.properties: Malformed
          """)
  void aMistakeInAFileIsOneLineThatNamesIt(String line, String message) throws IOException {
    Path file = settings(line.replace("\\\\", "\\"));

    Run run = Run.of("instruments", "list", "--settings", file);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).singleElement().asString().startsWith("tapeline: ").contains(message);
  }

  @Test
  void aFileThatIsNoneIsNamed() throws IOException {
    Path binary = Files.write(folder.resolve("b"), new byte[] {'a', '=', (byte) 0xc3, 0x28});

    for (Path file : List.of(folder.resolve("none"), folder, binary)) {
      Run run = Run.of("instruments", "list", "--settings", file);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.errors()).singleElement().asString().contains("--settings " + file + ": ");
    }
  }

  @Test
  void aBacktestTakesSettingsFromAFileAndSingleOnesFirst() throws IOException {
    Path file =
        settings("tapeline.instruments.BTC/USD.tick-size=0.1", "tapeline.burst.position-size=0.25");
    Path tape =
        Files.writeString(
            folder.resolve("trades.csv"),
            "ts,symbol,price,size,side\n1735830000000000,BTC/USD,60000.1,0.5,BUY\n",
            StandardCharsets.UTF_8);
    Path out = folder.resolve("out");

    Run run =
        Run.of(
            "backtest",
            "--tape",
            tape,
            "--settings",
            file,
            "--set",
            "tapeline.burst.position-size=0.5",
            "--out",
            out);

    assertThat(run.status()).as(run.err()).isZero();
    JsonNode held = JSON.readTree(Files.readString(out.resolve("run.json"))).get("settings");
    assertThat(held.get("tapeline.instruments.BTC/USD.tick-size").asString()).isEqualTo("0.1");
    assertThat(held.get("tapeline.burst.position-size").asString()).isEqualTo("0.5");
  }
}
