package io.tapeline.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static void recovered(Tally tally, int seconds) {
    tally.recovered(Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds));
  }

  @Test
  void medianAndMaximumAreThoseOfTheRecoveries() {
    Tally tally = new Tally();
    for (int seconds : new int[] {9, 2, 4}) {
      tally.killed(false);
      recovered(tally, seconds);
    }

    assertThat(tally.kills()).isEqualTo(3);
    assertThat(tally.medianSeconds()).isEqualTo(4);
    assertThat(tally.medianListeningSeconds()).isEqualTo(3);
    assertThat(tally.maxSeconds()).isEqualTo(9);
  }

  @Test
  void reportNamesEachProcessItsKillsAndTheFirstDifference() {
    Tally tally = new Tally();
    tally.killed(false);
    tally.killed(true);
    tally.paused();
    recovered(tally, 5);
    CrashReport report =
        new CrashReport(
            7,
            2,
            0,
            1,
            61.4,
            Map.of("fills", 3),
            Map.of("risk", tally),
            1,
            0,
            0,
            "round 1: lost in fills: id f-1");

    assertThat(report.text().lines())
        .anySatisfy(line -> assertThat(line).matches("risk +2 +1 +1 +4\\.00 +5\\.00 +5\\.00 +0 *"))
        .contains("seed 7: round 1: lost in fills: id f-1");
    assertThat(report.markdown()).contains("| risk | 2 | 1 | 1 | 4.00 | 5.00 | 5.00 | 0 |");
    assertThat(report.json())
        .startsWith("{\"seed\":7,")
        .contains("\"kills\":2", "\"pauses\":1", "\"lost\":1", "\"result\":\"failed\"");
  }
}
