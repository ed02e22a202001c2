package io.tapeline.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How all services are, asked at the same time. */
@RestController
class SuiteHealthEndpoint {

  private static final String UP = "UP";
  private static final String DOWN = "DOWN";
  private static final String UNREACHABLE = "UNREACHABLE";

  private final GatewaySettings settings;
  private final HttpClient http;
  private final JsonMapper json;

  SuiteHealthEndpoint(GatewaySettings settings, HttpClient http, JsonMapper json) {
    this.settings = settings;
    this.http = http;
    this.json = json;
  }

  /**
   * The suite's health.
   *
   * @param status UP if every service is
   * @param services status by service: what it says itself, or UNREACHABLE
   */
  record SuiteHealth(String status, Map<String, String> services) {}

  @GetMapping("/api/v1/health")
  ResponseEntity<SuiteHealth> health() {
    Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
    settings.services().byName().forEach((name, base) -> asked.put(name, ask(base)));
    Map<String, String> services = new LinkedHashMap<>();
    asked.forEach((name, answer) -> services.put(name, answer.join()));
    boolean up = services.values().stream().allMatch(UP::equals);
    return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(new SuiteHealth(up ? UP : DOWN, services));
  }

  private CompletableFuture<String> ask(URI base) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/actuator/health"))
            .timeout(settings.upstream().healthTimeout())
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(answer -> status(answer.body()))
        .exceptionally(SuiteHealthEndpoint::unreachable);
  }

  private String status(String body) {
    try {
      return json.readTree(body).path("status").asString("UNKNOWN");
    } catch (JacksonException _) {
      return "UNKNOWN";
    }
  }

  private static String unreachable(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof IOException) {
      return UNREACHABLE;
    }
    throw new CompletionException(cause);
  }
}
