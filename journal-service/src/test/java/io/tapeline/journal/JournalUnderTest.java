package io.tapeline.journal;

import io.tapeline.core.stage.Event;
import io.tapeline.journal.books.JournalRecord;
import io.tapeline.journal.books.JournalWriter;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole journal on an embedded PostgreSQL, one for all tests of the JVM. */
public final class JournalUnderTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> TABLES =
      List.of(
          "topic_positions",
          "plans",
          "signals",
          "decisions",
          "orders",
          "order_events",
          "fills",
          "positions",
          "trades",
          "equity",
          "controls",
          "quarantine");

  private static final class Running {
    private static final JournalUnderTest INSTANCE = new JournalUnderTest();
  }

  private final EmbeddedPostgres postgres;
  private final ConfigurableApplicationContext context;
  private final Map<String, Long> offsets = new TreeMap<>();

  private JournalUnderTest() {
    try {
      postgres = EmbeddedPostgres.builder().start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    context =
        JournalApplication.application()
            .run(
                "--server.port=0",
                "--tapeline.journal.listen=false",
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres");
  }

  /** The journal with empty books. */
  public static JournalUnderTest withEmptyBooks() {
    JournalUnderTest journal = Running.INSTANCE;
    journal.jdbc().execute("TRUNCATE outbox, idempotency_keys, " + String.join(", ", TABLES));
    journal.offsets.clear();
    return journal;
  }

  public JdbcTemplate jdbc() {
    return context.getBean(JdbcTemplate.class);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Writes events as they would come from their topics, in this order, at the next offsets. */
  public void write(Event... events) {
    write(Stamps.NONE, events);
  }

  public void write(Stamps stamps, Event... events) {
    List<JournalRecord> batch = new ArrayList<>();
    for (Event event : events) {
      String topic = Topics.forEvent(event).name();
      long offset = offsets.merge(topic, 1L, Long::sum) - 1;
      batch.add(new JournalRecord(topic, 0, offset, event, stamps, "key", 1_000));
    }
    bean(JournalWriter.class).write(batch);
  }

  /** Everything in the books, row by row. */
  public Map<String, List<String>> dump() {
    Map<String, List<String>> dump = new TreeMap<>();
    for (String table : TABLES) {
      dump.put(
          table,
          jdbc()
              .queryForList("SELECT t::text FROM %s t ORDER BY 1".formatted(table), String.class));
    }
    return dump;
  }

  /** An answer over HTTP. */
  public record Answer(
      int status, String contentType, String location, String body, JsonNode json) {

    /** The problem's own words. */
    public String detail() {
      return json.path("detail").asString("");
    }
  }

  public Answer get(String pathAndQuery) {
    return send(request(pathAndQuery).build());
  }

  /** Posts JSON; under a key unless it is null. */
  public Answer post(String path, String body, @Nullable String key) {
    return send(post(request(path), body, key));
  }

  /** Posts JSON as a client the gateway names. */
  public Answer postAs(String client, String path, String body) {
    return send(post(request(path).header("X-Tapeline-Client", client), body, null));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE().build());
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    String port = context.getEnvironment().getProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery));
  }

  private static HttpRequest post(HttpRequest.Builder request, String body, @Nullable String key) {
    request
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.build();
  }

  /** Posts JSON to a journal that listens at a port. */
  public static Answer post(int port, String path, String body) {
    return send(
        post(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)), body, null));
  }

  /** Asks a journal that listens at a port. */
  public static Answer get(int port, String path) {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build());
  }

  private static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode tree =
          type.contains("json") ? JSON.readTree(response.body()) : JSON.createObjectNode();
      return new Answer(
          response.statusCode(),
          type,
          response.headers().firstValue("Location").orElse(""),
          response.body(),
          tree);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The texts found under a name in the items of a list. */
  public static List<String> items(JsonNode page, String name) {
    return page.path("items").valueStream().map(item -> item.path(name).asString()).toList();
  }
}
