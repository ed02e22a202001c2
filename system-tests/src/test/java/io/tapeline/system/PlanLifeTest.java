package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Trade plans from the command line through the line and back, over a kill of everything. */
class PlanLifeTest {

  /** A simulated market's spreads widen at any moment: here that is no reason to wait. */
  private static final List<String> OPTIONS =
      Settings.join(
          List.of("--feed", "sim", "--speed", "10", "--strategy", "plan"),
          Settings.set(
              Map.of(
                  "tapeline.risk.spread-ratio", "1000000",
                  "tapeline.risk.spread-z", "1000000",
                  "tapeline.risk.asian-expansion", "0",
                  "tapeline.risk.quote-max-age-s", "60")));

  private static final String AT_ONCE =
      """
      {"plan_id":"at-once","symbol":"BTCUSDT","direction":"BUY","entry_price":60000,
       "stop_loss":45000,"take_profit":120000,"volume":0.001,
       "conditions":{"plan_type":"bracket","entry":"market","time_stop_s":5}}
      """;

  private static final String WAITS =
      """
      {"plan_id":"waits","symbol":"BTCUSDT","direction":"BUY","entry_price":30000,
       "stop_loss":29000,"take_profit":33000,"volume":0.001,
       "conditions":{"plan_type":"bracket","entry":"limit"}}
      """;

  private static final String TWO_MISTAKES =
      """
      {"plan_id":"waits","symbol":"BTCUSDT","direction":"BUY","entry_price":30000,
       "stop_loss":29000,"take_profit":33000,"volume":-1,
       "conditions":{"plan_type":"bracket","trail_fraction":2}}
      """;

  private static final String ASSISTANT = "assistant desk-helper/1.4.2";

  @RegisterExtension private static final Suites SUITES = new Suites();

  @TempDir private Path folder;

  private Command plan(String... words) throws IOException {
    return Command.run(
        Settings.join(
            List.of("plan"), List.of(words), List.of("--data", folder.resolve("data").toString())));
  }

  private void created(String body) throws IOException {
    Command command =
        plan("create", Files.writeString(folder.resolve("plan.json"), body).toString());
    assertThat(command.exitStatus()).as(command.describe()).isZero();
  }

  private static List<String> history(Suite suite, String id) {
    return Suite.json(suite.get("/api/v1/plans/" + id + "/history"))
        .valueStream()
        .map(step -> step.get("state").asString())
        .toList();
  }

  private static JsonNode shown(Suite suite, String id) {
    return Suite.json(suite.get("/api/v1/plans/" + id));
  }

  @Test
  void aPlanIsCarriedOutOnceAndAnotherOutlivesAKillUntilItIsCancelled() throws IOException {
    Suite suite = SUITES.start(folder.resolve("data"), OPTIONS);
    suite.awaitReady();
    created(AT_ONCE);
    created(WAITS);

    suite.await("plans?status=closed", page -> page.size() == 1);
    suite.await("plans?status=armed", page -> page.size() == 1);
    JsonNode closed = shown(suite, "at-once");
    assertThat(history(suite, "at-once"))
        .containsExactly("PENDING", "ARMED", "TRIGGERED", "FILLED", "CLOSED");
    JsonNode trade = suite.await("trades?strategy=plan", page -> page.size() == 1).get(0);
    assertThat(trade.get("exitReason").asString()).isEqualTo("TIME");
    assertThat(closed.at("/details/close_reason").asString()).isEqualTo("TIME");
    assertThat(closed.at("/details/net_pnl").asString()).isEqualTo(trade.get("net").asString());

    suite.kill9();
    Suite again = SUITES.start(folder.resolve("data"), OPTIONS);
    again.awaitReady();
    again.awaitResumed();

    assertThat(shown(again, "at-once")).isEqualTo(closed);
    assertThat(history(again, "waits")).containsExactly("PENDING", "ARMED");
    Command cancelled = plan("cancel", "waits", "--json");
    assertThat(cancelled.exitStatus()).as(cancelled.describe()).isZero();
    assertThat(cancelled.json().get("state").asString()).isEqualTo("CANCELLED");
    created(AT_ONCE);
    assertThat(again.rows("trades").size()).isEqualTo(1);
    assertThat(history(again, "at-once")).hasSize(5);

    Command late = plan("cancel", "at-once");
    assertThat(late.exitStatus()).isEqualTo(1);
    assertThat(late.stderrLines())
        .singleElement()
        .asString()
        .contains("Plan 'at-once' is CLOSED; only a PENDING or ARMED one can be cancelled.");
    anAssistantDraftsPlansAndGetsPastNothing(again);
  }

  /** In the suite that runs already: starting one takes longer than all of this. */
  private void anAssistantDraftsPlansAndGetsPastNothing(Suite suite) throws IOException {
    try (Assistant stranger = Assistant.of(suite, "no-token");
        Assistant assistant = Assistant.of(suite, suite.token())) {
      assertThatThrownBy(stranger::connect).hasStackTraceContaining("401");
      assistant.connect();

      JsonNode drafted = assistant.done("create_plan", argument(WAITS, "drafted"));
      assertThat(drafted.get("createdBy").asString()).isEqualTo(ASSISTANT);
      JsonNode listed = assistant.done("list_plans", "{\"status\":\"pending,armed\"}").get("items");
      assertThat(listed.valueStream().map(plan -> plan.get("id").asString()))
          .containsExactly("drafted");
      assertThat(assistant.refused("create_plan", argument(TWO_MISTAKES, "wrong")))
          .startsWith("Refused (422): 2 mistakes:")
          .contains("- Field 'volume' must be a number above zero.")
          .contains("- Field 'conditions.trail_fraction' must be a number from 0 to 0.5.");

      created(WAITS.replace("waits", "second"));
      assertThat(assistant.refused("create_plan", argument(WAITS, "third")))
          .startsWith("Refused (409): MAX_PLANS: 2 plans live on BTCUSDT");
      assertThat(assistant.refused("cancel_plan", "{\"plan_id\":\"at-once\"}"))
          .startsWith("Refused (409): Plan 'at-once' is CLOSED");

      assertThat(assistant.done("cancel_plan", "{\"plan_id\":\"drafted\"}").get("state").asString())
          .isEqualTo("CANCELLED");
      JsonNode shown = assistant.done("show_plan", "{\"plan_id\":\"drafted\"}");
      assertThat(shown.get("history").get(0).get("by").asString()).isEqualTo(ASSISTANT);
      assertThat(shown.get("plan").at("/details/by").asString()).isEqualTo(ASSISTANT);
      assertThat(plan("list").stdoutLines())
          .extracting(line -> line.split(" ", 2)[0] + line.substring(line.indexOf("  main  ")))
          .containsExactly(
              "at-once  main  cli",
              "waits  main  cli",
              "drafted  main  " + ASSISTANT,
              "second  main  cli");
      JsonNode decisions =
          suite.await(
              "decisions?outcome=PLAN&order=desc&limit=1",
              page -> page.size() == 1 && page.toString().contains("drafted"));
      assertThat(decisions.get(0).at("/values/createdBy").asString()).isEqualTo(ASSISTANT);
    }
  }

  private static String argument(String plan, String id) {
    return "{\"plan\":" + plan.replace("waits", id) + "}";
  }
}
