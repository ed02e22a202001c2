package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the suite records, played again by the backtester, and the difference of any two runs. */
class SessionTest {

  private static final List<String> ONCE = List.of("--once", "--json");

  /** Events played before the suite is killed. */
  private static final long PART = 2_000;

  @RegisterExtension private static final Suites SUITES = new Suites();

  @TempDir private static Path folder;

  private static JsonNode finish(Path data, List<String> options) throws IOException {
    try (Suite suite = SUITES.start(data, options)) {
      assertThat(suite.exitStatus()).as(suite.describe()).isZero();
      return suite.json();
    }
  }

  private static JsonNode onlySession(Path data) throws IOException {
    Command list = Command.run(List.of("sessions", "--data", data.toString(), "--json"));
    assertThat(list.exitStatus()).as(list.describe()).isZero();
    JsonNode sessions = list.json().path("sessions");
    assertThat(sessions.size()).as(sessions.toString()).isEqualTo(1);
    return sessions.get(0);
  }

  private static Command replay(Path data, JsonNode session) throws IOException {
    return Command.run(
        List.of(
            "backtest",
            "--session",
            session.path("id").asString(),
            "--data",
            data.toString(),
            "--json"));
  }

  private static void assertEqual(Command replay) {
    assertThat(replay.exitStatus()).as(replay.describe()).isZero();
    JsonNode difference = replay.json().path("difference");
    assertThat(difference.path("equal").asBoolean()).as(difference.toString()).isTrue();
    assertThat(replay.stderrLines()).isEmpty();
  }

  /** Slow enough to be killed in the middle on any machine; the rest is played at full speed. */
  @Test
  void simulatedSessionInLockstepKilledAndStartedAgainIsTheBacktestOfItsOwnRecording()
      throws IOException {
    Path data = folder.resolve("sim");
    List<String> sim =
        Settings.join(
            List.of("--feed", "sim", "--lockstep"),
            ONCE,
            Settings.LIVELY,
            Settings.set(Map.of("tapeline.sim.seed", "2", "tapeline.sim.seconds", "600")));

    Suite killed = SUITES.start(data, Settings.join(sim, List.of("--speed", "20")));
    killed.awaitProgress(PART);
    killed.kill9();
    JsonNode torn = onlySession(data);
    assertThat(torn.path("closed").asBoolean()).isFalse();
    Command early = replay(data, torn);
    assertThat(early.exitStatus()).as(early.describe()).isZero();

    JsonNode summary = finish(data, Settings.join(sim, List.of("--speed", "max")));

    JsonNode session = onlySession(data);
    assertThat(session.path("id")).isEqualTo(torn.path("id"));
    assertThat(session.path("complete").asBoolean()).as(session.toString()).isTrue();
    assertThat(session.path("whole").asBoolean()).isTrue();
    assertThat(session.path("events").asLong())
        .isEqualTo(summary.path("events").asLong() + summary.path("heartbeats").asLong());
    Command replay = replay(data, session);
    assertEqual(replay);
    assertThat(replay.json().path("trades").asLong()).isGreaterThanOrEqualTo(3);
    for (String key : List.of("events", "candles", "signals", "trades", "netPnl", "fees")) {
      assertThat(replay.json().path(key)).as(key).isEqualTo(summary.path(key));
    }
    assertNoToken(data, session);
  }

  private static void assertNoToken(Path data, JsonNode session) throws IOException {
    String token = Files.readString(data.resolve("gateway-token")).trim();
    try (var files = Files.list(data.resolve("sessions").resolve(session.path("id").asString()))) {
      for (Path file : files.toList()) {
        try (var raw = Files.newInputStream(file);
            var text = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
          assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
              .as(file.toString())
              .doesNotContain(token);
        }
      }
    }
  }

  /** Two ways through the services and one in a single thread, on one tape. */
  @Test
  void everyTradeOfAFreeRunThatDiffersFromTheBacktestHasANamedCauseAndInLockstepNoneDiffers()
      throws IOException {
    SimulatedTape tape = SimulatedTape.write(folder, 2, Duration.ofMinutes(10));
    List<String> how = Settings.tape(tape.files(), Settings.LIVELY);
    Path backtest = folder.resolve("backtest");
    Outcome.ofBacktest(how, backtest);
    List<String> up = Settings.join(List.of("--feed", "tape", "--speed", "max"), ONCE, how);
    Path data = folder.resolve("tape");
    Path free = folder.resolve("free");
    Path lockstep = folder.resolve("lockstep");

    finish(data, Settings.join(up, List.of("--out", free.toString())));
    JsonNode session = onlySession(data);
    finish(data, Settings.join(up, List.of("--lockstep", "--out", lockstep.toString())));

    Command same = explain(backtest, lockstep);
    assertThat(same.exitStatus()).as(same.describe()).isZero();
    assertThat(same.json().path("equal").asBoolean()).as(same.describe()).isTrue();
    Command freely = explain(backtest, free);
    assertThat(freely.exitStatus()).as(freely.describe()).isZero();
    JsonNode difference = freely.json();
    assertThat(difference.path("explained").asBoolean()).isTrue();
    assertThat(difference.at("/a/trades").asLong()).isGreaterThanOrEqualTo(3);
    for (JsonNode trade : difference.path("trades")) {
      assertThat(trade.path("cause").asString()).as(trade.toString()).isNotIn("", "UNEXPLAINED");
    }
    // What the free run recorded differs from the backtest of it in the very same trades.
    Command replay = replay(data, session);
    assertThat(replay.exitStatus()).as(replay.describe()).isZero();
    assertThat(ids(replay.json().path("difference"))).isEqualTo(ids(difference));
  }

  private static List<String> ids(JsonNode difference) {
    return difference
        .path("trades")
        .valueStream()
        .map(trade -> trade.path("id").asString())
        .sorted()
        .toList();
  }

  private static Command explain(Path a, Path b) throws IOException {
    return Command.run(List.of("explain-diff", a.toString(), b.toString(), "--json"));
  }
}
