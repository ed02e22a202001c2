package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What came of a tape: the counts of its summary and the two files, whichever way it was played.
 *
 * @param counts of the summary, all keys but the times
 */
record Outcome(Map<String, JsonNode> counts, String trades, String decisions) {

  private static final List<String> COUNTED =
      List.of(
          "events",
          "heartbeats",
          "quarantined",
          "candles",
          "signals",
          "approved",
          "denied",
          "orders",
          "fills",
          "trades",
          "netPnl",
          "fees");

  static Outcome of(JsonNode summary, Path out) throws IOException {
    Map<String, JsonNode> counts = new LinkedHashMap<>();
    for (String key : COUNTED) {
      assertThat(summary.has(key)).as(key).isTrue();
      counts.put(key, summary.get(key));
    }
    return new Outcome(
        counts,
        Files.readString(out.resolve("trades.csv")),
        Files.readString(out.resolve("decisions.csv")));
  }

  /** The same tape and settings through {@code tapeline backtest}. */
  static Outcome ofBacktest(List<String> tapeAndSettings, Path out) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("backtest", "--json", "--out", out.toString()));
    arguments.addAll(tapeAndSettings);
    try (Command backtest = Command.run(arguments)) {
      assertThat(backtest.exitStatus()).as(backtest.describe()).isZero();
      return of(backtest.json(), out);
    }
  }

  long count(String key) {
    return counts.getOrDefault(key, MissingNode.getInstance()).asLong();
  }
}
