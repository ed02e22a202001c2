package io.tapeline.gateway.assistant;

import static io.tapeline.gateway.Upstream.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.MeterRegistry;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.tapeline.gateway.GatewayApplication;
import io.tapeline.gateway.Upstream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's tools as a client of the protocol uses them, with stand-ins of the services. */
@SuppressWarnings("NullAway.Init") // set up before all tests
class AssistantTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ROW = "{\"id\":\"p1\",\"state\":\"PENDING\"}";
  private static final Map<String, Object> PLAN =
      Map.of(
          "plan_id",
          "p1",
          "symbol",
          "BTCUSDT",
          "direction",
          "BUY",
          "entry_price",
          68000,
          "stop_loss",
          67900,
          "take_profit",
          68200,
          "volume",
          0.01,
          "conditions",
          Map.of("plan_type", "bracket"));

  @TempDir private static Path folder;

  private static Upstream journal;
  private static Upstream signal;
  private static ConfigurableApplicationContext gateway;
  private static String token;

  private final List<McpSyncClient> clients = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    journal = new Upstream();
    signal = new Upstream();
    gateway = gateway();
    token = Files.readString(folder.resolve("token")).strip();
  }

  private static ConfigurableApplicationContext gateway(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--tapeline.gateway.token-file=" + folder.resolve("token"),
                "--tapeline.gateway.services.signal=" + signal.base(),
                "--tapeline.gateway.services.journal=" + journal.base(),
                "--tapeline.gateway.upstream.retry-after=1ms"));
    arguments.addAll(List.of(more));
    return GatewayApplication.application().run(arguments.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    journal.close();
    signal.close();
  }

  @BeforeEach
  void answerEverything() {
    journal.answering(exchange -> answer(exchange, 200, "application/json", ROW));
    signal.answering(
        exchange -> answer(exchange, 200, "application/json", "{\"from\":\"signal\"}"));
  }

  @AfterEach
  void disconnect() {
    clients.forEach(McpSyncClient::closeGracefully);
  }

  private static URI base(ConfigurableApplicationContext of) {
    return URI.create(
        "http://127.0.0.1:" + of.getEnvironment().getRequiredProperty("local.server.port"));
  }

  private McpSyncClient client(
      ConfigurableApplicationContext of, String name, @Nullable String shown) {
    HttpClientStreamableHttpTransport.Builder transport =
        HttpClientStreamableHttpTransport.builder(base(of).toString()).endpoint("/mcp");
    if (shown != null) {
      transport.requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + shown));
    }
    McpSyncClient client =
        McpClient.sync(transport.build())
            .clientInfo(McpSchema.Implementation.builder(name, "1.4.2").build())
            .requestTimeout(Duration.ofSeconds(20))
            .build();
    clients.add(client);
    return client;
  }

  private McpSyncClient connected() {
    McpSyncClient client = client(gateway, "desk-helper", token);
    client.initialize();
    return client;
  }

  private static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> with) {
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(with).build());
  }

  private static Map<String, Object> arguments(String json) {
    return JSON.readValue(json, new TypeReference<>() {});
  }

  private static String text(CallToolResult result) {
    return result.content().stream()
        .map(content -> ((TextContent) content).text())
        .collect(Collectors.joining("\n"));
  }

  private static double counted(String tool, String outcome) {
    return gateway
        .getBean(MeterRegistry.class)
        .get("tapeline.assistant.calls")
        .tags("tool", tool, "outcome", outcome)
        .counter()
        .count();
  }

  private static HttpResponse<String> post(String path, @Nullable String shown, String session)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base(gateway).resolve(path))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("Mcp-Session-Id", session)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"));
    if (shown != null) {
      request.header("Authorization", "Bearer " + shown);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whoShowsNoTokenIsNotLetIn() throws Exception {
    assertThat(post("/mcp", null, "x").statusCode()).isEqualTo(401);
    assertThat(post("/mcp", token + "x", "x").statusCode()).isEqualTo(401);
    McpSyncClient stranger = client(gateway, "desk-helper", null);
    assertThatThrownBy(stranger::initialize).hasStackTraceContaining("401");
    assertThat(journal.asked()).isEmpty();
  }

  /** As after a restart: the client connects anew, and learns nothing of what is inside. */
  @Test
  void aSessionThatIsNotThereIsA404WithoutStackTrace() throws Exception {
    HttpResponse<String> response = post("/mcp", token, "gone");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .isEqualTo("{\"error\":{\"code\":-32603,\"message\":\"Session not found: gone\"}}");
  }

  @Test
  void everyToolSaysWhatItDoesAndWhatItTakes() {
    List<McpSchema.Tool> tools = connected().listTools().tools();

    assertThat(tools)
        .extracting(
            McpSchema.Tool::name,
            tool -> tool.annotations().readOnlyHint(),
            tool -> tool.annotations().destructiveHint(),
            tool -> tool.annotations().idempotentHint(),
            tool -> tool.inputSchema().get("required"))
        .containsExactly(
            tuple("create_plan", false, false, true, List.of("plan")),
            tuple("list_plans", true, false, true, List.of()),
            tuple("show_plan", true, false, true, List.of("plan_id")),
            tuple("cancel_plan", false, true, true, List.of("plan_id")),
            tuple("analyse_symbol", true, false, true, List.of("symbol")),
            tuple("why_not", true, false, true, List.of()),
            tuple("positions", true, false, true, List.of()),
            tuple("stats", true, false, true, List.of()),
            tuple("why", true, false, true, List.of("id")));
    assertThat(tools).allSatisfy(tool -> assertThat(tool.description()).hasSizeGreaterThan(50));
  }

  /** The schema of a plan is the one the journal publishes, and takes a plan that REST takes. */
  @Test
  void schemasAreSoundAndLetPlansThrough() {
    SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var meta = schemas.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    for (McpSchema.Tool tool : connected().listTools().tools()) {
      JsonNode schema = JSON.valueToTree(tool.inputSchema());
      assertThat(meta.validate(schema)).as(tool.name()).isEmpty();
      assertThat(schema.propertyNames()).doesNotContain("oneOf", "anyOf", "allOf");
    }
    JsonNode create = JSON.valueToTree(Tools.all().getFirst().published().inputSchema());

    assertThat(schemas.getSchema(create).validate(JSON.valueToTree(Map.of("plan", PLAN))))
        .isEmpty();
    assertThat(schemas.getSchema(create).validate(JSON.valueToTree(Map.of("plan", Map.of()))))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          list_plans     | {}                                       | /api/v1/plans?order=desc&limit=50
          list_plans     | {"status":"armed","symbol":"A","limit":3,"cursor":"c=/"} | /api/v1/plans?status=armed&symbol=A&order=desc&limit=3&cursor=c%3D%2F
          positions      | {"state":"OPEN","symbol":"BTC/USD"}      | /api/v1/positions?state=OPEN&symbol=BTC%2FUSD&order=desc&limit=50
          stats          | {"strategy":"plan","from":"2026-01-31T12:00:00Z"} | /api/v1/stats?strategy=plan&from=2026-01-31T12%3A00%3A00Z
          why            | {"id":"O-S-burst-BTC/USD-7-in"}          | /api/v1/why/O-S-burst-BTC/USD-7-in
          why            | {"id":"a b?c#d%e;f"}                     | /api/v1/why/a%20b%3Fc%23d%25e%3Bf
          analyse_symbol | {"symbol":"BTC/USD"}                     | /api/v1/analysis/BTC/USD/micro-scalp
          why_not        | {}                                       | /api/v1/why-not
          why_not        | {"symbol":"BTCUSDT"}                     | /api/v1/why-not?symbol=BTCUSDT
          """)
  void whatIsReadIsAskedOfTheServiceThatKnows(String tool, String arguments, String uri) {
    Upstream service = List.of("analyse_symbol", "why_not").contains(tool) ? signal : journal;
    double before = counted(tool, "done");

    CallToolResult result = call(connected(), tool, arguments(arguments));

    assertThat(result.isError()).isFalse();
    assertThat(text(result)).isEqualTo(service == signal ? "{\"from\":\"signal\"}" : ROW);
    assertThat(service.asked())
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.method()).isEqualTo("GET");
              assertThat(asked.uri()).isEqualTo(uri);
              assertThat(asked.authorization()).isEmpty();
              assertThat(asked.client()).containsExactly("assistant desk-helper/1.4.2");
            });
    assertThat(counted(tool, "done")).isEqualTo(before + 1);
  }

  @Test
  void aPlanIsShownWithItsHistory() {
    journal.answering(
        exchange ->
            answer(
                exchange,
                200,
                "application/json",
                exchange.getRequestURI().getPath().endsWith("/history")
                    ? "[{\"version\":1}]"
                    : ROW));

    assertThat(text(call(connected(), "show_plan", Map.of("plan_id", "p1"))))
        .isEqualTo("{\"plan\":" + ROW + ",\"history\":[{\"version\":1}]}");
  }

  @Test
  void aPlanIsCreatedInTheNameOfTheAssistantWithEveryDigitItHas() {
    journal.answering(exchange -> answer(exchange, 201, "application/json", ROW));
    BigDecimal exact = new BigDecimal("68000.123456789012345678900");
    Map<String, Object> plan = new LinkedHashMap<>(PLAN);
    plan.put("entry_price", exact);
    plan.put("stop_loss", new BigDecimal("1E-9"));

    CallToolResult result = call(connected(), "create_plan", Map.of("plan", plan));

    assertThat(result.isError()).isFalse();
    assertThat(text(result)).isEqualTo(ROW);
    Upstream.Asked asked = journal.asked().getFirst();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.uri()).isEqualTo("/api/v1/plans");
    assertThat(asked.client()).containsExactly("assistant desk-helper/1.4.2");
    assertThat(asked.body())
        .contains("\"entry_price\":68000.123456789012345678900", "\"stop_loss\":0.000000001");
    assertThat(asked.key()).isEmpty();
  }

  @Test
  void aPlanThatCameAsTextIsSentAsItIs() {
    call(connected(), "create_plan", Map.of("plan", " {\"plan_id\":1.50}"));

    assertThat(journal.asked().getFirst().body()).isEqualTo(" {\"plan_id\":1.50}");
  }

  /** A model that asks twice because the first answer was lost must not get two plans. */
  @Test
  void aPlanWithoutANameIsCreatedOnceInASession() {
    Map<String, Object> nameless = new LinkedHashMap<>(PLAN);
    nameless.remove("plan_id");
    McpSyncClient one = connected();
    call(one, "create_plan", Map.of("plan", nameless));
    call(one, "create_plan", Map.of("plan", nameless));
    nameless.put("volume", 0.02);
    call(one, "create_plan", Map.of("plan", nameless));
    nameless.put("volume", 0.01);
    call(connected(), "create_plan", Map.of("plan", nameless));

    List<String> keys = journal.asked().stream().map(asked -> asked.key().getFirst()).toList();
    assertThat(keys.get(1)).isEqualTo(keys.get(0));
    assertThat(keys).hasSize(4);
    assertThat(Set.copyOf(keys)).hasSize(3);
  }

  @Test
  void everythingWrongWithAPlanIsTold() {
    journal.answering(
        exchange ->
            answer(
                exchange,
                422,
                "application/problem+json",
                """
                {"title":"Invalid request","detail":"a b","violations":["Field 'volume' must be a number above zero.","SL_WRONG_SIDE: stop 2 is above entry 1"]}
                """));
    double before = counted("create_plan", "refused");

    CallToolResult result = call(connected(), "create_plan", Map.of("plan", PLAN));

    assertThat(result.isError()).isTrue();
    assertThat(text(result))
        .isEqualTo(
            """
            Refused (422): 2 mistakes:
            - Field 'volume' must be a number above zero.
            - SL_WRONG_SIDE: stop 2 is above entry 1""");
    assertThat(counted("create_plan", "refused")).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          409 | {"detail":"MAX_PLANS: 3 live; MAX_PER_SYMBOL: 2 live"} | Refused (409): MAX_PLANS: 3 live; MAX_PER_SYMBOL: 2 live | refused
          404 | {"detail":"There is no plan 'p1'."}                    | Refused (404): There is no plan 'p1'.                    | refused
          400 | <html>                                                 | Refused (400): no reason was given                       | refused
          503 | {"detail":"The stage is being rebuilt."}               | Failed (503): The stage is being rebuilt.                | failed
          599 | {}                                                     | Failed (599): no reason was given                         | failed
          """)
  void aRefusalIsToldInTheServicesWords(int status, String body, String told, String outcome) {
    journal.answering(exchange -> answer(exchange, status, "application/problem+json", body));
    double before = counted("cancel_plan", outcome);

    CallToolResult result = call(connected(), "cancel_plan", Map.of("plan_id", "p1"));

    assertThat(result.isError()).isTrue();
    assertThat(text(result)).isEqualTo(told);
    assertThat(counted("cancel_plan", outcome)).isEqualTo(before + 1);
  }

  @Test
  void aServiceThatDoesNotAnswerIsNamed() {
    journal.answering(HttpExchange::close);

    CallToolResult result = call(connected(), "create_plan", Map.of("plan", PLAN));

    assertThat(result.isError()).isTrue();
    assertThat(text(result)).isEqualTo("journal-service does not answer. Try again later.");
    assertThat(journal.asked()).hasSize(1);
  }

  @Test
  void aCancellationThatIsNotConfirmedSaysSo() {
    journal.answering(exchange -> answer(exchange, 202, "application/json", ROW));

    CallToolResult result = call(connected(), "cancel_plan", Map.of("plan_id", "p1"));

    assertThat(result.isError()).isFalse();
    assertThat(text(result)).startsWith("The cancellation is asked for, but not").endsWith(ROW);
    assertThat(journal.asked().getFirst().method()).isEqualTo("DELETE");
    assertThat(journal.asked().getFirst().uri()).isEqualTo("/api/v1/plans/p1");
  }

  /** Nothing is asked of a service with arguments that are wrong, or lead elsewhere. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cancel_plan | {}                               | Argument 'plan_id' is missing.
          cancel_plan | {"plan_id":"../controls"}        | There is nothing called '../controls'.
          cancel_plan | {"plan_id":""}                   | Argument 'plan_id' must be a text of 1 to 500 characters on one line.
          show_plan   | {"plan_id":7,"x":1}              | `Argument 'plan_id' must be a text of 1 to 500 characters on one line.\nThere is no argument 'x'; there are: plan_id.`
          list_plans  | {"limit":201}                    | Argument 'limit' must be a whole number from 1 to 200.
          list_plans  | {"limit":1.5}                    | Argument 'limit' must be a whole number from 1 to 200.
          list_plans  | {"limit":"9"}                    | Argument 'limit' must be a whole number from 1 to 200.
          why         | {"id":"a\\nb"}                   | Argument 'id' must be a text of 1 to 500 characters on one line.
          create_plan | {"plan":[1]}                     | Argument 'plan' must be a JSON object.
          create_plan | {"symbol":"BTCUSDT"}             | `Argument 'plan' is missing.\nThere is no argument 'symbol'; there are: plan.`
          """)
  void wrongArgumentsGoNowhere(String tool, String arguments, String told) {
    CallToolResult result = call(connected(), tool, arguments(arguments));

    assertThat(result.isError()).isTrue();
    assertThat(text(result)).isEqualTo(told.translateEscapes());
    assertThat(journal.asked()).isEmpty();
  }

  @Test
  void aNameThatIsNoHeaderIsMadeOne() {
    McpSyncClient odd = client(gateway, "a\r\nX-Tapeline-Client: cli", token);
    odd.initialize();

    call(odd, "why_not", Map.of());

    assertThat(signal.asked().getFirst().client())
        .containsExactly("assistant a-X-Tapeline-Client- cli/1.4.2");
  }

  @Test
  void theDashboardShowsTheMetricThatThereIs() throws Exception {
    HttpRequest metrics =
        HttpRequest.newBuilder(base(gateway).resolve("/actuator/prometheus")).build();
    String published =
        HttpClient.newHttpClient().send(metrics, HttpResponse.BodyHandlers.ofString()).body();

    assertThat(published)
        .contains("tapeline_assistant_calls_total{")
        .contains("outcome=\"refused\"")
        .contains("tool=\"create_plan\"");
    assertThat(
            Files.readString(
                Path.of(System.getProperty("tapeline.root"))
                    .resolve("infra/grafana/dashboards/tapeline.json")))
        .contains("sum by (tool, outcome) (rate(tapeline_assistant_calls_total[");
  }

  @Test
  void theGatewayStopsWhileAssistantsAreConnected() {
    ConfigurableApplicationContext another = gateway();
    McpSyncClient client = client(another, "desk-helper", token);
    client.initialize();
    call(client, "why_not", Map.of());
    long start = System.nanoTime();

    another.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void switchedOffThereIsNothing() throws Exception {
    try (ConfigurableApplicationContext without = gateway("--tapeline.assistant.enabled=false")) {
      HttpRequest request =
          HttpRequest.newBuilder(base(without).resolve("/mcp"))
              .header("Authorization", "Bearer " + token)
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();

      assertThat(
              HttpClient.newHttpClient()
                  .send(request, HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(404);
      assertThat(without.getBeanNamesForType(McpSyncServer.class)).isEmpty();
    }
  }

  @Test
  void aSwitchThatIsNeitherOnNorOffIsNamed() {
    assertThatThrownBy(() -> gateway("--tapeline.assistant.enabled=maybe"))
        .hasStackTraceContaining("tapeline.assistant.enabled");
  }
}
