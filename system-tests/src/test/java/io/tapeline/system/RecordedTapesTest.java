package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code up --record}: the tapes of what the suite saw, over a kill in the middle. */
class RecordedTapesTest {

  /** Events played before the suite is killed. */
  private static final long PART = 2_000;

  @RegisterExtension private static final Suites SUITES = new Suites();

  @TempDir private static Path folder;

  @Test
  void killedAndStartedAgainTheRecordedTapesHaveTheCandlesOfTheTapePlayed() throws IOException {
    SimulatedTape tape = SimulatedTape.write(folder, 3, Duration.ofMinutes(10));
    Path recorded = folder.resolve("recorded");
    List<String> up =
        Settings.join(
            List.of("--feed", "tape", "--record", recorded.toString(), "--once", "--json"),
            Settings.tape(tape.files(), List.of()),
            Settings.set(Map.of("tapeline.recorder.flush", "200ms")));
    Path data = folder.resolve("data");

    Suite killed = SUITES.start(data, Settings.join(up, List.of("--speed", "20")));
    killed.awaitProgress(PART);
    killed.kill9();
    try (Suite suite = SUITES.start(data, Settings.join(up, List.of("--speed", "max")))) {
      assertThat(suite.exitStatus()).as(suite.describe()).isZero();
    }

    List<String> both = files(recorded, ".trades.csv.gz", ".quotes.csv.gz");
    for (String price : List.of("trade", "mid")) {
      List<String> seen = candles(price, both);
      assertThat(seen).hasSizeGreaterThan(10).isEqualTo(candles(price, tape.files()));
    }
    Command check = Command.run(Settings.join(List.of("tape", "check", "--json"), both));
    assertThat(check.exitStatus()).as(check.describe()).isZero();
    assertThat(check.json().path("verdict").asString()).isEqualTo("usable");

    try (Suite other = SUITES.start(folder.resolve("other"), up)) {
      assertThat(other.exitStatus()).as(other.describe()).isEqualTo(2);
      assertThat(other.stderrLines())
          .anyMatch(line -> line.contains("holds a recording of other books"));
    }
  }

  private static List<String> candles(String price, List<String> tapes) throws IOException {
    Command candles =
        Command.run(
            Settings.join(
                List.of("candles", "--timeframe", "1m", "--price", price, "--tape"), tapes));
    assertThat(candles.exitStatus()).as(candles.describe()).isZero();
    return candles.stdoutLines();
  }

  private static List<String> files(Path root, String... ends) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(Path::toString)
          .filter(file -> Stream.of(ends).anyMatch(file::endsWith))
          .sorted()
          .toList();
    }
  }
}
