package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plans on a recorded tape of 344 s that falls from 61800 to 61590 and rises to 61723. What is
 * expected was read from the tape's rows.
 */
class BacktestPlanTest {

  private static final String DIP =
      """
      {"plan_id":"dip","symbol":"BTCUSDT","direction":"BUY","stop_loss":61500,"volume":0.1,
       "entries":[{"price":61690,"share":0.5},{"price":61640,"share":0.3},{"price":61580,"share":0.2}],
       "take_profit":61715,"conditions":{"plan_type":"bracket","entry":"ladder"}}
      """;
  private static final String DOWN =
      """
      {"plan_id":"down","symbol":"BTCUSDT","direction":"SELL","entry_price":61780,
       "stop_loss":61840,"volume":0.1,"take_profit":61710,
       "conditions":{"plan_type":"bracket","entry":"stop"}}
      """;
  private static final List<String> COSTS =
      List.of(
          "tapeline.fees.maker=0.0002",
          "tapeline.fees.taker=0",
          "tapeline.paper.initial-capital=100000",
          "tapeline.paper.slippage.crypto-major.base-bps=0",
          "tapeline.paper.slippage.crypto-major.impact-bps=0",
          "tapeline.risk.net-edge=false",
          "tapeline.risk.max-positions-per-symbol=2");

  @TempDir private Path folder;

