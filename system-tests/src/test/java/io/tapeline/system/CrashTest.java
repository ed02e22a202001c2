package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What kill -9 of everything leaves behind, and what the same command makes of it. */
class CrashTest {

  private static final List<String> ONCE = List.of("--once", "--json");

  /** Events played between one kill and the next. */
  private static final long PART = 3_000;

  @RegisterExtension private static final Suites SUITES = new Suites();

  @TempDir private static Path folder;

  private static List<String> tape = List.of();
  private static long rows;

  @BeforeAll
  static void writeTape() throws IOException {
    SimulatedTape simulated = SimulatedTape.write(folder, 2, Duration.ofMinutes(20));
    rows = simulated.rows();
    tape = Settings.tape(simulated.files(), Settings.LIVELY);
  }

  /**
   * The killed runs are slowed down, so that they are in the middle on any machine; the pace is no
   * part of what a tape gives.
   */
  @Test
  void killedInTheMiddleAndStartedAgainTheJournalIsCompleteWithoutDoubles() throws IOException {
    Path data = folder.resolve("lockstep");
    Path out = folder.resolve("out");
    List<String> command =
        Settings.join(List.of("--feed", "tape", "--lockstep", "--out", out.toString()), ONCE, tape);
    List<String> slowed = Settings.join(command, List.of("--speed", "20"));

    Suite first = SUITES.start(data, slowed);
    first.awaitProgress(PART);
    first.kill9();
    assertThat(out).isEmptyDirectory();

    Suite second = SUITES.start(data, slowed);
    long resumed = second.awaitResumed();
    assertThat(resumed).isBetween(PART, rows);
    second.awaitProgress(resumed + PART);
    second.kill9();
    assertThat(out).isEmptyDirectory();

    Suite third = SUITES.start(data, Settings.join(command, List.of("--speed", "max")));
    assertThat(third.exitStatus()).as(third.describe()).isZero();
    assertThat(third.awaitResumed()).isBetween(resumed + PART, rows);
    Outcome outcome = Outcome.of(third.json(), out);
    assertThat(outcome).isEqualTo(Outcome.ofBacktest(tape, folder.resolve("backtest")));
    assertThat(outcome.count("trades")).isGreaterThanOrEqualTo(3);
    assertThat(ids(outcome.trades())).doesNotHaveDuplicates();
    assertThat(ids(outcome.decisions())).doesNotHaveDuplicates();
  }

  private static List<String> ids(String csv) {
    return csv.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
  }

  @Test
  void withoutLockstepEveryEventIsCountedAndEveryOrderHasItsChain() throws IOException {
    Path data = folder.resolve("max");
    List<String> command = Settings.join(List.of("--feed", "tape", "--speed", "max"), tape);

    Suite killed = SUITES.start(data, Settings.join(command, ONCE));
    killed.awaitRows("fills", 1);
    killed.kill9();

    Suite finished = SUITES.start(data, Settings.join(command, ONCE));
    assertThat(finished.exitStatus()).as(finished.describe()).isZero();
    assertThat(finished.awaitResumed()).isBetween(1L, rows);
    JsonNode summary = finished.json();
    assertThat(summary.get("events").asLong()).isEqualTo(rows);
    assertThat(summary.get("openPositions").asLong()).isZero();
    assertThat(summary.get("trades").asLong()).isPositive();

    Suite books = SUITES.start(data, command);
    books.awaitReady();
    assertThat(books.rows("fills").size()).isEqualTo(summary.get("fills").asInt());
    assertThat(books.rows("trades").size()).isEqualTo(summary.get("trades").asInt());
    assertBooksBalance(books);
    books.rows("orders").forEach(order -> assertChain(books, order));
    assertThat(books.stop().exitStatus()).isIn(0, 143);
  }

  /**
   * Bought is sold, per position; every fill belongs to an order, which holds what its fills do.
   */
  private static void assertBooksBalance(Suite books) {
    Map<String, JsonNode> orders = byId(books.rows("orders"));
    Map<String, JsonNode> positions = byId(books.rows("positions"));
    Map<String, BigDecimal> filled = new HashMap<>();
    Map<String, BigDecimal> held = new HashMap<>();
    for (JsonNode fill : byId(books.rows("fills")).values()) {
      String order = fill.get("orderId").asString();
      assertThat(orders).as("order of " + fill).containsKey(order);
      BigDecimal quantity = decimal(fill, "quantity");
      filled.merge(order, quantity, BigDecimal::add);
      BigDecimal signed = fill.get("side").asString().equals("BUY") ? quantity : quantity.negate();
      held.merge(fill.get("entryOrderId").asString(), signed, BigDecimal::add);
    }
    orders.forEach(
        (id, order) ->
            assertThat(decimal(order, "filled"))
                .as(id)
                .isEqualByComparingTo(filled.getOrDefault(id, BigDecimal.ZERO)));
    assertThat(held.keySet()).isEqualTo(positions.keySet());
    held.forEach((id, quantity) -> assertThat(quantity).as(id).isZero());
    positions.forEach(
        (id, position) -> {
          assertThat(position.get("state").asString()).as(id).isEqualTo("CLOSED");
          assertThat(decimal(position, "quantity")).as(id).isZero();
        });
  }

  private static Map<String, JsonNode> byId(JsonNode rows) {
    Map<String, JsonNode> byId = new HashMap<>();
    rows.forEach(
        row ->
            assertThat(byId.put(row.get("id").asString(), row))
                .as("twice: " + row.get("id"))
                .isNull());
    return byId;
  }

  private static BigDecimal decimal(JsonNode row, String field) {
    return new BigDecimal(row.get(field).asString());
  }

  private static void assertChain(Suite books, JsonNode order) {
    String id = order.get("id").asString();
    Chain.of(books, id).assertComplete();
  }
}
