package io.tapeline.signal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.signal.rest.SignalUnderTest.Answer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A market on the line, and questions over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set up before all tests
class QuestionsEndpointTest {

  private static final long START = 1_735_830_000_000_000L;
  private static final int QUIET_SECONDS = 2_400;
  private static final String LAST = "2025-01-02T15:40:00.1";

  private SignalUnderTest service;
  private long seq;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    service = new SignalUnderTest(folder);
    List<MarketEvent> market = burst();
    market.addAll(gold());
    market.addAll(quiet());
    service.send(market);
    SignalUnderTest.await(
        "the last event is seen",
        () ->
            service
                .get("/api/v1/why-not?symbol=XAU%2FUSD")
                .json()
                .at("/instruments/0/time")
                .asString("")
                .startsWith(LAST));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private Quote quote(String symbol, String second, String bid, String ask) {
    return new Quote(
        origin(second),
        new Symbol(symbol),
        Price.of(bid),
        Quantity.of("1000"),
        Price.of(ask),
        Quantity.of("1000"));
  }

  private Tick trade(String symbol, String second, String price, String size) {
    return new Tick(
        origin(second), new Symbol(symbol), Price.of(price), Quantity.of(size), Aggressor.UNKNOWN);
  }

  private Origin origin(String second) {
    long micros = new BigDecimal(second).movePointRight(6).longValueExact();
    return new Origin(++seq, new EventTime(START + micros));
  }

  /** The catalogue's burst whose range, 0.13 of 150.00, is too narrow. */
  private List<MarketEvent> burst() {
    List<MarketEvent> market = new ArrayList<>();
    market.add(trade("AAPL", "0.500", "150.00", "150"));
    for (int second = 1; second <= 15; second++) {
      String price = second == 5 ? "149.99" : second == 9 ? "150.12" : "150.00";
      market.add(trade("AAPL", second + ".000", price, second == 15 ? "320" : "150"));
    }
    market.add(quote("AAPL", "15.900", "150.09", "150.11"));
    market.add(trade("AAPL", "16.000", "150.10", "1"));
    return market;
  }

  private List<MarketEvent> gold() {
    List<MarketEvent> market = new ArrayList<>();
    for (int second = 17; second <= 125; second++) {
      market.add(quote("XAUUSD", second + ".000", "2000.00", "2000.10"));
      market.add(trade("XAUUSD", second + ".100", "2000.05", "1"));
    }
    return market;
  }

  /** Forty minutes in which the price stands still: its average is the price, its range nothing. */
  private List<MarketEvent> quiet() {
    List<MarketEvent> market = new ArrayList<>();
    for (int second = 10; second <= QUIET_SECONDS; second += 10) {
      market.add(quote("XAU/USD", second + ".000", "2000.00", "2000.10"));
      market.add(trade("XAU/USD", second + ".100", "2000.05", "1"));
    }
    return market;
  }

  private static void assertProblem(Answer answer, int status, String... words) {
    assertThat(answer.status()).as(answer.detail()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.detail()).contains(words);
  }

  @Test
  void theConditionThatIsNotMetIsNamedWithItsNumbers() {
    Answer answer = service.get("/api/v1/why-not?symbol=AAPL");

    assertThat(answer.status()).isEqualTo(200);
    JsonNode strategy = answer.json().at("/instruments/0/strategies/0");
    assertThat(strategy.path("strategy").asString()).isEqualTo("momentum-burst");
    assertThat(strategy.path("switchedOff").isNull()).isTrue();
    assertThat(strategy.path("conditions").valueStream())
        .hasSize(6)
        .filteredOn(condition -> !condition.path("met").asBoolean())
        .singleElement()
        .hasToString(
            "{\"name\":\"range\",\"value\":\"0.000867\",\"limit\":\"0.001000\",\"met\":false}");
    assertThat(strategy.at("/said/what").asString()).isEqualTo("SKIP");
    assertThat(strategy.at("/said/reason").asString()).isEqualTo("GUARD_LOW");
    assertThat(strategy.at("/said/values/value").asString()).isEqualTo("0.000867");
  }

  @Test
  void withoutASymbolEveryInstrumentSeenIsTold() {
    JsonNode instruments = service.get("/api/v1/why-not").json().path("instruments");

    assertThat(instruments.valueStream().map(each -> each.path("symbol").asString()))
        .containsExactly("AAPL", "XAU/USD", "XAUUSD");
  }

