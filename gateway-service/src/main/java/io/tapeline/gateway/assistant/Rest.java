package io.tapeline.gateway.assistant;

import io.tapeline.gateway.ServiceAwayException;
import io.tapeline.gateway.ServiceCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The services' REST as one assistant uses it: in its name, with refusals in words. */
final class Rest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ServiceCalls calls;
  private final String client;
  private final String session;

  /**
   * @param client what the assistant is called in the books
   * @param session identity of its connection
   */
  Rest(ServiceCalls calls, String client, String session) {
    this.calls = calls;
    this.client = client;
    this.session = session;
  }

  /** An answer that is no refusal. */
  record Answer(int status, String body) {

    /** True if the request is taken, and what comes of it not yet known. */
    boolean isPending() {
      return status == HttpStatus.ACCEPTED.value();
    }
  }

  /**
   * Reads.
   *
   * @param path its variable parts encoded by {@link #encoded}
   * @param query parameters as they are
   */
  Answer get(String service, String path, Map<String, String> query) throws ToolException {
    String parameters =
        query.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + "="
                        + UriUtils.encode(entry.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return ask(
        service, HttpMethod.GET, path + (parameters.isEmpty() ? "" : "?" + parameters), _ -> {});
  }

  /** Sends JSON that names what it creates, so that it is done once however often it is sent. */
  Answer post(String service, String path, String body) throws ToolException {
    return ask(service, HttpMethod.POST, path, call -> json(call, body));
  }

  /** Sends JSON that names nothing: the same text again in this session is the same request. */
  Answer postOnce(String service, String path, String body) throws ToolException {
    return ask(
        service,
        HttpMethod.POST,
        path,
        call -> {
          call.header("Idempotency-Key", "assistant-" + digest(session + "\n" + body));
          json(call, body);
        });
  }

  Answer delete(String service, String path) throws ToolException {
    return ask(service, HttpMethod.DELETE, path, _ -> {});
  }

  private static void json(RestClient.RequestBodySpec call, String body) {
    call.contentType(MediaType.APPLICATION_JSON).body(body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer ask(
      String service,
      HttpMethod method,
      String pathAndQuery,
      Consumer<RestClient.RequestBodySpec> more)
      throws ToolException {
    Consumer<RestClient.RequestBodySpec> named =
        call -> call.header(ServiceCalls.CLIENT_HEADER, client);
    try (ClientHttpResponse answer =
        calls.call(service, method, pathAndQuery, named.andThen(more))) {
      int status = answer.getStatusCode().value();
      String body = new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8);
      if (answer.getStatusCode().is2xxSuccessful()) {
        return new Answer(status, body);
      }
      throw refusal(status, body);
    } catch (ServiceAwayException away) {
      throw ToolException.failed(away.getMessage() + " Try again later.");
    } catch (IOException broken) {
      throw ToolException.failed(
          service + "-service broke off in the middle of its answer. Try again later.");
    }
  }

  /** A problem detail as text, with each of its violations on a line of its own. */
  private static ToolException refusal(int status, String body) {
    JsonNode problem = tree(body);
    String detail = problem.path("detail").asString("");
    JsonNode violations = problem.path("violations");
    String what =
        violations.isEmpty()
            ? detail.isEmpty() ? "no reason was given" : detail
            : violations
                .valueStream()
                .map(violation -> "- " + violation.asString())
                .collect(Collectors.joining("\n", violations.size() + " mistakes:\n", ""));
    return status >= HttpStatus.INTERNAL_SERVER_ERROR.value()
        ? ToolException.failed("Failed (%d): %s".formatted(status, what))
        : ToolException.refused("Refused (%d): %s".formatted(status, what));
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }

  /**
   * A name as part of a path; slashes in it stay, as in BTC/USD.
   *
   * @throws ToolException if it would lead elsewhere
   */
  static String encoded(String name) throws ToolException {
    String[] parts = name.split("/", -1);
    if (Arrays.stream(parts)
        .anyMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."))) {
      throw ToolException.refused("There is nothing called '%s'.".formatted(name));
    }
    return Arrays.stream(parts)
        .map(part -> UriUtils.encode(part, StandardCharsets.UTF_8))
        .collect(Collectors.joining("/"));
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
