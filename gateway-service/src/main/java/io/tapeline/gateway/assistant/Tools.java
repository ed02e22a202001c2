package io.tapeline.gateway.assistant;

import static io.tapeline.gateway.ServiceCalls.JOURNAL;
import static io.tapeline.gateway.ServiceCalls.SIGNAL;

import io.tapeline.gateway.assistant.Parameter.Count;
import io.tapeline.gateway.assistant.Parameter.Document;
import io.tapeline.gateway.assistant.Parameter.Text;
import io.tapeline.gateway.assistant.Tool.Effect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The tools there are. Each is a request of the same REST that people use. */
final class Tools {

  /** Numbers keep all their digits: prices are among them. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final String PLANS = "/api/v1/plans";
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 200;

  private static final Text SYMBOL =
      new Text("symbol", false, "Instrument, as BTCUSDT; several separated by commas.");
  private static final Text STATUS =
      new Text(
          "status",
          false,
          "Where the plan stands: pending, armed, triggered, filled, closed, cancelled, expired or"
              + " rejected; several separated by commas.");
  private static final Text PLAN_ID = new Text("plan_id", true, "Id of the plan.");
  private static final Count LIMIT =
      new Count("limit", MAX_PAGE, "Rows of a page, newest first; %d if left out.".formatted(PAGE));
  private static final Text CURSOR =
      new Text("cursor", false, "The nextCursor of the page before, for the page after it.");

  private Tools() {}

  /** All tools, in the order they are shown. */
  static List<Tool> all() {
    return List.of(
        createPlan(),
        listPlans(),
        showPlan(),
        cancelPlan(),
        analyseSymbol(),
        whyNot(),
        positions(),
        stats(),
        why());
  }

  private static Tool createPlan() {
    return new Tool(
        "create_plan",
        "Create a trade plan",
        """
        Creates a trade plan: a trade that waits for its price or its setup, with stop and targets. \
        Nothing is bought or sold now. When the plan triggers, its signal goes through the risk desk \
        like any other, which may refuse it; nothing here can change that. If the plan is refused, \
        everything that is wrong with it is told at once. Give it a plan_id: the same plan under the \
        same plan_id is created once; without one, the same plan again in this session is. Answers \
        with the plan's row.""",
        Effect.CREATES,
        List.of(new Document("plan", planSchema())),
        (arguments, rest) -> {
          Object plan = arguments.required("plan");
          String body = plan instanceof String text ? text : JSON.writeValueAsString(plan);
          boolean named = plan instanceof Map<?, ?> fields && fields.containsKey("plan_id");
          return List.of(
              (named ? rest.post(JOURNAL, PLANS, body) : rest.postOnce(JOURNAL, PLANS, body))
                  .body());
        });
  }

  private static Tool listPlans() {
    return new Tool(
        "list_plans",
        "List trade plans",
        """
        Trade plans in their latest state, newest first: id, symbol, state, reason, who created it \
        (createdBy), the plan as written (body), and what came of it (details).""",
        Effect.READS,
        List.of(STATUS, SYMBOL, LIMIT, CURSOR),
        (arguments, rest) ->
            List.of(
                rest.get(JOURNAL, PLANS, page(arguments.texts("status", "symbol"), arguments))
                    .body()));
  }

  private static Tool showPlan() {
    return new Tool(
        "show_plan",
        "Show a trade plan",
        """
        One trade plan in its latest state, and every state it was in, oldest first, with reason, \
        time and who brought it.""",
        Effect.READS,
        List.of(PLAN_ID),
        (arguments, rest) -> {
          String path = PLANS + "/" + Rest.encoded(arguments.required("plan_id").toString());
          String plan = rest.get(JOURNAL, path, Map.of()).body();
          String history = rest.get(JOURNAL, path + "/history", Map.of()).body();
          return List.of("{\"plan\":%s,\"history\":%s}".formatted(plan, history));
        });
  }

  private static Tool cancelPlan() {
    return new Tool(
        "cancel_plan",
        "Cancel a trade plan",
        """
        Calls off a trade plan that is PENDING or ARMED, for good. A plan that has triggered cannot \
        be called off: its position is left by its own exits, or by a person. Answers with the \
        plan's row.""",
        Effect.ENDS,
        List.of(PLAN_ID),
        (arguments, rest) -> {
          Rest.Answer answer =
              rest.delete(
                  JOURNAL, PLANS + "/" + Rest.encoded(arguments.required("plan_id").toString()));
          return answer.isPending()
              ? List.of(
                  "The cancellation is asked for, but not confirmed yet: the plan may still trigger."
                      + " Look at its state again with show_plan.",
                  answer.body())
              : List.of(answer.body());
        });
  }

