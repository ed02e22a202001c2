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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole journal on an embedded PostgreSQL, one for all tests of the JVM. */
public final class JournalUnderTest {

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
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();
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
    journal.jdbc().execute("TRUNCATE " + String.join(", ", TABLES));
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
  public record Answer(int status, String contentType, String body, JsonNode json) {}

  public Answer get(String pathAndQuery) {
    String port = context.getEnvironment().getProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery)).build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode tree =
          type.contains("json") ? json.readTree(response.body()) : json.createObjectNode();
      return new Answer(response.statusCode(), type, response.body(), tree);
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
