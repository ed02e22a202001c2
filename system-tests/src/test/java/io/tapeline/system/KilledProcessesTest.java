package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The short form of {@code tapeline crash-test}: each part a process of its own, killed with -9.
 */
class KilledProcessesTest {

  private static final int KILLS = 6;

  /** One after the other, two at once, one while another comes back; broker and database too. */
  private static final long SEED = 7;

  /** On a machine that has other things to do as well. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @TempDir private static Path folder;

  @Test
  void killedProcessesComeBackAndTheJournalIsTheUndisturbedRuns() throws IOException {
    Path data = folder.resolve("data");
    Path report = folder.resolve("report.json");
    try (Command test =
        Command.start(
            List.of(
                "crash-test",
                "--kills",
                Integer.toString(KILLS),
                "--seed",
                Long.toString(SEED),
                "--data",
                data.toString(),
                "--report",
                report.toString(),
                "--json"))) {
      try {
        assertThat(test.exitStatus(PATIENCE)).as(test.describe()).isZero();
      } finally {
        // By itself it ends its processes; killed it could not.
        test.stop();
        test.exitStatus();
      }
      JsonNode result = test.json();

      assertThat(Files.readString(report).strip())
          .isEqualTo(String.join("\n", test.stdoutLines()).strip());
      assertThat(result.get("result").asString()).isEqualTo("equal");
      for (String kind : List.of("lost", "doubled", "changed")) {
        assertThat(result.get(kind).asInt()).as(kind).isZero();
      }
      assertUndisturbedRunTraded(result.get("undisturbed"));
      assertKilled(result);
      assertThat(test.stderrLines()).filteredOn(line -> line.contains("kill -9")).isNotEmpty();
      assertThat(data.resolve("rounds")).isEmptyDirectory();
    }
  }

  private static void assertUndisturbedRunTraded(JsonNode rows) {
    assertThat(rows.get("trades").asInt()).isGreaterThanOrEqualTo(12);
    assertThat(rows.get("fills").asInt()).isGreaterThanOrEqualTo(2 * rows.get("trades").asInt());
    assertThat(rows.get("topic signals").asInt()).isEqualTo(rows.get("signals").asInt());
  }

  /** Killed processes were measured coming back; those of one blow on a dead one were not. */
  private static void assertKilled(JsonNode result) {
    assertThat(result.get("kills").asInt()).isEqualTo(KILLS);
    Map<String, JsonNode> processes =
        result
            .get("processes")
            .valueStream()
            .collect(Collectors.toMap(row -> row.get("process").asString(), Function.identity()));
    assertThat(processes.keySet())
        .containsExactlyInAnyOrder(
            "kafka",
            "postgres",
            "market-data",
            "signal",
            "risk",
            "execution",
            "journal",
            "gateway");
    int kills = 0;
    for (JsonNode process : processes.values()) {
      kills += process.get("kills").asInt();
      assertThat(process.get("recoveries").asInt())
          .as(process.toString())
          .isBetween(
              process.get("kills").asInt() - process.get("killsWhileRecovering").asInt(),
              process.get("kills").asInt());
      if (process.get("recoveries").asInt() > 0) {
        assertThat(process.get("recoveryMaxSeconds").asDouble()).isPositive();
      }
    }
    assertThat(kills).isEqualTo(KILLS);
  }
}
