package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worked example of a user's strategy, from its jar: the same in a backtest and in the suite.
 */
class UserStrategyTest {

  @RegisterExtension private static final Suites SUITES = new Suites();

  @TempDir private Path folder;
  private List<String> run = List.of();

  @BeforeEach
  void putTheJarIntoAFolder() throws IOException {
    Path strategies = Files.createDirectory(folder.resolve("strategies"));
    Files.copy(jar(), strategies.resolve("example.jar"));
    SimulatedTape tape = SimulatedTape.write(folder, 3, Duration.ofMinutes(6));
    run =
        Settings.join(
            Settings.tape(tape.files(), Settings.LIVELY),
            List.of("--set", "tapeline.strategy-folder=" + strategies),
            List.of("--set", "tapeline.rising-trades.count=4"),
            List.of("--set", "tapeline.rising-trades.position-size=0.001"),
            List.of("--set", "tapeline.risk.net-edge=false"),
            List.of("--strategy", "momentum-burst,rising-trades"));
  }

  private static Path jar() throws IOException {
    try (Stream<Path> built = Files.list(Path.of("..", "example-strategy", "target"))) {
      return built
          .filter(
              file -> String.valueOf(file.getFileName()).matches("example-strategy-[0-9.]+\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("example-strategy is not built"));
    }
  }

  @Test
  void aJarRunsInABacktestAndInTheSuiteAndGivesTheSameTradesAndDecisions() throws IOException {
    Path out = folder.resolve("out");
    List<String> options =
        Settings.join(
            List.of("--feed", "tape", "--lockstep", "--once", "--json", "--speed", "max"),
            List.of("--out", out.toString()),
            run);
    Outcome suite;
    try (Suite started = SUITES.start(folder.resolve("data"), options)) {
      assertThat(started.exitStatus()).as(started.describe()).isZero();
      suite = Outcome.of(started.json(), out);
    }

    assertThat(suite).isEqualTo(Outcome.ofBacktest(run, folder.resolve("backtest")));
    assertThat(suite.trades().lines()).anyMatch(line -> line.contains(",rising-trades,"));
    assertThat(suite.decisions()).contains("rising-trades", "momentum-burst");
  }

  @Test
  void aJarThatIsNoneIsOneLineAndNothingStarts() throws IOException {
    Files.writeString(folder.resolve("strategies").resolve("broken.jar"), "no jar");

    try (Command command = Command.run(Settings.join(List.of("backtest"), run))) {
      assertThat(command.exitStatus()).isEqualTo(2);
      assertThat(command.stderrLines())
          .singleElement()
          .asString()
          .contains("tapeline.strategy-folder", "broken.jar");
    }
  }
}
