package io.tapeline.journal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.export.DecisionCsv;
import io.tapeline.core.export.TradeCsv;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.risk.RuleCheck;
import io.tapeline.core.stage.Event;
import io.tapeline.journal.JournalUnderTest;
import io.tapeline.journal.JournalUnderTest.Answer;
import io.tapeline.journal.Line;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Statistics, explanations and exports. */
class AnswersTest {

  private static final Line LINE = Line.BURST;
  private static final Line OTHER = new Line("paper", "plan", "ETHUSDT");

  private JournalUnderTest journal;

  @BeforeEach
  void emptyBooks() {
    journal = JournalUnderTest.withEmptyBooks();
  }

  private Position trade(Line line, long seq, String gross, String fees) {
    return line.position(seq, 1, PositionState.CLOSED, gross, fees, Line.at(seq, seq * 1000));
  }

  @Test
  void statisticsOfTheWorkedExample() {
    journal.write(
        trade(LINE, 1, "0.14", "0"),
        trade(LINE, 2, "-0.05", "0"),
        trade(LINE, 3, "0.15", "0.01"),
        trade(LINE, 4, "-0.04", "0.01"),
        trade(OTHER, 5, "99", "0"),
        LINE.decision(6, 6, Outcome.DENIED, "R-SPREAD", Line.FAILED),
        LINE.decision(7, 7, Outcome.SKIP, "R-SPREAD", List.of()),
        LINE.decision(8, 8, Outcome.HOLD, "NO_TRIGGER", List.of()));

    JsonNode stats = journal.get("/api/v1/stats?strategy=burst").json();

    assertThat(stats.path("trades").asInt()).isEqualTo(4);
    assertThat(stats.path("winRate").asString()).isEqualTo("0.5");
    assertThat(stats.path("avgWin").asString()).isEqualTo("0.14");
    assertThat(stats.path("avgLoss").asString()).isEqualTo("0.05");
    assertThat(stats.path("profitFactor").asString()).isEqualTo("2.8");
    assertThat(stats.path("expectancy").asString()).isEqualTo("0.045");
    assertThat(stats.path("gross").asString()).isEqualTo("0.2");
    assertThat(stats.path("fees").asString()).isEqualTo("0.02");
    assertThat(stats.path("net").asString()).isEqualTo("0.18");
    assertThat(stats.path("exits").path("TP").path("trades").asInt()).isEqualTo(2);
    assertThat(stats.path("exits").path("SL").path("net").asString()).isEqualTo("-0.1");
    assertThat(stats.path("skips").path("R-SPREAD").asInt()).isEqualTo(2);
    assertThat(stats.path("skips").has("NO_TRIGGER")).isFalse();
  }

  @Test
  void drawdownOfTheWorkedExample() {
    String[] curve = {"1000", "1040", "1010", "1060", "990", "1005"};
    for (int i = 0; i < curve.length; i++) {
      journal.write(LINE.equity(i + 1, curve[i], Line.at(i, i)));
    }

    JsonNode stats = journal.get("/api/v1/stats").json();

    assertThat(percent(stats.path("maxDrawdown"))).isEqualTo("6.6038");
    assertThat(percent(stats.path("currentDrawdown"))).isEqualTo("5.1887");
  }

  @Test
  void aStrategysDrawdownIsOfItsOwnTradesOnTheFirstEquity() {
    journal.write(
        LINE.equity(1, "1000", Line.at(0, 0)),
        trade(LINE, 1, "40", "0"),
        trade(LINE, 2, "-30", "0"),
        trade(OTHER, 3, "-500", "0"),
        trade(LINE, 4, "50", "0"),
        trade(LINE, 5, "-70", "0"),
        trade(LINE, 6, "15", "0"));

    JsonNode stats = journal.get("/api/v1/stats?strategy=burst").json();

    assertThat(percent(stats.path("maxDrawdown"))).isEqualTo("6.6038");
    assertThat(percent(stats.path("currentDrawdown"))).isEqualTo("5.1887");
  }

