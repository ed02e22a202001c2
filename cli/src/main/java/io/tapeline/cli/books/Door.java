package io.tapeline.cli.books;

import io.tapeline.cli.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An address that answers for the books, a running suite's or the journal's alone. */
final class Door {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PAGE = "1000";

  private final String address;
  private final @Nullable String token;

  Door(String address, @Nullable String token) {
    this.address = address;
    this.token = token;
  }

  String address() {
    return address;
  }

  /** True if anybody is there, in whatever health. */
  boolean answers() throws IOException {
    try (InputStream body = send(request("/readyz")).body()) {
      body.readAllBytes();
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** How all services are, also if one of them is not well. */
  JsonNode health() throws IOException {
    HttpResponse<InputStream> response = send(request("/api/v1/health"));
    try (InputStream body = response.body()) {
      JsonNode health = read(body);
      if (!health.path("services").isObject()) {
        check(response.statusCode(), health);
      }
      return health;
    }
  }

  /** The answer as JSON; what the books refuse ends the command with their own words. */
  JsonNode get(String path) throws IOException {
    return answer(request(path));
  }

  /** Every row of a list, page by page. */
  List<JsonNode> list(String path) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(path + "?limit=" + PAGE + cursor);
      page.path("items").forEach(rows::add);
      cursor =
          page.path("nextCursor").isString() ? "&cursor=" + page.path("nextCursor").asString() : "";
    } while (!cursor.isEmpty());
    return rows;
  }

  /** Sends JSON, marked so that it is done once however often it arrives. */
  JsonNode post(String path, String body) throws IOException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  JsonNode delete(String path) throws IOException {
    return answer(request(path).header("Idempotency-Key", UUID.randomUUID().toString()).DELETE());
  }

  /** Copies the answer as it comes. */
  void copy(String path, OutputStream out) throws IOException {
    HttpResponse<InputStream> response = send(request(path));
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        check(response.statusCode(), read(body));
      }
      body.transferTo(out);
    }
  }

  /** A path whose last part may hold any character. */
  static String path(String folder, String name) {
    try {
      return new URI("http", "books", folder + "/" + name, null).toASCIIString().substring(12);
    } catch (URISyntaxException e) {
      throw CommandException.wrongInput("there is nothing called '%s'".formatted(name));
    }
  }

  private JsonNode answer(HttpRequest.Builder request) throws IOException {
    HttpResponse<InputStream> response = send(request);
    try (InputStream body = response.body()) {
      JsonNode answer = read(body);
      check(response.statusCode(), answer);
      return answer;
    }
  }

  private static JsonNode read(InputStream body) throws IOException {
    byte[] bytes = body.readAllBytes();
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  private static void check(int status, JsonNode answer) {
    String detail = answer.path("detail").asString("");
    switch (status) {
      case 200, 201, 202 -> {}
      case 400, 404, 413, 422 -> throw CommandException.wrongInput(detail);
      case 409 -> throw CommandException.failed(detail);
      default ->
          throw CommandException.failed("the suite answers %d: %s".formatted(status, detail));
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("X-Tapeline-Client", "cli")
            .timeout(Duration.ofSeconds(30));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private static HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
