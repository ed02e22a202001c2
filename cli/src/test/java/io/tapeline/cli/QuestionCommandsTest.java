package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to the strategies of a running suite, with a stand-in for its gateway. */
class QuestionCommandsTest {

  private static final String WHY_NOT =
      """
      {"instruments":[{"symbol":"AAPL","time":"T1","strategies":[
        {"strategy":"momentum-burst","version":"1","switchedOff":null,
         "said":{"what":"SKIP","time":"T0","reason":"GUARD_LOW",
                 "values":{"rule":"range","value":"0.000867","limit":"0.001000"}},
         "conditions":[
           {"name":"change","value":"0.000667","limit":"0.000500","met":true},
           {"name":"range","value":"0.000867","limit":"0.001000","met":false}]},
        {"strategy":"mine","version":"2","switchedOff":"STRATEGY_FAILED","said":null,
         "conditions":[]}],
       "plans":[
        {"plan":"p1","status":"PENDING","statusReason":"CREATED","waiting":true,
         "reasons":["MID_RANGE","SPREAD_ABS"]},
        {"plan":"p2","status":"FILLED","statusReason":"FILL","waiting":false,"reasons":[]}]}]}""";

  private static final String ANALYSIS =
      """
      {"symbol":"XAUUSD","time":"T1","verdict":"REFUSED","reason":"MID_RANGE","layer":2,
       "layers":[
        {"layer":1,"met":true,"checks":[
          {"layer":1,"reason":"ATR1_LOW","name":"atr1","value":"0.6","limit":"0.5","met":true}]},
        {"layer":2,"met":false,"checks":[
          {"layer":2,"reason":"MID_RANGE","name":"edges","value":"none","limit":"one",
           "met":false}]}],
       "edges":[],"primaries":[{"kind":"MICRO_SWEEP","side":"BUY"}],"secondaries":[],
       "score":{"total":"5.5","most":"8","trigger":"2","vwap":"2","edges":"0","volatility":"1",
                "session":"0.5"},
       "idea":{"side":"BUY","entry":"2000.10","stop":"1999.50","target":"2001.20"}}""";

  @TempDir private Path folder;
  private Path data = Path.of("");
  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    data = folder.resolve("data");
    gateway = new FakeGateway(data);
    gateway.on("GET /readyz", 200, "{}");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void whyNotIsATableOfConditionsAndALineForEachStrategyAndPlan() {
    gateway.on("GET /api/v1/why-not?symbol=AAPL", 200, WHY_NOT);

    Run run = Run.of("why-not", "AAPL", "--data", data);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "AAPL at T1",
            "strategy        condition  now       needed    met",
            "momentum-burst  change     0.000667  0.000500  ✓",
            "momentum-burst  range      0.000867  0.001000  ✗",
            "momentum-burst refused last at T0: GUARD_LOW, range 0.000867 (needed 0.001000)",
            "mine is switched off: STRATEGY_FAILED",
            "plan p1 PENDING: kept by MID_RANGE, SPREAD_ABS",
            "plan p2 FILLED: FILL");
    assertThat(gateway.asked().getFirst().authorization()).isEqualTo("Bearer secret");
  }

  @Test
  void withoutASymbolAllInstrumentsAreAskedFor() {
    gateway.on("GET /api/v1/why-not", 200, "{\"instruments\":[]}");

    Run run = Run.of("why-not", "--data", data);

    assertThat(run.lines()).containsExactly("no market event has come yet");
    assertThat(Run.of("why-not", "--data", data, "--json").lines())
        .containsExactly("{\"instruments\":[]}");
  }

  @Test
  void analyseShowsTheLayersAndTheTradeItWouldBe() {
    gateway.on("GET /api/v1/analysis/XAUUSD/micro-scalp", 200, ANALYSIS);

    Run run = Run.of("analyse", "XAUUSD", "--data", data);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "XAUUSD at T1: REFUSED by MID_RANGE, layer 2",
            "layer  check  now   needed  met",
            "1      atr1   0.6   0.5     ✓",
            "2      edges  none  one     ✗",
            "primary    MICRO_SWEEP BUY",
            "score      5.5 of 8: trigger 2, vwap 2, edges 0, volatility 1, session 0.5",
            "idea       BUY at 2000.10, stop 1999.50, target 2001.20");
    assertThat(Run.of("analyse", "XAUUSD", "--data", data, "--json").out())
        .startsWith("{\"symbol\":\"XAUUSD\"");
  }

  @Test
  void refusalsAreToldInTheirOwnWords() {
    gateway
        .on("GET /api/v1/why-not?symbol=BTC%2FUSD", 404, "{\"detail\":\"No event.\"}")
        .on("GET /api/v1/analysis/BTC/USD/micro-scalp", 422, "{\"detail\":\"No rule set.\"}")
        .on("GET /api/v1/why-not?symbol=AAPL", 503, "{\"detail\":\"being rebuilt\"}");

    Run unknown = Run.of("why-not", "BTC/USD", "--data", data);
    Run unset = Run.of("analyse", "BTC/USD", "--data", data);
    Run busy = Run.of("why-not", "AAPL", "--data", data);

    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.errors()).containsExactly("tapeline: No event.");
    assertThat(unset.status()).isEqualTo(2);
    assertThat(unset.errors()).containsExactly("tapeline: No rule set.");
    assertThat(busy.status()).isEqualTo(1);
    assertThat(busy.errors()).containsExactly("tapeline: the suite answers 503: being rebuilt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"why-not", "analyse"})
  void withoutARunningSuiteThereIsOneLineAndStatusOne(String command) {
    gateway.close();

    Run run = Run.of(command, "AAPL", "--data", data);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors())
        .containsExactly(
            "tapeline: no suite is running on this folder; start it with 'tapeline up'");
  }
}
