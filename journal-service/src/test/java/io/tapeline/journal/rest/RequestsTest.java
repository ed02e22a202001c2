package io.tapeline.journal.rest;

import static io.tapeline.journal.JournalUnderTest.items;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.control.Control;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.plan.PlanType;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.journal.JournalUnderTest;
import io.tapeline.journal.JournalUnderTest.Answer;
import io.tapeline.journal.Line;
import io.tapeline.protocol.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Commands and plans over REST, as far as the outbox. */
class RequestsTest {

  private static final String CONTROLS = "/api/v1/controls";
  private static final String PLANS = "/api/v1/plans";
  private static final String HALT = "{\"action\":\"halt\",\"who\":\"ada\",\"why\":\"news\"}";
  private static final String PLAN =
      """
      {"plan_id":"micro_scalp_001","symbol":"XAUUSDc","direction":"BUY","entry_price":2000.0,
       "stop_loss":1999.5,"take_profit":2001.5,"volume":0.01,
       "conditions":{"plan_type":"micro_scalp","timeframe":"M1"},"status":"pending"}
      """;

  private JournalUnderTest journal;

  @BeforeEach
  void emptyBooks() {
    journal = JournalUnderTest.withEmptyBooks();
  }

  private long count(String table) {
    Long rows = journal.jdbc().queryForObject("SELECT count(*) FROM " + table, Long.class);
    return rows == null ? -1 : rows;
  }

  /** What waits to be published, in its order. */
  private List<Event> waiting() {
    return journal
        .jdbc()
        .query(
            "SELECT topic, value FROM outbox ORDER BY seq",
            (row, _) -> (Event) Topics.named(row.getString(1)).codec().decode(row.getBytes(2)));
  }

