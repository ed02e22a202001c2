package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that ask something of a running suite, with a stand-in for its gateway. */
class RequestCommandsTest {

  private static final String ROW =
      "{\"id\":\"C-1\",\"account\":\"main\",\"action\":\"HALT\",\"published\":%s}";
  private static final String PLAN =
      "{\"id\":\"p1\",\"symbol\":\"BTCUSDT\",\"state\":\"%s\",\"reason\":\"%s\",\"time\":\"t\","
          + "\"account\":\"main\",\"createdBy\":\"cli\",\"body\":\"{\\n}\\n\",\"published\":true}";

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
  void haltIsSentWithWhoAndWhyAndWaitedForUntilItIsOnTheLine() {
    gateway
        .on("POST /api/v1/controls", 202, ROW.formatted("false"))
        .on("GET /api/v1/controls/C-1", 200, ROW.formatted("false"))
        .on("GET /api/v1/controls/C-1", 200, ROW.formatted("true"));

    Run run = Run.of("halt", "--data", data, "--account", "main", "--why", "news \"at\" 14:00");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines()).containsExactly("halt main: no new entries");
    FakeGateway.Asked post = gateway.asked().getFirst();
    assertThat(post.body())
        .isEqualTo(
            "{\"action\":\"halt\",\"account\":\"main\",\"who\":\"%s\",\"why\":\"news \\\"at\\\" 14:00\"}"
                .formatted(System.getProperty("user.name")));
    assertThat(post.authorization()).isEqualTo("Bearer secret");
    assertThat(post.key()).matches("[0-9a-f-]{36}");
    assertThat(gateway.asked()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resume", "flatten"})
  void theOthersAreSentAlikeAndPrintTheirRow(String action) {
    gateway
        .on("POST /api/v1/controls", 202, ROW.formatted("false"))
        .on("GET /api/v1/controls/C-1", 200, ROW.formatted("true"));

    Run run = Run.of(action, "--data", data, "--json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines()).containsExactly(ROW.formatted("true"));
    assertThat(gateway.asked().getFirst().body()).contains("\"action\":\"" + action + "\"");
  }

  @Test
  void whatIsTakenButNotOnTheLineIsNotCalledDone() {
    gateway
        .on("POST /api/v1/controls", 202, ROW.formatted("false"))
        .on("GET /api/v1/controls/C-1", 200, ROW.formatted("false"));

    Run run = Run.of("halt", "--data", data);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors())
        .singleElement()
        .asString()
        .startsWith("tapeline: halt C-1 is taken, but not on the line yet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"halt", "resume", "flatten", "plan cancel p1", "quarantine replay a@1/B"})
  void withoutARunningSuiteThereIsOneLineAndStatusOne(String command) {
    gateway.close();
    String[] words = (command + " --data " + data).split(" ");

    Run run = Run.of((Object[]) words);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors())
        .containsExactly(
            "tapeline: no suite is running on this folder; start it with 'tapeline up'");
  }

  @Test
  void aProblemIsToldInItsOwnWords() {
    gateway.on("POST /api/v1/controls", 422, "{\"detail\":\"There is no account 'x'.\"}");

    Run run = Run.of("halt", "--data", data, "--account", "x");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).containsExactly("tapeline: There is no account 'x'.");
  }

  @Test
  void aSuiteThatIsNotWellStillTakesCommands() {
    gateway
        .on("GET /api/v1/health", 503, "{\"status\":\"DOWN\",\"services\":{\"risk\":\"DOWN\"}}")
        .on("GET /api/v1/stats", 200, "{\"trades\":0}")
        .on("POST /api/v1/controls", 202, ROW.formatted("true"))
        .on("GET /api/v1/controls/C-1", 200, ROW.formatted("true"));

    assertThat(Run.of("halt", "--data", data).status()).isZero();
    Run status = Run.of("status", "--data", data);
    assertThat(status.status()).isEqualTo(1);
    assertThat(status.out()).contains("risk         DOWN");
  }

  @Test
  void aPlanIsCreatedFromItsFileAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("plan.json"), "{\n}\n");
    gateway
        .on("POST /api/v1/plans", 201, PLAN.formatted("PENDING", "CREATED"))
        .on("GET /api/v1/plans/p1", 200, PLAN.formatted("PENDING", "CREATED"));

