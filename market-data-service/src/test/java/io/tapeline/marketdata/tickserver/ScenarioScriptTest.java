package io.tapeline.marketdata.tickserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.tape.TapeException;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioScriptTest {

  private static final EventTime FROM = new EventTime(1_735_570_000_123_000L);

  @TempDir private Path folder;

  @Test
  void everyLineIsAStepAtItsTime() throws IOException {
    Path file =
        write(
            "# two ticks, then trouble",
            "0,tick,AAPL,150.25,150.24,150.26,320",
            "",
            " 1.5 , tick , AAPL , 150.270 , , , 10",
            "1.5,tick,AAPL,,150.26,150.28,",
            "2,silence,10",
            "12.000001,disconnect,5",
            "20,disconnect",
            "21,text,{\"type\":\"tick\", oops");

    assertThat(steps(ScenarioScript.read(file)))
        .containsExactly(
            new Step.Send(
                0,
                "{\"type\":\"tick\",\"symbol\":\"AAPL\",\"ts\":1735570000123,\"price\":150.25,"
                    + "\"bid\":150.24,\"ask\":150.26,\"volume\":320}"),
            new Step.Send(
                1_500_000,
                "{\"type\":\"tick\",\"symbol\":\"AAPL\",\"ts\":1735570001623,\"price\":150.270,"
                    + "\"volume\":10}"),
            new Step.Send(
                1_500_000,
                "{\"type\":\"tick\",\"symbol\":\"AAPL\",\"ts\":1735570001623,\"bid\":150.26,"
                    + "\"ask\":150.28}"),
            new Step.Silence(2_000_000, 10_000_000),
            new Step.Disconnect(12_000_001, 5_000_000),
            new Step.Disconnect(20_000_000, 0),
            new Step.Send(21_000_000, "{\"type\":\"tick\", oops"));
  }

  @Test
  void beginsAgainFromItsFirstStep() throws IOException {
    ScenarioScript script = ScenarioScript.read(write("0,text,a", "1,text,b"));

    assertThat(steps(script)).isEqualTo(steps(script)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          soon,tick,AAPL,1,,,1        | time 'soon' is not a number of seconds from 0 to 315360000 with at most 6 decimals
          -1,text,a                   | time '-1' is not a number of seconds
          0.0000001,text,a            | time '0.0000001' is not a number of seconds
          1e99,text,a                 | time '1e99' is not a number of seconds
          4,text,a                    | time 4 is before that of the step above; put the steps in order
          5                           | unknown step '': choose one of tick, text, silence, disconnect
          5,trade,AAPL,1,,,1          | unknown step 'trade': choose one of tick, text, silence, disconnect
          5,silence                   | silence '' is not a number of seconds
          5,silence,-3                | silence '-3' is not a number of seconds
          5,disconnect,long           | disconnect 'long' is not a number of seconds
          5,tick,AAPL,1,1             | a tick is SECONDS,tick,SYMBOL,PRICE,BID,ASK,VOLUME; this one has 3 of the 5 after tick
          5,tick,,1,,,1               | no symbol
          5,tick,AAPL,,,,             | neither price and volume nor bid and ask
          5,tick,AAPL,1,,,            | price without volume
          5,tick,AAPL,15O.25,,,1      | price '15O.25' is not a decimal number
          5,tick,AAPL,0,,,1           | price 0 is not above zero
          5,tick,AAPL,1,,,0           | volume 0 is not above zero
          5,tick,AAPL,1,2,1,1         | bid 2 is above ask 1
          """)
  void aBadLineIsNamedWithItsFileAndNumber(String line, String message) throws IOException {
    Path file = write("# a scenario", "5,text,a", line);

    assertThatThrownBy(() -> ScenarioScript.read(file))
        .isInstanceOf(TapeException.class)
        .hasMessageStartingWith(file + ": line 3: " + message);
  }

  @Test
  void aScenarioNeedsAStep() throws IOException {
    Path file = write("# nothing", "");

    assertThatThrownBy(() -> ScenarioScript.read(file))
        .isInstanceOf(TapeException.class)
        .hasMessageStartingWith(file + ": no step in it; write for instance 0,tick,AAPL,");
    assertThatThrownBy(() -> ScenarioScript.read(folder.resolve("none.csv")))
        .isInstanceOf(TapeException.class)
        .hasMessageEndingWith("none.csv: no such file");
  }

  private static List<Step> steps(Script script) throws IOException {
    List<Step> all = new ArrayList<>();
    try (Script.Steps steps = script.begin(FROM)) {
      for (Step step = steps.next(); step != null; step = steps.next()) {
        all.add(step);
      }
    }
    return all;
  }

  private Path write(String... lines) throws IOException {
    return Files.write(folder.resolve("scenario.csv"), List.of(lines));
  }
}