  private Path plan(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json);
  }

  private Run play(Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "backtest",
                "--tape",
                SharedData.tape("binance_usdm_BTCUSDT_20240808_trades"),
                "--tape",
                SharedData.tape("binance_usdm_BTCUSDT_20240808_quotes")));
    for (String cost : COSTS) {
      args.add("--set");
      args.add(cost);
    }
    args.addAll(List.of(more));
    return Run.of(args.toArray());
  }

  /**
   * The bid is at 61780.00 at 23:55:46.325 for the first time; 150 ms later 61778.80 is bid. The
   * offer is at 61710.00 at 23:56:46.266, and 61706.40 150 ms after that: 7.24 for 0.1.
   *
   * <p>61689.60 is traded at 23:57:52.871 and 61639.90 4 ms later, 61580 never: 0.05 at 61690 and
   * 0.03 at 61640, 61671.25 on average. 61715.40 is bid at 23:58:54.270, and 61702.50 150 ms later:
   * 31.25 * 0.08 less the maker's 2 basis points of 4933.70, 1.51326.
   */
  @Test
  void aBracketAndALadderAreFilledByTheTape() throws IOException {
    Path out = folder.resolve("run");
    Run run =
        play("--plan", plan("dip.json", DIP), plan("down.json", DOWN), "--json", "--out", out);

    assertThat(run.status()).as(run.err()).isZero();
    JsonNode summary = new JsonMapper().readTree(run.out());
    assertThat(summary.path("signals").asInt()).isEqualTo(2);
    assertThat(summary.path("trades").asInt()).isEqualTo(2);
    assertThat(new BigDecimal(summary.path("netPnl").asString())).isEqualByComparingTo("8.75326");
    JsonNode dip = summary.path("plans").path(0);
    JsonNode down = summary.path("plans").path(1);
    assertThat(List.of(dip, down))
        .extracting(
            each -> each.path("id").asString() + " " + each.path("status").asString(),
            each -> each.path("reason").asString())
        .containsExactly(tuple("dip closed", "TP"), tuple("down closed", "TP"));
    assertThat(new BigDecimal(dip.path("net").asString())).isEqualByComparingTo("1.51326");
    assertThat(new BigDecimal(down.path("net").asString())).isEqualByComparingTo("7.24");
    assertThat(filled(out))
        .containsExactly(
            Map.entry("dip BUY 61640", new BigDecimal("0.03")),
            Map.entry("dip BUY 61690", new BigDecimal("0.05")),
            Map.entry("dip SELL 61702.5", new BigDecimal("0.08")),
            Map.entry("down BUY 61706.4", new BigDecimal("0.1")),
            Map.entry("down SELL 61778.8", new BigDecimal("0.1")));
  }

  /** Quantity by plan, side and price. */
  private static Map<String, BigDecimal> filled(Path out) throws IOException {
    List<String> lines = Files.readAllLines(out.resolve("fills.csv"));
    List<String> header = List.of(lines.getFirst().split(",", -1));
    Map<String, BigDecimal> filled = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> row = List.of(line.split(",", -1));
      String plan = row.get(header.indexOf("orderId")).contains("-dip-") ? "dip" : "down";
      BigDecimal price = new BigDecimal(row.get(header.indexOf("price"))).stripTrailingZeros();
      filled.merge(
          "%s %s %s".formatted(plan, row.get(header.indexOf("side")), price.toPlainString()),
          new BigDecimal(row.get(header.indexOf("quantity"))).stripTrailingZeros(),
          BigDecimal::add);
    }
    filled.replaceAll((key, value) -> value.stripTrailingZeros());
    return filled;
  }

  /** An end of three minutes is before the dip; the rungs then do not rest any more. */
  @Test
  void aLadderEndsWithItsPlansTimeCountedFromTheTapesFirstEvent() throws IOException {
    String soon = DIP.replace("\"volume\"", "\"expires_at\":\"2024-08-08T23:57:16Z\",\"volume\"");
    Run run = play("--plan", plan("dip.json", soon));

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines())
        .anyMatch(line -> line.matches("plan +dip: cancelled, ORDER_EXPIRED"))
        .anyMatch(line -> line.matches("fills +0"));
  }

  @Test
  void strategiesRunBesidePlansWhereTheyAreNamed() throws IOException {
    Path dip = plan("dip.json", DIP);
    String fees = "tapeline.fees.maker=0";
    Run alone = play("--plan", dip, "--set", fees, "--json");
    Run beside = play("--plan", dip, "--strategy", "momentum-burst", "--set", fees, "--json");

    JsonMapper json = new JsonMapper();
    assertThat(json.readTree(alone.out()).path("signals").asInt()).isEqualTo(1);
    assertThat(json.readTree(beside.out()).path("signals").asInt()).isGreaterThan(1);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"plan_id\":\"x\" | is no JSON: line 1",
        "[] | must be a JSON object",
        "{\"symbol\":\"BTCUSDT\",\"status\":\"armed\"}"
            + " | Field 'conditions' must be an object with a plan_type. Field 'status' is 'armed'",
        "{\"symbol\":\"BTCUSDT\",\"account\":\"other\",\"direction\":\"BUY\",\"entry_price\":2,"
            + "\"stop_loss\":3,\"take_profit\":1,\"volume\":0.00005,"
            + "\"conditions\":{\"plan_type\":\"bracket\"}}"
            + " | SL_WRONG_SIDE: stop_loss 3 must be below entry_price 2 of a BUY TP_WRONG_SIDE",
        "{\"symbol\":\"BTCUSDT\",\"direction\":\"BUY\",\"entry_price\":2,\"stop_loss\":1,"
            + "\"take_profit\":3,\"volume\":1,\"expires_at\":\"2024-08-08T23:54:16Z\","
            + "\"conditions\":{\"plan_type\":\"bracket\"}} | EXPIRED: expires_at is"
      })
  void aBadPlanIsRefusedInOneLineThatNamesEverything(String json, String message)
      throws IOException {
    Run run = play("--plan", plan("bad.json", json));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().contains("bad.json").contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void twoPlansOfOneNameAndAFileThatIsNotThereAreRefused() throws IOException {
    Path dip = plan("dip.json", DIP);
    Run twice = play("--plan", dip, dip);
    Run missing = play("--plan", folder.resolve("none.json"));

    assertThat(twice.status()).isEqualTo(2);
    assertThat(twice.err()).contains("There is another plan 'dip' already");
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.errors()).singleElement().asString().contains("none.json cannot be read");
  }
}