  private static Tool analyseSymbol() {
    return new Tool(
        "analyse_symbol",
        "Analyse an instrument",
        """
        The four layers of the micro-scalp on an instrument as the last check found them: volatility \
        and spread, location, candle signals, confluence score, each with its numbers. It is a \
        measurement, no advice, and creates nothing.""",
        Effect.READS,
        List.of(new Text("symbol", true, "Instrument, as BTCUSDT.")),
        (arguments, rest) ->
            List.of(
                rest.get(
                        SIGNAL,
                        "/api/v1/analysis/%s/micro-scalp"
                            .formatted(Rest.encoded(arguments.required("symbol").toString())),
                        Map.of())
                    .body()));
  }

  private static Tool whyNot() {
    return new Tool(
        "why_not",
        "Why there is no trade",
        """
        Why an instrument is not being traded now: of each strategy its conditions with value and \
        limit and what it said last, of each living plan what keeps it from triggering.""",
        Effect.READS,
        List.of(new Text("symbol", false, "Instrument, as BTCUSDT; all if left out.")),
        (arguments, rest) ->
            List.of(rest.get(SIGNAL, "/api/v1/why-not", arguments.texts("symbol")).body()));
  }

  private static Tool positions() {
    return new Tool(
        "positions",
        "List positions",
        """
        Positions in their latest state, newest first: size, entry price, stop, targets, result so \
        far.""",
        Effect.READS,
        List.of(
            new Text(
                "state",
                false,
                "OPEN, CLOSING or CLOSED; several separated by commas; all if left out."),
            SYMBOL,
            LIMIT,
            CURSOR),
        (arguments, rest) ->
            List.of(
                rest.get(
                        JOURNAL,
                        "/api/v1/positions",
                        page(arguments.texts("state", "symbol"), arguments))
                    .body()));
  }

  private static Tool stats() {
    return new Tool(
        "stats",
        "Statistics of the trades",
        """
        What the closed trades add up to: number, win rate, gross, fees, net, profit factor, \
        expectancy, drawdown, exits by reason, and entries not taken by reason.""",
        Effect.READS,
        List.of(
            new Text("account", false, "Name of the account; several separated by commas."),
            new Text("strategy", false, "Name of the strategy; several separated by commas."),
            SYMBOL,
            new Text("from", false, "First moment, as 2026-01-31T12:00:00Z."),
            new Text("to", false, "Moment after the last, as 2026-01-31T12:00:00Z.")),
        (arguments, rest) ->
            List.of(
                rest.get(
                        JOURNAL,
                        "/api/v1/stats",
                        arguments.texts("account", "strategy", "symbol", "from", "to"))
                    .body()));
  }

  private static Tool why() {
    return new Tool(
        "why",
        "Explain an order",
        """
        Explains an order or a signal from the fill back to the tick: each rule with its number and \
        limit, every outcome on the way, and the latency of each hop.""",
        Effect.READS,
        List.of(new Text("id", true, "Id of the order or of the signal.")),
        (arguments, rest) ->
            List.of(
                rest.get(
                        JOURNAL,
                        "/api/v1/why/" + Rest.encoded(arguments.required("id").toString()),
                        Map.of())
                    .body()));
  }

  /** A page of a list, newest first. */
  private static Map<String, String> page(Map<String, String> narrowed, Arguments arguments) {
    Map<String, String> query = new LinkedHashMap<>(narrowed);
    query.put("order", "desc");
    query.put("limit", Integer.toString(PAGE));
    query.putAll(arguments.texts("limit", "cursor"));
    return query;
  }

  /** The schema the journal publishes, as part of another one. */
  private static Map<String, Object> planSchema() {
    try (InputStream file = Tools.class.getResourceAsStream("/assistant/plan.json")) {
      if (file == null) {
        throw new IllegalStateException("assistant/plan.json is not on the class path");
      }
      Map<String, Object> schema =
          new LinkedHashMap<>(
              JSON.readValue(file, new TypeReference<LinkedHashMap<String, Object>>() {}));
      schema.remove("$schema");
      return schema;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
