package io.tapeline.cli.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** How each part is asked: its health, a metadata request, a query. */
final class Probes implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final Admin admin;
  private final Setup setup;

  Probes(Setup setup) {
    this.setup = setup;
    this.admin = Admin.create(clientConfig(setup.bootstrapServers()));
  }

  /** For clients that see the broker go and come back. */
  static Map<String, Object> clientConfig(String bootstrapServers) {
    return Map.of(
        "bootstrap.servers", bootstrapServers,
        "reconnect.backoff.ms", 20,
        "reconnect.backoff.max.ms", 100,
        "retry.backoff.ms", 20,
        "enable.metrics.push", false);
  }

  Probe of(Instance instance) {
    return switch (instance.part()) {
      case BROKER -> this::broker;
      case DATABASE -> this::database;
      case MARKET_DATA, SIGNAL, RISK, EXECUTION, JOURNAL, GATEWAY -> () -> service(instance);
    };
  }

  private Probe.State broker() throws InterruptedException {
    try {
      boolean alone = admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
      return alone ? new Probe.Unready("no broker is registered") : new Probe.Ready();
    } catch (ExecutionException | TimeoutException e) {
      return new Probe.Unready("no metadata: " + e);
    }
  }

  private Probe.State database() {
    try (Connection connection = DriverManager.getConnection(setup.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
      return new Probe.Ready();
    } catch (SQLException e) {
      return new Probe.Unready(String.valueOf(e.getMessage()));
    }
  }

  private Probe.State service(Instance instance) throws InterruptedException {
    URI health = URI.create("http://127.0.0.1:" + setup.port(instance) + "/actuator/health");
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(health).timeout(ANSWER).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == OK) {
        return new Probe.Ready();
      }
      // A stage or feed that failed says so in its own words.
      return answer.body().contains("\"stopped")
          ? new Probe.Stopped(answer.body())
          : new Probe.Unready(answer.body());
    } catch (IOException e) {
      return new Probe.Unready(e.toString());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    admin.close(Duration.ZERO);
  }
}