    Run run = Run.of("plan", "create", file, "--data", data);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(gateway.asked().getFirst().body()).isEqualTo("{\n}\n");
    assertThat(gateway.asked()).extracting(FakeGateway.Asked::client).containsOnly("cli");
    assertThat(run.lines())
        .singleElement()
        .asString()
        .startsWith("p1 ")
        .endsWith("t  main  cli")
        .contains("BTCUSDT", "PENDING", "CREATED");
  }

  @Test
  void aPlanFileThatIsNotThereIsNamed() {
    Run run = Run.of("plan", "create", folder.resolve("none.json"), "--data", data);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().endsWith("none.json: no such file");
    assertThat(gateway.asked()).isEmpty();
  }

  @Test
  void plansAreListedPageByPageShownAndCancelled() {
    gateway
        .on(
            "GET /api/v1/plans?limit=1000",
            200,
            "{\"items\":[" + PLAN.formatted("PENDING", "CREATED") + "],\"nextCursor\":\"c1\"}")
        .on(
            "GET /api/v1/plans?limit=1000&cursor=c1",
            200,
            "{\"items\":[" + PLAN.formatted("ARMED", "EDGE") + "],\"nextCursor\":null}")
        .on("GET /api/v1/plans/p1", 200, PLAN.formatted("CANCELLED", "USER"))
        .on("DELETE /api/v1/plans/p1", 200, PLAN.formatted("CANCELLED", "USER"));

    assertThat(Run.of("plan", "list", "--data", data).lines()).hasSize(2);
    assertThat(Run.of("plan", "list", "--data", data, "--json").out())
        .startsWith("[{\"id\":\"p1\"")
        .contains("\"ARMED\"");
    assertThat(Run.of("plan", "show", "p1", "--data", data).lines()).endsWith("{", "}");
    Run cancel = Run.of("plan", "cancel", "p1", "--data", data);
    assertThat(cancel.status()).as(cancel.err()).isZero();
    assertThat(cancel.out()).contains("CANCELLED", "USER");
  }

  private static String quarantined(boolean record, String original) {
    return """
        {"id":"s@7/BAD","source":"s","seq":7,"time":"t","reason":"BAD","detail":"two\\nlines",
         "record":%s,"original":"%s","key":%s,"headers":%s,"replayedAt":null,"replayedBy":null}"""
        .formatted(
            record,
            original,
            record ? "\"main\"" : "null",
            record
                ? "[{\"name\":\"seq\",\"value\":\"AAAAAAAAAAc=\"},{\"name\":\"stage\",\"value\":\"cmlzaw==\"}]"
                : "null");
  }

  private Run show(String row) {
    gateway.on("GET /api/v1/quarantine/s@7/BAD", 200, row);
    return Run.of("quarantine", "show", "s@7/BAD", "--data", data);
  }

  @Test
  void aLineOfATapeIsShownAsItIs() {
    Run run = show(quarantined(false, "1,BTCUSDT,-1,€"));

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "id        s@7/BAD",
            "source    s line 7",
            "reason    BAD: two lines",
            "time      t",
            "original  16 bytes",
            "1,BTCUSDT,-1,€");
  }

  @Test
  void aRecordThatIsTextIsShownDecoded() {
    String text = "{\"a\": 1}\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    Run run = show(quarantined(true, Base64.getEncoder().encodeToString(bytes)));

    assertThat(run.lines())
        .containsExactly(
            "id        s@7/BAD",
            "source    s offset 7",
            "reason    BAD: two lines",
            "time      t",
            "key       main",
            "header    seq = 0x0000000000000007",
            "header    stage = risk",
            "original  9 bytes",
            "{\"a\": 1}");
  }

  @Test
  void aRecordThatIsNoTextIsDumped() {
    byte[] bytes = new byte[18];
    bytes[0] = (byte) 0xff;
    bytes[1] = 'A';
    bytes[17] = 0x1b;

    Run run = show(quarantined(true, Base64.getEncoder().encodeToString(bytes)));

    assertThat(run.lines())
        .endsWith(
            "original  18 bytes",
            "00000000  ff 41 00 00 00 00 00 00 00 00 00 00 00 00 00 00  .A..............",
            "00000010  00 1b                                            ..");
  }

  @Test
  void quarantineIsListedWithPlaceReasonAndTime() {
    String row = quarantined(false, "x");
    gateway.on(
        "GET /api/v1/quarantine?limit=1000", 200, "{\"items\":[" + row + "],\"nextCursor\":null}");

    assertThat(Run.of("quarantine", "list", "--data", data).lines())
        .singleElement()
        .asString()
        .startsWith("t  s@7/BAD")
        .endsWith("s line 7 BAD: two lines");
    assertThat(Run.of("quarantine", "list", "--data", data, "--json").out())
        .startsWith("[{\"id\":\"s@7/BAD\"")
        .endsWith("}]\n");
  }

  @Test
  void aReplayIsAskedForByIdAndARefusalToldInItsOwnWords() {
    gateway
        .on("POST /api/v1/replays", 202, quarantined(true, "AA=="))
        .on("POST /api/v1/replays", 409, "{\"detail\":\"mend the tape and play it again\"}");

    Run done = Run.of("quarantine", "replay", "s@7/BAD", "--data", data);
    Run refused = Run.of("quarantine", "replay", "s@7/BAD", "--data", data);

    assertThat(done.status()).as(done.err()).isZero();
    assertThat(gateway.asked().getFirst().body())
        .isEqualTo(
            "{\"id\":\"s@7/BAD\",\"who\":\"%s\"}".formatted(System.getProperty("user.name")));
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.errors()).containsExactly("tapeline: mend the tape and play it again");
  }

  @Test
  void idsMayHoldAnyCharacter() {
    gateway.on("GET /api/v1/quarantine/odd%20n%25me.csv@7/BAD", 200, quarantined(false, "x"));

    Run run = Run.of("quarantine", "show", "odd n%me.csv@7/BAD", "--data", data);

    assertThat(run.status()).as(run.err()).isZero();
  }
}
