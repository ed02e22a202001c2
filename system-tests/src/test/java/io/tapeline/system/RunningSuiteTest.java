package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One suite on a simulated market: asked through its door, contended with, stopped and started. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunningSuiteTest {

  private static final List<String> OPTIONS =
      Settings.join(
          List.of("--feed", "sim", "--speed", "50", "--set", "tapeline.sim.seed=2"),
          Settings.LIVELY);

  @RegisterExtension private static final Suites SUITES = new Suites();

  @TempDir private static Path folder;

  private static Path data = Path.of("");
  private static Suite suite;

  @BeforeAll
  static void start() throws IOException {
    data = folder.resolve("data");
    suite = SUITES.start(data, OPTIONS);
    suite.awaitReady();
  }

  @Test
  void everyServiceIsUp() {
    JsonNode health = Suite.json(suite.get("/api/v1/health"));

    assertThat(health.get("status").asString()).isEqualTo("UP");
    assertThat(health.get("services").propertyNames())
        .containsExactlyInAnyOrder("market-data", "signal", "risk", "execution", "journal");
    health.get("services").forEach(state -> assertThat(state.asString()).isEqualTo("UP"));
  }

  @Test
  void tokenIsShownOnceAndKeptForItsOwnerAlone() throws IOException {
    Path file = data.resolve("gateway-token");

    assertThat(suite.stderrLines())
        .filteredOn(line -> line.contains(suite.token()))
        .singleElement()
        .asString()
        .startsWith("tapeline: token (shown this once");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(data.resolve("logs/tapeline.log"))).doesNotContain(suite.token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "trades", "orders", "why/O-1", "export/trades", "no-such"})
  void withoutTokenNothingIsTold(String what) {
    HttpResponse<String> answer = suite.getWithoutToken("/api/v1/" + what);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.body()).contains("\"status\":401");
  }

  @Test
  void booksAnswerAndEveryOrderIsExplainedDownToTheTick() {
    // With a second trade in the books, all topics of the first have reached them.
    String entry = suite.awaitRows("trades", 2).get(0).get("id").asString();

    for (String book : List.of("signals", "decisions", "fills", "positions", "equity")) {
      HttpResponse<String> answer = suite.get("/api/v1/" + book + "?limit=5");
      assertThat(Suite.json(answer).get("items").size()).as(book).isPositive();
    }
    JsonNode why = Chain.of(suite, entry).assertComplete().why();
    assertThat(why.at("/trigger/seq").asLong()).isEqualTo(why.at("/signal/seq").asLong());
    assertThat(why.at("/trade/id").asString()).isEqualTo(entry);
    assertThat(why.get("fills").size()).isPositive();
    assertThat(why.at("/latency/tickToFill").asLong()).isPositive();
  }

  @Test
  void unknownOrderIsNotFound() {
    HttpResponse<String> answer = suite.get("/api/v1/why/O-1");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("O-1");
  }

  @Test
  void secondSuiteOnTheSameFolderIsRefusedAndTheFirstGoesOn() throws IOException {
    Command second = up("--port", "0", "--data", data.toString());

    assertRefused(second, "is in use by process " + suite.pid());
    assertThat(suite.get("/api/v1/health").statusCode()).isEqualTo(200);
  }

  @Test
  void secondSuiteOnTheSamePortIsRefusedAndTheFirstGoesOn() throws IOException {
    Path other = folder.resolve("other");
    Command second = up("--port", Integer.toString(suite.awaitReady()), "--data", other.toString());

    assertRefused(second, "port " + suite.awaitReady() + " is taken");
    assertThat(other).doesNotExist();
    assertThat(suite.get("/api/v1/health").statusCode()).isEqualTo(200);
  }

  private static Command up(String... options) throws IOException {
    return Command.run(Settings.join(List.of("up"), List.of(options)));
  }

  private static void assertRefused(Command command, String message) {
    assertThat(command.exitStatus()).as(command.describe()).isEqualTo(1);
    assertThat(command.stderrLines())
        .singleElement()
        .asString()
        .startsWith("tapeline: ")
        .contains(message);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void stopsInOrderWhenToldToAndCarriesOnWhenStartedAgain() throws IOException {
    long trades = suite.awaitRows("trades", 1).size();
    assertThat(suite.postgres()).isNotEmpty();

    int status = suite.stop().exitStatus(Duration.ofSeconds(20));

    assertThat(status).as(suite.describe()).isIn(0, 143);
    assertThat(suite.stderrLines()).last().asString().isEqualTo("tapeline: stopping");
    assertThat(suite.postgres()).isEmpty();

    Suite again = SUITES.start(data, OPTIONS);
    assertThat(again.awaitRows("trades", 1).size()).isGreaterThanOrEqualTo((int) trades);
    assertThat(again.awaitResumed()).isPositive();
    assertThat(again.stderrLines()).noneMatch(line -> line.contains(again.token()));
    assertThat(again.stop().exitStatus(Duration.ofSeconds(20))).isEqualTo(status);
    assertThat(again.postgres()).isEmpty();
  }
}
