package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testsupport.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A tape through the deployed services in lockstep is the backtest of it, to the last digit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockstepTest {

  private static final List<String> HOW =
      List.of("--feed", "tape", "--lockstep", "--once", "--json", "--speed", "max", "--out");

  @RegisterExtension private static final Suites SUITES = new Suites();

  @TempDir private static Path folder;

  private List<String> simulated = List.of();
  private long rows;
  private Outcome first = new Outcome(Map.of(), "", "");

  /** One run on a simulated tape, which two tests look at. */
  @BeforeAll
  void playSimulatedTape() throws IOException {
    SimulatedTape tape = SimulatedTape.write(folder, 2, Duration.ofMinutes(10));
    rows = tape.rows();
    simulated = Settings.tape(tape.files(), Settings.LIVELY);
    first = play("simulated", simulated);
  }

  private Outcome play(String data, List<String> tapeAndSettings) throws IOException {
    Path out = folder.resolve(data + "-out");
    List<String> options = Settings.join(HOW, List.of(out.toString()), tapeAndSettings);
    try (Suite suite = SUITES.start(folder.resolve(data), options)) {
      assertThat(suite.exitStatus()).as(suite.describe()).isZero();
      return Outcome.of(suite.json(), out);
    }
  }

  @Test
  void simulatedTapeThroughTheSuiteInLockstepGivesTheBacktestsTradesAndDecisions()
      throws IOException {
    Outcome backtest = Outcome.ofBacktest(simulated, folder.resolve("simulated-backtest"));

    assertThat(first).isEqualTo(backtest);
    assertThat(first.count("events")).isEqualTo(rows);
    assertThat(first.count("trades")).isGreaterThanOrEqualTo(3);
    assertThat(first.trades().lines()).hasSize((int) first.count("trades") + 1);
  }

  @Test
  void sameCommandAgainAfterTheEndGivesTheSameSummary() throws IOException {
    assertThat(play("simulated", simulated)).isEqualTo(first);
  }

  @Test
  void tapeThroughTheSuiteInLockstepGivesTheBacktestsTradesAndDecisions() throws IOException {
    String name = "binance_usdm_BTCUSDT_20240808_";
    List<String> real =
        Settings.tape(
            List.of(
                SharedData.tape(name + "trades").toString(),
                SharedData.tape(name + "quotes").toString()),
            Settings.set(
                Map.of(
                    "tapeline.fees.taker", "0",
                    "tapeline.fees.maker", "0",
                    "tapeline.burst.position-size", "0.01")));

    Outcome suite = play("real", real);

    assertThat(suite).isEqualTo(Outcome.ofBacktest(real, folder.resolve("real-backtest")));
    assertThat(suite.count("events")).isEqualTo(87_402);
    assertThat(suite.count("trades")).isPositive();
  }
}