  @Test
  void aCommandIsInTheBooksAndInTheOutboxAtOnce() {
    Answer answer = journal.post(CONTROLS, HALT, null);

    assertThat(answer.status()).isEqualTo(202);
    String id = answer.json().path("id").asString();
    assertThat(answer.location()).isEqualTo(CONTROLS + "/" + id);
    assertThat(answer.json().path("published").asBoolean(true)).isFalse();
    assertThat(waiting())
        .isEqualTo(
            List.of(
                new Control(
                    id,
                    new AccountId("main"),
                    Control.Action.HALT,
                    "ada",
                    "news",
                    new EventTime(answer.json().path("ts").asLong()))));
    assertThat(journal.get(answer.location()).json()).isEqualTo(answer.json());
    assertThat(
            journal.jdbc().queryForMap("SELECT topic, partition, key, headers::text FROM outbox"))
        .containsEntry("topic", "controls")
        .containsEntry("partition", null)
        .containsEntry("key", "main".getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .containsEntry("headers", "[{\"name\": \"stage\", \"value\": \"am91cm5hbA==\"}]");
  }

  @Test
  void theEventThatComesBackFromItsTopicChangesNoRow() {
    journal.post(CONTROLS, HALT, null);
    journal.post(PLANS, PLAN, null);
    Map<String, List<String>> before = journal.dump();

    journal.write(waiting().toArray(Event[]::new));

    Map<String, List<String>> after = journal.dump();
    assertThat(after.get("controls")).isEqualTo(before.get("controls"));
    assertThat(after.get("plans")).isEqualTo(before.get("plans"));
  }

  @Test
  void theSameKeyAndBodyIsAnsweredTheSameAndDoneOnce() {
    Answer first = journal.post(CONTROLS, HALT, "k-1");

    Answer again = journal.post(CONTROLS, HALT, "k-1");

    assertThat(again).isEqualTo(first);
    assertThat(count("controls")).isEqualTo(1);
    assertThat(count("outbox")).isEqualTo(1);
  }

  @Test
  void theSameKeyForAnotherRequestIsAConflict() {
    journal.post(CONTROLS, HALT, "k-1");

    Answer other = journal.post(CONTROLS, "{\"action\":\"resume\"}", "k-1");

    assertProblem(
        other, 409, "Idempotency-Key 'k-1' was used for another request; take a new one.");
    assertThat(count("controls")).isEqualTo(1);
    assertThat(journal.post(PLANS, HALT, "k-1").status()).as("another path").isNotEqualTo(202);
  }

  @Test
  void withoutAKeyEachCommandIsOneOfItsOwn() {
    journal.post(CONTROLS, HALT, null);
    journal.post(CONTROLS, HALT, null);

    assertThat(count("controls")).isEqualTo(2);
  }

  @Test
  void aRefusedRequestLeavesItsKeyFree() {
    Answer refused = journal.post(CONTROLS, "{\"action\":\"stop\"}", "k-2");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(journal.post(CONTROLS, HALT, "k-2").status()).isEqualTo(202);
  }

  @Test
  void manyAtOnceUnderOneKeyAreOneCommand() throws Exception {
    List<Answer> answers = atOnce(() -> journal.post(CONTROLS, HALT, "k-3"));

    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(answers.getFirst().status()).isEqualTo(202);
    assertThat(count("controls")).isEqualTo(1);
    assertThat(count("outbox")).isEqualTo(1);
  }

  @Test
  void theOutboxHasTheOrderInWhichCommandsWereIssued() throws Exception {
    atOnce(() -> journal.post(CONTROLS, HALT, null));

    List<Long> issued =
        waiting().stream().map(event -> ((Control) event).issuedAt().micros()).toList();

    assertThat(issued).hasSize(8).isSorted();
  }

  private static List<Answer> atOnce(Callable<Answer> request) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Answer>> sent =
          threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> request).toList());
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : sent) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          controls | halt                                  | 400 | The body is no JSON: line 1, column
          controls | ``                                    | 400 | The body must be a JSON object.
          controls | []                                    | 400 | The body must be a JSON object.
          controls | {"action":"halt"} {}                  | 400 | The body is no JSON
          controls | {"action":"halt","action":"resume"}   | 400 | The body is no JSON
          controls | {}                                    | 422 | Field 'action' is missing.
          controls | {"action":"HALT"}                     | 422 | Field 'action' is 'HALT', allowed is: halt, resume, flatten.
          controls | {"action":1}                          | 422 | Field 'action' must be a text of 1 to 100 characters on one line.
          controls | {"action":"halt","acount":"main"}     | 422 | There is no field 'acount' here, there are: account, action, who, why.
          controls | {"action":"halt","account":"mian"}    | 422 | There is no account 'mian'; the line trades 'main'.
          controls | {"action":"halt","account":" "}       | 422 | Field 'account' must be a text of 1 to 100 characters on one line.
          controls | {"action":"halt","why":"a\\nb"}       | 422 | Field 'why' must be a text of 1 to 500 characters on one line.
          plans    | {"plan_id":"p"}                       | 422 | Field 'conditions' must be an object with a plan_type. Field 'symbol' is missing.
          plans    | {"plan_id":"p/1","symbol":"BTCUSDT"}  | 422 | Field 'conditions' must be an object with a plan_type. Field 'plan_id' is 'p/1'; it must be 1 to 64 letters, digits, '-' or '_'.
          plans    | {"symbol":"BTCUSDT","status":"armed"} | 422 | Field 'conditions' must be an object with a plan_type. Field 'status' is 'armed'; a new plan is 'pending', or the field is left out.
          replays  | {"id":"signals-0@1/UNREADABLE"}       | 404 | There is nothing called 'signals-0@1/UNREADABLE' in quarantine.
          replays  | {"what":"x"}                          | 422 | There is no field 'what' here, there are: id, who.
          """)
  void whatCannotBeTakenIsRefusedInOneSentence(
      String path, String body, int status, String detail) {
    Answer answer = journal.post("/api/v1/" + path, body, null);

    assertThat(answer.detail()).startsWith(detail);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(count("outbox")).isZero();
  }

  private static void assertProblem(Answer answer, int status, String detail) {
    assertThat(answer.detail()).isEqualTo(detail);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @Test
  void aBodyTooLargeIsRefused() {
    String why = "x".repeat(65_536);

    assertProblem(
        journal.post(CONTROLS, "{\"why\":\"" + why + "\"}", null),
        413,
        "The body has more than 65536 bytes, which is the most taken.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256})
  void aKeyHasAtMost255Characters(int length) {
    int status = journal.post(CONTROLS, HALT, "k".repeat(length)).status();

    assertThat(status).isEqualTo(length > 255 ? 400 : 202);
  }

  @Test
  void aKeyOfSeveralWordsIsRefused() {
    assertThat(journal.post(CONTROLS, HALT, "two words").status()).isEqualTo(400);
    assertThat(count("controls")).isZero();
  }

  @Test
  void anAccountTheBooksKnowIsTaken() {
    Line second = new Line("second", "burst", "BTCUSDT");
    journal.write(second.equity(1, "1000", Line.at(1, 1)));

    Answer answer = journal.post(CONTROLS, "{\"action\":\"flatten\",\"account\":\"second\"}", null);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("account").asString()).isEqualTo("second");
    assertThat(answer.json().path("action").asString()).isEqualTo("FLATTEN");
  }

  @Test
  void nothingIsHalfDoneIfTheOutboxCannotBeWritten() {
    journal.jdbc().execute("ALTER TABLE outbox RENAME TO outbox_away");
    try {
      assertThat(journal.post(CONTROLS, HALT, "k-4").status()).isEqualTo(503);
      assertThat(journal.post(PLANS, PLAN, "k-5").status()).isEqualTo(503);
    } finally {
      journal.jdbc().execute("ALTER TABLE outbox_away RENAME TO outbox");
    }
    assertThat(count("controls") + count("plans") + count("idempotency_keys")).isZero();

    assertThat(journal.post(CONTROLS, HALT, "k-4").status()).isEqualTo(202);
  }

  @Test
  void commandsAreListedNarrowedAndPaged() {
    journal.post(CONTROLS, HALT, null);
    journal.post(CONTROLS, "{\"action\":\"resume\"}", null);
    journal.post(CONTROLS, "{\"action\":\"flatten\"}", null);

    JsonNode page = journal.get(CONTROLS + "?limit=2").json();
    String cursor = page.path("nextCursor").asString();

    assertThat(items(page, "action")).containsExactly("HALT", "RESUME");
    assertThat(items(journal.get(CONTROLS + "?limit=2&cursor=" + cursor).json(), "action"))
        .containsExactly("FLATTEN");
    assertThat(items(journal.get(CONTROLS + "?action=RESUME").json(), "who")).containsExactly("");
    assertThat(journal.get(CONTROLS + "/C-none").status()).isEqualTo(404);
  }

  @Test
  void aPlanIsCreatedShownListedAndCancelled() {
    Answer created = journal.post(PLANS, PLAN, null);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.location()).isEqualTo(PLANS + "/micro_scalp_001");
    PlanState first = (PlanState) waiting().getFirst();
    assertThat(first)
        .isEqualTo(
            new PlanState(
                "micro_scalp_001",
                1,
                new AccountId("main"),
                new StrategyId("plan"),
                new Symbol("XAUUSD"),
                PlanStatus.PENDING,
                "CREATED",
                "api",
                PLAN,
                PlanTerms.scalp(
                    Side.BUY,
                    Price.of("2000.0"),
                    Price.of("1999.5"),
                    Price.of("2001.5"),
                    Quantity.of("0.01"),
                    first.changedAt().plus(Duration.ofMinutes(30))),
                Map.of(),
                null,
                first.changedAt(),
                null));
    assertThat(journal.get(created.location()).json()).isEqualTo(created.json());
    assertThat(items(journal.get(PLANS + "?status=pending&symbol=XAUUSD").json(), "id"))
        .containsExactly("micro_scalp_001");

    Answer asked = journal.delete(created.location());

    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.json().path("state").asString()).isEqualTo("PENDING");
    PlanState request = (PlanState) waiting().getLast();
    assertThat(request)
        .isEqualTo(first.requesting(PlanState.Request.CANCEL, "api", request.changedAt()));
  }

  /** The strategies' stage has the last word, and its word is waited for. */
  @Test
  void aPlanIsCancelledWhenItsStageSaysSo() throws Exception {
    journal.post(PLANS, PLAN, null);
    PlanState created = (PlanState) waiting().getFirst();
    Thread stage =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (count("outbox") < 2) {
                    Thread.onSpinWait();
                  }
                  journal.write(
                      created.to(
                          PlanStatus.CANCELLED,
                          "USER",
                          Map.of("by", "cli"),
                          created.changedAt(),
                          null));
                });

    Answer cancelled = journal.delete(PLANS + "/micro_scalp_001");
    stage.join();

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().path("state").asString()).isEqualTo("CANCELLED");
    assertThat(journal.delete(PLANS + "/micro_scalp_001").status()).isEqualTo(200);
    assertThat(count("outbox")).isEqualTo(2);
    assertThat(journal.get(PLANS + "?status=pending").json().path("items").isEmpty()).isTrue();
    assertThat(journal.get(PLANS + "/micro_scalp_001/history").json().findValuesAsString("state"))
        .containsExactly("PENDING", "CANCELLED");
    assertThat(
            journal
                .get(PLANS + "/micro_scalp_001/history")
                .json()
                .valueStream()
                .map(step -> step.path("by").asString()))
        .containsExactly("api", "cli");
  }

  @Test
  void whoCreatedAPlanIsWhatTheGatewaySaysNotWhatThePlanSays() {
    String plan = PLAN.replace("\"direction\"", "\"created_by\":\"ada\",\"direction\"");

    Answer created = journal.postAs("assistant helper/1.4", PLANS, plan);

    assertThat(created.json().path("createdBy").asString()).isEqualTo("assistant helper/1.4");
    assertThat(((PlanState) waiting().getFirst()).createdBy()).isEqualTo("assistant helper/1.4");
    assertThat(items(journal.get(PLANS).json(), "createdBy"))
        .containsExactly("assistant helper/1.4");
    assertThat(journal.postAs("cli", PLANS, plan).json().path("createdBy").asString())
        .isEqualTo("assistant helper/1.4");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void aClientWithoutAShortNameIsRefused(int length) {
    assertProblem(
        journal.postAs("x".repeat(length), PLANS, PLAN),
        400,
        "Header 'X-Tapeline-Client' must be 1 to 100 printable ASCII characters.");
    assertThat(count("plans")).isZero();
  }

  @Test
  void everythingWrongWithAPlanIsToldAtOnce() {
    Answer refused =
        journal.post(
            PLANS + "/micro-scalp",
            """
            {"plan_id":"a b","symbol":"XAUUSDc","direction":"BUY","entry_price":2000.0,
             "stop_loss":2000.4,"take_profit":2009,"volume":0.015,"status":"armed","typo":1,
             "conditions":{"plan_type":"micro_scalp","timeframe":"M5","min_score":4}}
            """,
            null);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("violations").valueStream().map(JsonNode::asString))
        .hasSize(9)
        .anyMatch(text -> text.contains("'plan_id'"))
        .anyMatch(text -> text.contains("'status'"))
        .anyMatch(text -> text.contains("'typo'"))
        .anyMatch(text -> text.contains("timeframe"))
        .anyMatch(text -> text.contains("min_score"))
        .anyMatch(text -> text.startsWith("SL_WRONG_SIDE"))
        .anyMatch(text -> text.startsWith("SL_OUT_OF_RANGE"))
        .anyMatch(text -> text.startsWith("TP_OUT_OF_RANGE"))
        .anyMatch(text -> text.startsWith("VOLUME_OFF_LOT"));
    assertThat(count("outbox")).isZero();
  }

  @Test
  void noMorePlansLiveThanAreAllowed() {
    assertThat(journal.post(PLANS, PLAN, null).status()).isEqualTo(201);
    assertThat(journal.post(PLANS, PLAN.replace("_001", "_002"), null).status()).isEqualTo(201);

    assertProblem(
        journal.post(PLANS, PLAN.replace("_001", "_003"), null),
        409,
        "MAX_PLANS: 2 plans live on XAUUSD, at most 2 may");
  }

  @Test
  void aBracketHasTargetsWithShares() {
    Answer taken =
        journal.post(
            PLANS,
            """
            {"plan_id":"b1","symbol":"BTCUSDT","direction":"SELL","entry_price":68000,
             "stop_loss":68100,"volume":0.01,
             "targets":[{"price":67900,"share":0.5},{"price":67800,"share":0.5}],
             "conditions":{"plan_type":"bracket","entry":"stop","break_even_after_first":true,
                           "trail_fraction":0.001,"time_stop_s":600,"group":"range"}}
            """,
            null);

    assertThat(taken.status()).isEqualTo(201);
    PlanTerms terms = ((PlanState) waiting().getFirst()).terms();
    assertThat(terms.type()).isEqualTo(PlanType.BRACKET);
    assertThat(terms.entryKind()).isEqualTo(PlanTerms.EntryKind.STOP);
    assertThat(terms.targets())
        .extracting(target -> target.price() + " x " + target.share())
        .containsExactly("67900 x 0.5", "67800 x 0.5");
    assertThat(terms.timeStop()).isEqualTo(Duration.ofMinutes(10));
    assertThat(terms.group()).isEqualTo("range");
    assertThat(
            journal
                .post(PLANS + "/micro-scalp", PLAN.replace("micro_scalp\"", "bracket\""), null)
                .status())
        .isEqualTo(422);
  }

  private static final String LADDER =
      """
      {"plan_id":"dip","symbol":"BTCUSDT","direction":"BUY","stop_loss":67800,"volume":0.1,
       "entries":[{"price":67950,"share":0.5},{"price":67900,"share":0.3},{"price":67850,"share":0.2}],
       "take_profit":68200,"conditions":{"plan_type":"bracket","entry":"ladder"}}
      """;

  @Test
  void aLadderHasEntriesWithShares() {
    assertThat(journal.post(PLANS, LADDER, null).status()).isEqualTo(201);
    PlanTerms terms = ((PlanState) waiting().getFirst()).terms();
    assertThat(terms.entryKind()).isEqualTo(PlanTerms.EntryKind.LADDER);
    assertThat(terms.entry()).isEqualTo(Price.of("67950"));
    assertThat(terms.ladder())
        .extracting(rung -> rung.quantity() + " at " + rung.price())
        .containsExactly("0.05 at 67950", "0.03 at 67900", "0.02 at 67850");
  }

  @Test
  void everythingWrongWithALaddersEntriesIsToldAtOnce() {
    Answer refused =
        journal.post(
            PLANS,
            """
            {"plan_id":"dip","symbol":"BTCUSDT","direction":"BUY","stop_loss":67900,"volume":0.1,
             "entry_price":68000,"take_profit":68200,
             "entries":[{"price":67950.001,"share":0.5},{"price":67850,"share":0.00001}],
             "conditions":{"plan_type":"bracket","entry":"ladder"}}
            """,
            null);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("violations").valueStream().map(JsonNode::asString))
        .anyMatch(text -> text.equals("A ladder has 'entries' in place of 'entry_price'."))
        .anyMatch(text -> text.startsWith("ENTRY_SHARES: the entries' shares sum to 0.50001"))
        .anyMatch(text -> text.startsWith("ENTRY_OFF_TICK: entries[0]"))
        .anyMatch(text -> text.startsWith("ENTRY_OFF_LOT: entries[1]"))
        .anyMatch(
            text -> text.startsWith("SL_WRONG_SIDE: stop_loss 67900 must be below entries[1]"));
    for (String entries : List.of("[]", "7", "[7]", "[{\"price\":1}]", "null")) {
      String plan = LADDER.replaceAll("\"entries\":\\[[^\\]]*]", "\"entries\":" + entries);
      assertThat(journal.post(PLANS, plan, null).status()).as(entries).isEqualTo(422);
    }
    assertThat(count("plans")).isZero();
  }

  @Test
  void whatRestsOfALadderCanBeCancelledUntilItsPositionIsLeft() {
    journal.post(PLANS, LADDER, null);
    PlanState created = (PlanState) waiting().getFirst();
    PlanState armed = created.to(PlanStatus.ARMED, "QUOTED", Map.of(), created.changedAt(), null);
    PlanState triggered =
        armed.to(PlanStatus.TRIGGERED, "TRIGGER", Map.of(), created.changedAt(), null);
    PlanState filled = triggered.to(PlanStatus.FILLED, "FILL", Map.of(), created.changedAt(), null);
    for (PlanState state : List.of(armed, triggered, filled)) {
      journal.write(state);
    }

    assertThat(journal.delete(PLANS + "/dip").status()).isEqualTo(202);
    PlanState request = (PlanState) waiting().getLast();
    assertThat(request.request()).isEqualTo(PlanState.Request.CANCEL);
    assertThat(request.status()).isEqualTo(PlanStatus.FILLED);

    journal.write(filled.to(PlanStatus.CLOSED, "TP", Map.of(), created.changedAt(), null));
    assertProblem(
        journal.delete(PLANS + "/dip"),
        409,
        "Plan 'dip' is CLOSED; only a PENDING or ARMED one can be cancelled.");
  }

  @Test
  void theSamePlanAgainIsTheOneThereIsAndAnotherOfItsNameAConflict() {
    journal.post(PLANS, PLAN, null);

    Answer again = journal.post(PLANS, PLAN.replaceAll("\\s+", ""), null);
    Answer other = journal.post(PLANS, PLAN.replace("2001.5", "2001.6"), null);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("version").asInt()).isEqualTo(1);
    assertProblem(
        other,
        409,
        "There is another plan 'micro_scalp_001' already; give this one another plan_id.");
    assertThat(count("outbox")).isEqualTo(1);
  }

  @Test
  void aPlanWithoutANameIsGivenOne() {
    String plan = PLAN.replace("\"plan_id\":\"micro_scalp_001\",", "");

    Answer one = journal.post(PLANS, plan, null);
    Answer two = journal.post(PLANS, plan, null);

    assertThat(one.json().path("id").asString())
        .startsWith("P-")
        .isNotEqualTo(two.json().path("id").asString());
  }

  @Test
  void aPlanThatHasTriggeredCannotBeCancelled() {
    journal.write(
        new PlanState(
            "p1",
            3,
            new AccountId("main"),
            new StrategyId("plan"),
            new Symbol("BTCUSDT"),
            PlanStatus.TRIGGERED,
            "TRIGGERED",
            "",
            "{}",
            PlanTerms.scalp(
                Side.BUY,
                Price.of("2"),
                Price.of("1"),
                Price.of("3"),
                Quantity.of("1"),
                new EventTime(9)),
            Map.of(),
            null,
            new EventTime(5),
            null));

    assertProblem(
        journal.delete(PLANS + "/p1"),
        409,
        "Plan 'p1' is TRIGGERED; only a PENDING or ARMED one can be cancelled.");
    assertProblem(journal.delete(PLANS + "/p2"), 404, "There is no plan 'p2'.");
    assertThat(journal.get(PLANS + "/p2").status()).isEqualTo(404);
  }

  @Test
  void openApiTellsOfRequests() {
    JsonNode paths = journal.get("/v3/api-docs").json().path("paths");

    assertThat(paths.at("/~1api~1v1~1controls/post/parameters/0/name").asString())
        .isEqualTo("Idempotency-Key");
    assertThat(paths.at("/~1api~1v1~1plans~1{id}").propertyNames()).contains("get", "delete");
    assertThat(paths.at("/~1api~1v1~1controls/get/parameters").isEmpty()).isFalse();
  }
}
