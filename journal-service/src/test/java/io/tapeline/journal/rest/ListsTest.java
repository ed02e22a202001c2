package io.tapeline.journal.rest;

import static io.tapeline.journal.JournalUnderTest.items;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.decision.Outcome;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.stage.Event;
import io.tapeline.journal.JournalUnderTest;
import io.tapeline.journal.JournalUnderTest.Answer;
import io.tapeline.journal.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ListsTest {

  private static final Line LINE = Line.BURST;
  private static final Line OTHER = new Line("second", "plan", "ETHUSDT");

  private JournalUnderTest journal;

  @BeforeEach
  void emptyBooks() {
    journal = JournalUnderTest.withEmptyBooks();
  }

  private record Key(long ts, long seq, String id) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void pagingOverEqualTimesLosesAndRepeatsNothing(long seed) {
    Random random = new Random(seed);
    List<Key> expected = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      Line line = new Line("paper", "s" + random.nextInt(40), "sym," + random.nextInt(3));
      long seq = random.nextInt(3);
      long ts = random.nextInt(4) * 1_000_000L;
      Key key = new Key(ts, seq, line.signalId(seq).value());
      if (expected.stream().noneMatch(other -> other.id().equals(key.id()))) {
        expected.add(key);
        events.add(line.signal(seq, ts));
      }
    }
    journal.write(events.toArray(Event[]::new));
    boolean descending = random.nextBoolean();
    Comparator<Key> order =
        Comparator.comparingLong(Key::ts).thenComparingLong(Key::seq).thenComparing(Key::id);
    expected.sort(descending ? order.reversed() : order);

    List<String> read = new ArrayList<>();
    String cursor = "";
    do {
      String query =
          "?limit=%d&order=%s".formatted(1 + random.nextInt(9), descending ? "desc" : "asc");
      JsonNode page = journal.get("/api/v1/signals" + query + cursor).json();
      read.addAll(items(page, "id"));
      cursor =
          page.path("nextCursor").isNull() ? "" : "&cursor=" + page.path("nextCursor").asString();
    } while (!cursor.isEmpty());

    assertThat(read).as("seed " + seed).isEqualTo(expected.stream().map(Key::id).toList());
  }

  @Test
  void aPageThatEndsWithTheListHasNoCursor() {
    journal.write(LINE.signal(1, 1), LINE.signal(2, 2));

    assertThat(journal.get("/api/v1/signals?limit=2").json().path("nextCursor").isNull()).isTrue();
    assertThat(journal.get("/api/v1/signals?limit=1").json().path("nextCursor").isString())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trades?account=second                            | O-plan-ETHUSDT-2-in
          trades?strategy=burst                            | O-burst-BTCUSDT-1-in
          trades?symbol=ETHUSDT                            | O-plan-ETHUSDT-2-in
          trades?symbol=ETHUSDT,BTCUSDT                    | O-burst-BTCUSDT-1-in O-plan-ETHUSDT-2-in
          trades?from=2000                                 | O-plan-ETHUSDT-2-in
          trades?to=2000                                   | O-burst-BTCUSDT-1-in
          trades?from=1970-01-01T00:00:00.002Z             | O-plan-ETHUSDT-2-in
          trades?symbol=XRP                                |
          positions?state=OPEN                             | O-burst-BTCUSDT-3-in
          positions?state=CLOSED&account=second            | O-plan-ETHUSDT-2-in
          orders?status=APPROVED                           | O-burst-BTCUSDT-1-in
          orders?status=FILLED                             | O-plan-ETHUSDT-2-in
          fills?strategy=plan                              | O-plan-ETHUSDT-2-in/x1
          signals?order=desc                               | S-plan-ETHUSDT-2 S-burst-BTCUSDT-1
          decisions?outcome=DENIED                         | D-burst-BTCUSDT-1-DENIED
          decisions?outcome=BUY,DENIED&reason=OK           | D-plan-ETHUSDT-2-BUY
          decisions?reason=R-SPREAD                        | D-burst-BTCUSDT-1-DENIED
          equity?account=second                            | second/v1
          """)
  void listsAreNarrowedByTheirFilters(String query, String ids) {
    journal.write(
        LINE.signal(1, 1_000),
        OTHER.signal(2, 2_000),
        LINE.decision(1, 1_000, Outcome.DENIED, "R-SPREAD", Line.FAILED),
        OTHER.decision(2, 2_000, Outcome.BUY, "OK", Line.PASSED),
        LINE.approval(1, 1_000),
        OTHER.entryEvent(2, 1, OrderStatus.FILLED, "0.5", Line.at(2, 2_000)),
        OTHER.entryFill(2, Line.at(2, 2_000)),
        LINE.position(1, 1, PositionState.CLOSED, "1", "0", Line.at(1, 1_000)),
        OTHER.position(2, 1, PositionState.CLOSED, "1", "0", Line.at(2, 2_000)),
        LINE.position(3, 1, PositionState.OPEN, "0", "0", Line.at(3, 3_000)),
        LINE.equity(1, "1000", Line.at(1, 1_000)),
        OTHER.equity(1, "1000", Line.at(2, 2_000)));

    List<String> wanted = ids == null ? List.of() : List.of(ids.split(" ", -1));
    assertThat(items(journal.get("/api/v1/" + query).json(), "id")).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trades?limit=0            | limit   | 1 to 1000
          trades?limit=1001         | limit   | 1 to 1000
          trades?limit=many         | limit   | 1 to 1000
          trades?from=yesterday     | from    | ISO-8601
          trades?to=2024-13-01      | to      | ISO-8601
          trades?from=99999999999999999999 | from | microseconds
          trades?cursor=nonsense    | cursor  | nextCursor
          trades?cursor=%25%25      | cursor  | nextCursor
          trades?order=up           | order   | desc
          trades?simbol=BTCUSDT     | simbol  | symbol
          trades?state=OPEN         | state   | strategy
          trades?symbol=            | symbol  | instrument
          positions?state=open      | state   | CLOSING
          orders?status=DONE        | status  | APPROVED
          decisions?outcome=MAYBE   | outcome | DENIED
          equity?symbol=BTCUSDT     | symbol  | account
          stats?limit=5             | limit   | strategy
          stats?from=soon           | from    | ISO-8601
          export/trades?simbol=A    | simbol  | symbol
          """)
  void badParametersAreNamedWithWhatIsAllowed(String query, String parameter, String allowed) {
    Answer answer = journal.get("/api/v1/" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.json().path("parameter").asString()).isEqualTo(parameter);
    assertThat(answer.json().path("allowed").asString()).contains(allowed);
    assertThat(answer.json().path("detail").asString()).contains("'" + parameter + "'");
  }

  @Test
  void aCursorOfTheOtherOrderIsRefused() {
    journal.write(LINE.signal(1, 1), LINE.signal(2, 2));
    String cursor = journal.get("/api/v1/signals?limit=1").json().path("nextCursor").asString();

    assertThat(journal.get("/api/v1/signals?order=desc&cursor=" + cursor).status()).isEqualTo(400);
  }

  @Test
  void amountsAreStringsOfPlainDigitsAndEvidenceKeepsItsOrder() {
    journal.write(LINE.signal(1, 1_500_000));

    JsonNode signal = journal.get("/api/v1/signals").json().path("items").path(0);

    assertThat(signal.path("refPrice").isString()).isTrue();
    assertThat(signal.path("refPrice").asString()).isEqualTo("50000.1");
    assertThat(signal.path("ts").asLong()).isEqualTo(1_500_000);
    assertThat(signal.path("time").asString()).isEqualTo("1970-01-01T00:00:01.500Z");
    assertThat(signal.path("evidence").propertyNames())
        .containsExactly("move", "a-threshold", "ticks");
  }

  @Test
  void statesOfOneMomentAreListedInTheirOrder() {
    for (int version = 1; version <= 12; version++) {
      journal.write(LINE.equity(version, "1000", Line.at(1, 1)));
    }

    assertThat(items(journal.get("/api/v1/equity").json(), "seq"))
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
  }

  @Test
  void anUnknownPathIsAProblem() {
    Answer answer = journal.get("/api/v1/nowhere");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @Test
  void openApiDescribesEveryListAndItsFilters() {
    JsonNode paths = journal.get("/v3/api-docs").json().path("paths");

    assertThat(paths.propertyNames())
        .contains(
            "/api/v1/trades",
            "/api/v1/positions",
            "/api/v1/orders",
            "/api/v1/fills",
            "/api/v1/signals",
            "/api/v1/decisions",
            "/api/v1/equity",
            "/api/v1/quarantine",
            "/api/v1/stats",
            "/api/v1/why/{id}",
            "/api/v1/export/{book}");
    List<String> parameters =
        paths
            .path("/api/v1/decisions")
            .path("get")
            .path("parameters")
            .valueStream()
            .map(parameter -> parameter.path("name").asString())
            .toList();
    assertThat(parameters)
        .containsExactlyInAnyOrder(
            "account",
            "strategy",
            "symbol",
            "outcome",
            "reason",
            "from",
            "to",
            "order",
            "cursor",
            "limit");
  }

  @Test
  void positionsOnTopicsAreTold() {
    journal.write(LINE.signal(1, 1), LINE.signal(2, 2));

    JsonNode at = journal.get("/internal/positions").json().path(0);

    assertThat(at.path("topic").asString()).isEqualTo("signals");
    assertThat(at.path("nextOffset").asLong()).isEqualTo(2);
  }
}
