package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a person asks of a running suite, from the command line to what it does. */
class OperatorTest {

  /** Entries as usual, but positions stay open until they are told to be left. */
  private static final List<String> OPTIONS =
      Settings.join(
          List.of("--feed", "sim", "--speed", "10", "--set", "tapeline.sim.seed=2"),
          Settings.LIVELY,
          Settings.set(
              Map.of(
                  "tapeline.burst.stop-loss", "0.05",
                  "tapeline.burst.profit-target", "0.2",
                  "tapeline.burst.time-stop-s", "86400",
                  "tapeline.burst.flat-candles", "0",
                  "tapeline.risk.signal-max-age-s", "60",
                  "tapeline.risk.quote-max-age-s", "60")));

  private static final String KILLED = "decisions?order=desc&limit=1&reason=KILL_SWITCH&from=";
  private static final String APPROVED = "decisions?order=desc&limit=1&reason=APPROVED&from=";

  @RegisterExtension private static final Suites SUITES = new Suites();

  @TempDir private static Path folder;

  private static Command tapeline(String words, Path data) throws IOException {
    List<String> arguments = List.of((words + " --data " + data).split(" "));
    return Command.run(arguments);
  }

  private static void done(String words, Path data) throws IOException {
    Command command = tapeline(words, data);
    assertThat(command.exitStatus()).as(command.describe()).isZero();
  }

  /** Waits for a row that did not happen before that time; gives its own time. */
  private static long awaitSince(Suite suite, String list, long micros) {
    return suite.await(list + micros, page -> page.size() > 0).get(0).get("ts").asLong();
  }

  @Test
  void haltStopsEntriesFlattenLeavesPositionsAndResumeLetsThemInAgain() throws IOException {
    Path data = folder.resolve("data");
    Suite suite = SUITES.start(data, OPTIONS);
    suite.awaitReady();
    suite.await("positions?state=OPEN", page -> page.size() > 0);

    done("halt --why lunch", data);
    long halted = awaitSince(suite, KILLED, 0);
    done("flatten", data);
    JsonNode trade = suite.await("trades?limit=1", page -> page.size() > 0).get(0);

    assertThat(trade.get("exitReason").asString()).isEqualTo("KILL");
    suite.await("positions?state=OPEN", page -> page.isEmpty());
    assertStaysHalted(suite, halted);

    suite.stop().exitStatus(Duration.ofSeconds(30));
    Suite again = SUITES.start(data, OPTIONS);
    again.awaitReady();
    again.awaitResumed();
    assertStaysHalted(again, halted);

    done("resume", data);
    awaitSince(again, APPROVED, halted);
    assertThat(again.rows("controls"))
        .extracting(row -> row.get("action").asString())
        .containsExactly("HALT", "FLATTEN", "RESUME");
    assertThat(again.rows("controls"))
        .allSatisfy(row -> assertThat(row.get("published").asBoolean()).isTrue());
  }

  /** Further signals are denied, and none was approved since the halt. */
  private static void assertStaysHalted(Suite suite, long halted) {
    JsonNode newest = suite.await(KILLED + halted, page -> page.size() > 0).get(0);
    awaitSince(suite, KILLED, newest.get("ts").asLong() + 1);
    assertThat(Suite.json(suite.get("/api/v1/" + APPROVED + halted)).get("items").size()).isZero();
  }

  @Test
  void badRowOfATapeIsListedAndShownOnceTheSuiteHasStopped() throws IOException {
    Path data = folder.resolve("stopped");
    Path tape = folder.resolve("trades.csv");
    Files.writeString(
        tape,
        """
        ts,symbol,price,size,side
        1767225600000000,BTCUSDT,60000.1,0.5,BUY
        1767225601000000,BTCUSDT,-1,0.5,BUY
        1767225602000000,BTCUSDT,60000.2,0.5,BUY
        """);
    try (Suite suite =
        SUITES.start(
            data,
            List.of("--feed", "tape", "--tape", tape.toString(), "--speed", "max", "--once"))) {
      assertThat(suite.exitStatus()).as(suite.describe()).isZero();
    }

    Command list = tapeline("quarantine list --json", data);
    assertThat(list.exitStatus()).as(list.describe()).isZero();
    String id = list.json().get(0).get("id").asString();
    Command show = tapeline("quarantine show " + id, data);
    Command replay = tapeline("quarantine replay " + id, data);

    assertThat(list.json().size()).isEqualTo(1);
    assertThat(show.stdoutLines())
        .contains("source    trades.csv line 3")
        .endsWith("1767225601000000,BTCUSDT,-1,0.5,BUY");
    assertThat(replay.exitStatus()).isEqualTo(1);
    assertThat(replay.stderrLines())
        .containsExactly(
            "tapeline: no suite is running on this folder; start it with 'tapeline up'");
  }
}