  private static String percent(JsonNode fraction) {
    return new BigDecimal(fraction.asString())
        .movePointRight(2)
        .setScale(4, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  @Test
  void emptyBooksHaveNoRates() {
    JsonNode stats = journal.get("/api/v1/stats").json();

    assertThat(stats.path("trades").asInt()).isZero();
    assertThat(stats.path("winRate").isNull()).isTrue();
    assertThat(stats.path("profitFactor").isNull()).isTrue();
    assertThat(stats.path("profitFactorInfinite").asBoolean()).isFalse();
    assertThat(stats.path("maxDrawdown").isNull()).isTrue();
  }

  private void tradeFromTickToExit() {
    Stamps tick = Stamps.NONE.with(Hop.SEEN, 10).with(Hop.TICKS, 12);
    Stamps signal = tick.with(Hop.SIGNAL, 112);
    Stamps approved = signal.with(Hop.APPROVED, 142);
    Stamps order = approved.with(Hop.ORDER, 192);
    journal.write(signal, LINE.signal(7, 1_000));
    journal.write(signal, LINE.decision(7, 1_000, Outcome.BUY, "OK", Line.PASSED));
    journal.write(approved, LINE.approval(7, 1_000));
    journal.write(
        order,
        LINE.entryEvent(7, 1, OrderStatus.ACCEPTED, "0", Line.at(8, 1_100)),
        LINE.entryEvent(7, 2, OrderStatus.FILLED, "0.5", Line.at(8, 1_100)));
    journal.write(order.with(Hop.FILL, 292), LINE.entryFill(7, Line.at(8, 1_100)));
    journal.write(
        LINE.exitEvent(7, 1, OrderStatus.ACCEPTED, Line.at(20, 8_000)),
        LINE.exitEvent(7, 2, OrderStatus.FILLED, Line.at(21, 9_000)),
        LINE.exitFill(7, Line.at(21, 9_000)),
        LINE.position(7, 3, PositionState.CLOSED, "34.65", "0.50", Line.at(21, 9_000)));
  }

  private static List<RuleCheck> checks(JsonNode checks) {
    return checks
        .valueStream()
        .map(
            check ->
                new RuleCheck(
                    check.path("rule").asString(),
                    check.path("value").asString(),
                    check.path("limit").asString(),
                    RuleCheck.Verdict.valueOf(check.path("verdict").asString())))
        .toList();
  }

  @Test
  void anEntryIsExplainedFromItsFillBackToTheTick() {
    tradeFromTickToExit();

    JsonNode why = journal.get("/api/v1/why/O-burst-BTCUSDT-7-in").json();

    assertThat(why.path("fills").path(0).path("price").asString()).isEqualTo("50001");
    assertThat(why.path("orderEvents").valueStream().map(e -> e.path("status").asString()))
        .containsExactly("ACCEPTED", "FILLED");
    assertThat(checks(why.path("approval").path("checks"))).isEqualTo(Line.PASSED);
    assertThat(why.path("signal").path("evidence").path("move").asString()).isEqualTo("0.0018");
    assertThat(why.path("trigger").path("seq").asLong()).isEqualTo(7);
    assertThat(why.path("trigger").path("ts").asLong()).isEqualTo(1_000);
    assertThat(why.path("trigger").path("refPrice").asString()).isEqualTo("50000.1");
    assertThat(why.path("decisions").path(0).path("outcome").asString()).isEqualTo("BUY");
    assertThat(why.path("orders").valueStream().map(o -> o.path("id").asString()))
        .containsExactly("O-burst-BTCUSDT-7-in", "O-burst-BTCUSDT-7-out1");
    assertThat(why.path("trade").path("net").asString()).isEqualTo("34.15");
    JsonNode latency = why.path("latency");
    assertThat(latency.path("seenToTick").asLong()).isEqualTo(2);
    assertThat(latency.path("tickToSignal").asLong()).isEqualTo(100);
    assertThat(latency.path("signalToApproved").asLong()).isEqualTo(30);
    assertThat(latency.path("approvedToOrder").asLong()).isEqualTo(50);
    assertThat(latency.path("orderToFill").asLong()).isEqualTo(100);
    assertThat(latency.path("tickToFill").asLong()).isEqualTo(280);
  }

  @Test
  void anExitIsExplainedWithTheEntryItCloses() {
    tradeFromTickToExit();

    JsonNode why = journal.get("/api/v1/why/O-burst-BTCUSDT-7-out1").json();

    assertThat(why.path("fills").path(0).path("intent").asString()).isEqualTo("CLOSE");
    assertThat(why.path("order").path("exitReason").asString()).isEqualTo("TP");
    assertThat(why.path("trigger").path("seq").asLong()).isEqualTo(20);
    assertThat(checks(why.path("approval").path("checks"))).isEqualTo(Line.PASSED);
    assertThat(why.path("signal").path("id").asString()).isEqualTo("S-burst-BTCUSDT-7");
    assertThat(why.path("position").path("state").asString()).isEqualTo("CLOSED");
  }

  @Test
  void aDeniedSignalIsExplainedWithTheRuleThatFailed() {
    journal.write(
        LINE.signal(9, 1_000), LINE.decision(9, 1_000, Outcome.DENIED, "R-SPREAD", Line.FAILED));

    JsonNode why = journal.get("/api/v1/why/S-burst-BTCUSDT-9").json();

    assertThat(why.path("order").isNull()).isTrue();
    assertThat(why.path("approval").isNull()).isTrue();
    assertThat(why.path("decisions").path(0).path("reason").asString()).isEqualTo("R-SPREAD");
    assertThat(checks(why.path("decisions").path(0).path("checks"))).isEqualTo(Line.FAILED);
  }

  @Test
  void idsOfInstrumentsWithASlashAreFound() {
    journal.write(new Line("paper", "burst", "BTC/USD").signal(9, 1_000));

    JsonNode why = journal.get("/api/v1/why/S-burst-BTC/USD-9").json();

    assertThat(why.path("signal").path("symbol").asString()).isEqualTo("BTC/USD");
  }

  @Test
  void whatIsNotInTheBooksIsA404Problem() {
    Answer answer = journal.get("/api/v1/why/O-nothing-in");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.json().path("detail").asString()).contains("O-nothing-in");
  }

  @Test
  void exportedTradesAreTheLinesOfTheCore() {
    List<Position> trades = new ArrayList<>();
    for (int seq = 1; seq <= 2_345; seq++) {
      trades.add(trade(seq % 2 == 0 ? LINE : OTHER, seq, "0.14", "0.010"));
    }
    journal.write(trades.toArray(Event[]::new));

    Answer answer = journal.get("/api/v1/export/trades");

    List<String> expected = new ArrayList<>(List.of(TradeCsv.HEADER));
    trades.stream().sorted(TradeCsv.ORDER).map(TradeCsv::line).forEach(expected::add);
    assertThat(answer.contentType()).startsWith("text/csv");
    assertThat(answer.body().lines()).isEqualTo(expected);
  }

  @Test
  void exportedDecisionsAreTheLinesOfTheCore() {
    Decision denied = LINE.decision(7, 1_000, Outcome.DENIED, "R-SPREAD", Line.FAILED);
    Decision taken = LINE.decision(6, 1_000, Outcome.BUY, "OK", Line.PASSED);
    journal.write(denied, taken);

    assertThat(journal.get("/api/v1/export/decisions").body().lines())
        .containsExactly(DecisionCsv.HEADER, DecisionCsv.line(taken), DecisionCsv.line(denied));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orders    | id,seq,ts,account,strategy,symbol,number,status
          fills     | id,seq,ts,account,strategy,symbol,orderId
          positions | id,seq,ts,account,strategy,symbol,version,state
          equity    | id,seq,ts,account,originSeq,cash,equity
          """)
  void everyExportHasAHeaderAndARowPerRow(String book, String header) {
    tradeFromTickToExit();
    journal.write(LINE.equity(1, "1000", Line.at(1, 1)));
    long rows = journal.get("/api/v1/" + book).json().path("items").size();

    List<String> lines = journal.get("/api/v1/export/" + book).body().lines().toList();

    assertThat(rows).isPositive();
    assertThat(lines).hasSize((int) rows + 1);
    assertThat(lines.getFirst()).startsWith(header);
  }

  @Test
  void anEmptyExportIsItsHeader() {
    assertThat(journal.get("/api/v1/export/trades").body()).isEqualTo(TradeCsv.HEADER + "\n");
  }

  @Test
  void anUnknownExportIsA404ThatNamesTheOthers() {
    Answer answer = journal.get("/api/v1/export/secrets");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("detail").asString()).contains("trades, orders, fills");
  }
}
