package io.tapeline.cli.books;

import io.tapeline.cli.CommandException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the commands that ask something of the line have in common. */
final class Requests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(50);

  private Requests() {}

  /** Who asks: the user of this machine. */
  static String who() {
    return System.getProperty("user.name", "");
  }

  /** A JSON object of the fields that are given. */
  static String json(Map<String, @Nullable String> fields) {
    ObjectNode object = JSON.createObjectNode();
    fields.forEach(
        (name, value) -> {
          if (value != null && !value.isBlank()) {
            object.put(name, value);
          }
        });
    return object.toString();
  }

  /**
   * The row once the broker has what was asked.
   *
   * @throws CommandException if that takes more than a few seconds; it will be published later
   */
  static JsonNode awaitPublished(Door door, String path, String what) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JsonNode row = door.get(path);
    while (!row.path("published").asBoolean(false)) {
      if (System.nanoTime() > deadline) {
        throw CommandException.failed(
            what
                + " is taken, but not on the line yet: the broker does not take it now; it goes out"
                + " as soon as it does");
      }
      pause();
      row = door.get(path);
    }
    return row;
  }

  private static void pause() throws IOException {
    try {
      if (new CountDownLatch(1).await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
