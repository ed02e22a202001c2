package io.tapeline.gateway;

import static io.tapeline.gateway.Upstream.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

@SuppressWarnings("NullAway.Init") // set up before all tests
class GatewayTest {

  private static final int OPEN_AFTER = 4;

  @TempDir static Path folder;

  private static Upstream journal;
  private static Upstream others;
  private static ConfigurableApplicationContext gateway;
  private static String token;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    journal = new Upstream();
    others = new Upstream();
    Path file = folder.resolve("token");
    gateway =
        GatewayApplication.application()
            .run(
                "--server.port=0",
                "--tapeline.gateway.token-file=" + file,
                "--tapeline.gateway.services.market-data=" + others.base(),
                "--tapeline.gateway.services.signal=" + others.base(),
                "--tapeline.gateway.services.risk=" + others.base(),
                "--tapeline.gateway.services.execution=" + others.base(),
                "--tapeline.gateway.services.journal=" + journal.base(),
                "--tapeline.gateway.upstream.timeout=500ms",
                "--tapeline.gateway.upstream.retry-after=1ms",
                "--tapeline.gateway.upstream.open-for=60s",
                "--tapeline.gateway.upstream.open-after=" + OPEN_AFTER);
    token = Files.readString(file).strip();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    journal.close();
    others.close();
  }

  @BeforeEach
  void forgetFailures() {
    gateway.getBean(CircuitBreakerRegistry.class).circuitBreaker("journal").reset();
    journal.answering(exchange -> answer(exchange, 200, "application/json", "{\"items\":[]}"));
    others.answering(exchange -> answer(exchange, 200, "application/json", "{\"status\":\"UP\"}"));
  }

  private static HttpRequest.Builder request(String pathAndQuery) {
    String port = gateway.getEnvironment().getProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery));
  }

  private static HttpRequest.Builder authorized(String pathAndQuery) {
    return request(pathAndQuery).header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String contentType(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/trades",
        "/api/v1/health",
        "/v3/api-docs",
        "/actuator",
        "/actuator/env",
        "/actuator/health/liveness",
        "/index.html",
        "//",
        "/;a"
      })
  void withoutATokenTheDoorIsShut(String path) throws Exception {
    HttpResponse<String> response = send(request(path));

    assertThat(response.statusCode()).isIn(400, 401);
    assertThat(journal.asked()).isEmpty();
  }

  @Test
  void aRefusalIsAProblemThatSaysHowToComeIn() throws Exception {
    HttpResponse<String> response = send(request("/api/v1/trades"));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(contentType(response)).startsWith("application/problem+json");
    assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    assertThat(response.body()).contains("Authorization: Bearer").doesNotContain(token);
  }

  @Test
  void onlyTheWholeTokenInItsHeaderOpens() throws Exception {
    String shorter = token.substring(0, token.length() - 1);

    assertThat(send(request("/api/v1/trades?access_token=" + token)).statusCode()).isEqualTo(401);
    assertThat(send(request("/api/v1/trades").header("Authorization", token)).statusCode())
        .isEqualTo(401);
    assertThat(
            send(request("/api/v1/trades").header("Authorization", "Bearer " + shorter))
                .statusCode())
        .isEqualTo(401);
    assertThat(send(request("/api/v1/trades").header("Authorization", "Bearer ")).statusCode())
        .isEqualTo(401);
    assertThat(send(authorized("/api/v1/trades")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/readyz", "/livez", "/actuator/health", "/actuator/prometheus"})
  void frontPageHealthAndMetricsAreOpen(String path) throws Exception {
    assertThat(send(request(path)).statusCode()).isEqualTo(200);
  }

  @Test
  void noAnswerIsStoredOrGuessedAt() throws Exception {
    HttpResponse<String> response = send(authorized("/api/v1/trades"));

    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void pathAndQueryTravelAsTheyAreAndTheTokenStays() throws Exception {
    HttpResponse<String> response =
        send(authorized("/api/v1/trades?symbol=BTC%2FUSD&from=1%2B1&cursor=a%20b"));

    assertThat(response.body()).isEqualTo("{\"items\":[]}");
    assertThat(contentType(response)).isEqualTo("application/json");
    assertThat(journal.asked()).hasSize(1);
    assertThat(journal.asked().getFirst().uri())
        .isEqualTo("/api/v1/trades?symbol=BTC%2FUSD&from=1%2B1&cursor=a%20b");
    assertThat(journal.asked().getFirst().authorization()).isEmpty();
  }

  @Test
  void openApiComesFromTheJournal() throws Exception {
    send(authorized("/v3/api-docs"));

    assertThat(journal.asked().getFirst().uri()).isEqualTo("/v3/api-docs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/why-not",
        "/api/v1/why-not?symbol=BTC%2FUSD",
        "/api/v1/analysis/XAUUSD/micro-scalp",
        "/api/v1/analysis/BTC/USD/micro-scalp"
      })
  void questionsOfThePresentGoToSignalService(String pathAndQuery) throws Exception {
    assertThat(send(request(pathAndQuery)).statusCode()).isEqualTo(401);
    assertThat(others.asked()).isEmpty();

    HttpResponse<String> response = send(authorized(pathAndQuery));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(others.asked()).hasSize(1);
    assertThat(others.asked().getFirst().uri()).isEqualTo(pathAndQuery);
    assertThat(others.asked().getFirst().authorization()).isEmpty();
    assertThat(journal.asked()).isEmpty();
  }

  @Test
  void whyOfTheBooksStaysWithTheJournal() throws Exception {
    send(authorized("/api/v1/why/not"));

    assertThat(journal.asked()).hasSize(1);
    assertThat(others.asked()).isEmpty();
  }

  @Test
  void signalServicesOwn503IsHandedBack() throws Exception {
    others.answering(
        exchange ->
            answer(exchange, 503, "application/problem+json", "{\"detail\":\"being rebuilt\"}"));

    HttpResponse<String> response = send(authorized("/api/v1/why-not"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("{\"detail\":\"being rebuilt\"}");
  }

  @Test
  void problemsOfTheServiceStayItsOwn() throws Exception {
    journal.answering(
        exchange -> answer(exchange, 404, "application/problem+json", "{\"detail\":\"gone\"}"));

    HttpResponse<String> response = send(authorized("/api/v1/why/O-1-in"));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(contentType(response)).isEqualTo("application/problem+json");
    assertThat(response.body()).isEqualTo("{\"detail\":\"gone\"}");
  }

  @Test
  void aBodyIsHandedOn() throws Exception {
    send(
        authorized("/api/v1/plans")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"a\":1}")));

    assertThat(journal.asked().getFirst().method()).isEqualTo("POST");
    assertThat(journal.asked().getFirst().body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aRequestKeepsItsIdempotencyKeyAndTheAnswerItsPlace() throws Exception {
    journal.answering(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/api/v1/controls/C-1");
          answer(
              exchange,
              202,
              "application/json",
              String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
        });

    HttpResponse<String> response =
        send(
            authorized("/api/v1/controls")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k-1")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Location")).hasValue("/api/v1/controls/C-1");
    assertThat(response.body()).isEqualTo("k-1");
  }

  /** Who created a plan is told by the gateway: nobody outside can pass for an assistant. */
  @ParameterizedTest
  @CsvSource({"cli,cli", "api,api", "assistant helper/1.0,api", "CLI,api", ",api"})
  void theClientIsWhatTheGatewayKnows(@Nullable String said, String told) throws Exception {
    HttpRequest.Builder request =
        authorized("/api/v1/plans").POST(HttpRequest.BodyPublishers.ofString("{}"));
    if (said != null) {
      request.header("X-Tapeline-Client", said);
    }

    send(request);

    assertThat(journal.asked().getFirst().client()).containsExactly(told);
  }

  @Test
  void aDeleteIsHandedOn() throws Exception {
    HttpResponse<String> response = send(authorized("/api/v1/plans/p-1").DELETE());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(journal.asked().getFirst().method()).isEqualTo("DELETE");
    assertThat(journal.asked().getFirst().uri()).isEqualTo("/api/v1/plans/p-1");
  }

  @Test
  void anAnswerIsHandedBackWhileItIsStillBeingWritten() throws Exception {
    CountDownLatch firstPieceRead = new CountDownLatch(1);
    journal.answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write("first".getBytes(StandardCharsets.UTF_8));
            out.flush();
            await(firstPieceRead);
            out.write("second".getBytes(StandardCharsets.UTF_8));
          }
        });

    HttpResponse<InputStream> response =
        HTTP.send(
            authorized("/api/v1/export/trades").build(), HttpResponse.BodyHandlers.ofInputStream());
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (InputStream body = response.body()) {
      read.writeBytes(body.readNBytes(5));
      assertThat(read.toString(StandardCharsets.UTF_8)).isEqualTo("first");
      firstPieceRead.countDown();
      read.writeBytes(body.readAllBytes());
    }

    assertThat(read.toString(StandardCharsets.UTF_8)).isEqualTo("firstsecond");
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IOException("nobody read the first piece");
      }
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  private static void breakOff(HttpExchange exchange) {
    exchange.close();
  }

  @Test
  void aServiceThatIsAwayIsA503ThatNamesIt() throws Exception {
    journal.answering(GatewayTest::breakOff);

    HttpResponse<String> response = send(authorized("/api/v1/trades"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(contentType(response)).startsWith("application/problem+json");
    assertThat(response.body()).contains("\"service\":\"journal\"");
  }

  @Test
  void aServiceThatHangsIsA503() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    journal.answering(exchange -> await(over));

    HttpResponse<String> response = send(authorized("/api/v1/trades"));
    over.countDown();

    assertThat(response.statusCode()).isEqualTo(503);
  }

  @Test
  void aGetIsTriedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    journal.answering(
        exchange -> {
          if (calls.incrementAndGet() == 1) {
            exchange.close();
          } else {
            answer(exchange, 200, "text/plain", "second try");
          }
        });

    assertThat(send(authorized("/api/v1/trades")).body()).isEqualTo("second try");
  }

  @Test
  void aPostIsTriedOnce() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    journal.answering(
        exchange -> {
          calls.incrementAndGet();
          exchange.close();
        });

    HttpResponse<String> response =
        send(authorized("/api/v1/plans").POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aServiceThatKeepsFailingIsLeftAlone() throws Exception {
    journal.answering(GatewayTest::breakOff);
    for (int i = 0; i < OPEN_AFTER; i++) {
      send(authorized("/api/v1/trades"));
    }
    journal.answering(exchange -> answer(exchange, 200, "text/plain", "back"));

    HttpResponse<String> response = send(authorized("/api/v1/trades"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("left alone");
    assertThat(journal.asked()).isEmpty();
    assertThat(send(request("/actuator/prometheus")).body())
        .contains("resilience4j_circuitbreaker_state");
  }

  @Test
  void healthIsUpIfEveryServiceIs() throws Exception {
    journal.answering(exchange -> answer(exchange, 200, "application/json", "{\"status\":\"UP\"}"));

    HttpResponse<String> response = send(authorized("/api/v1/health"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "{\"status\":\"UP\",\"services\":{\"market-data\":\"UP\",\"signal\":\"UP\","
                + "\"risk\":\"UP\",\"execution\":\"UP\",\"journal\":\"UP\"}}");
  }

  @Test
  void healthTellsWhoIsDownAndWhoCannotBeReached() throws Exception {
    journal.answering(GatewayTest::breakOff);
    AtomicInteger calls = new AtomicInteger();
    others.answering(
        exchange -> {
          String status = calls.incrementAndGet() == 1 ? "DOWN" : "UP";
          answer(exchange, 200, "application/json", "{\"status\":\"" + status + "\"}");
        });

    HttpResponse<String> response = send(authorized("/api/v1/health"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body())
        .startsWith("{\"status\":\"DOWN\"")
        .contains("\"journal\":\"UNREACHABLE\"")
        .containsOnlyOnce(":\"DOWN\",\"services\"");
    assertThat(response.body().split(":\"DOWN\"", -1)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/../../internal/positions",
        "/api/v1/%2e%2e/%2e%2e/internal/positions",
        "/api/v1/..;/..;/internal/positions",
        "/api/v1/trades;a=b"
      })
  void noPathLeadsBehindTheDoor(String path) throws Exception {
    String answer = sendRaw(path);

    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
    assertThat(journal.asked()).isEmpty();
  }

  /** Sends the path as it is: the JDK's client would tidy it up. */
  private static String sendRaw(String path) throws IOException {
    int port = Integer.parseInt(gateway.getEnvironment().getRequiredProperty("local.server.port"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
              .formatted(path, token);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void anAddressNobodyListensAtIsA503() throws Exception {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closedPort = socket.getLocalPort();
    }
    try (ConfigurableApplicationContext lonely =
        GatewayApplication.application()
            .run(
                "--server.port=0",
                "--tapeline.gateway.token-file=" + folder.resolve("token"),
                "--tapeline.gateway.services.journal=http://127.0.0.1:" + closedPort)) {
      String port = lonely.getEnvironment().getProperty("local.server.port");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/trades"))
              .header("Authorization", "Bearer " + token)
              .build();

      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("journal-service does not answer");
    }
  }
}