  @Test
  void theFourLayersAreToldWholeWhileInputsAreMissing() {
    Answer answer = service.get("/api/v1/analysis/XAUUSD/micro-scalp");

    assertThat(answer.status()).isEqualTo(200);
    JsonNode analysis = answer.json();
    assertThat(analysis.path("ruleSet").asString()).isEqualTo("XAUUSD");
    assertThat(analysis.path("verdict").asString()).isEqualTo("NOT_READY");
    assertThat(analysis.path("reason").asString()).isEqualTo("CANDLES_NOT_READY");
    assertThat(analysis.path("layer").asInt()).isEqualTo(1);
    assertThat(analysis.path("layers").valueStream().map(each -> each.path("layer").asInt()))
        .containsExactly(1, 2, 3, 4);
    assertThat(analysis.at("/layers/0/checks").valueStream().map(JsonNode::toString))
        .contains(
            "{\"layer\":1,\"reason\":\"CANDLES_NOT_READY\",\"name\":\"minute candles\","
                + "\"value\":\"2\",\"limit\":\"30\",\"met\":false}");
  }

  @Test
  void aMarketThatStandsStillIsRefusedForItsRangeAndItsAveragePriceIsAnEdge() {
    JsonNode analysis = service.get("/api/v1/analysis/XAU/USD/micro-scalp").json();

    assertThat(analysis.path("symbol").asString()).isEqualTo("XAU/USD");
    assertThat(analysis.path("time").asString()).startsWith("2025-01-02T15:40:00");
    assertThat(analysis.path("verdict").asString()).isEqualTo("REFUSED");
    assertThat(analysis.path("reason").asString()).isEqualTo("ATR1_LOW");
    assertThat(analysis.at("/layers/0/met").asBoolean()).isFalse();
    assertThat(analysis.at("/layers/0/checks").valueStream())
        .filteredOn(check -> check.path("reason").asString().equals("ATR1_LOW"))
        .singleElement()
        .satisfies(check -> assertThat(check.path("value").asString()).isEqualTo("0.000000"));
    assertThat(analysis.at("/layers/1/met").asBoolean()).isTrue();
    assertThat(analysis.path("edges").valueStream())
        .anySatisfy(
            edge -> {
              assertThat(edge.path("level").asString()).isEqualTo("VWAP");
              assertThat(edge.path("price").asString()).isEqualTo("2000.05");
            });
    assertThat(analysis.path("side").isNull()).isTrue();
    assertThat(analysis.path("score").isNull()).isTrue();
  }

  @Test
  void whatIsUnknownIs404AndNamesTheInstrument() {
    assertProblem(service.get("/api/v1/why-not?symbol=NONE"), 404, "'NONE'");
    assertProblem(service.get("/api/v1/analysis/NONE/micro-scalp"), 404, "'NONE'");
    assertProblem(service.get("/api/v1/analysis/BTC/USD/micro-scalp"), 404, "'BTC/USD'");
  }

  @Test
  void anInstrumentWithoutRuleSetIs422AndTheSettingIsNamed() {
    assertProblem(service.get("/api/v1/analysis/AAPL/micro-scalp"), 422, "'AAPL'", "plan.rule-set");
  }

  @Test
  void anEmptySymbolIs400() {
    assertProblem(service.get("/api/v1/why-not?symbol="), 400, "'symbol' is empty");
  }

  @Test
  void openApiDescribesBoth() {
    JsonNode paths = service.get("/v3/api-docs").json().path("paths");

    assertThat(paths.propertyNames())
        .containsExactlyInAnyOrder("/api/v1/why-not", "/api/v1/analysis/{symbol}/micro-scalp");
    assertThat(paths.at("/~1api~1v1~1why-not/get/responses").propertyNames())
        .contains("200", "404", "503");
  }

  @Test
  void aStageThatHasStoppedIs503(@TempDir Path folder) throws Exception {
    try (SignalUnderTest other = new SignalUnderTest(folder)) {
      other.runner().close();

      assertProblem(other.get("/api/v1/why-not"), 503, "the signal stage has stopped");
      assertProblem(other.get("/api/v1/analysis/AAPL/micro-scalp"), 503, "has stopped");
    }
  }
}
