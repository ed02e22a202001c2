package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tapeline up} on a data folder: broker, database and all services as a process tree. */
final class Suite implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ALL_READY = Pattern.compile("all ready in .*:(\\d+)$");
  private static final Pattern PROGRESS = Pattern.compile("^tapeline: +\\d+ %  ([\\d,.]+) events ");
  private static final Pattern RESUMED = Pattern.compile("carrying on after event number (\\d+)");
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int LOG_TAIL = 60;

  private final Path data;
  private final Command command;
  private final HttpClient http = HttpClient.newHttpClient();

  private Suite(Path data, Command command) {
    this.data = data;
    this.command = command;
  }

  /** Starts {@code up} with these options on any free port. */
  static Suite start(Path data, List<String> options) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("up", "--port", "0", "--data", data.toString()));
    arguments.addAll(options);
    return new Suite(data, Command.start(arguments));
  }

  /** Waits until every service takes input; gives the gateway's port. */
  int awaitReady() {
    return Integer.parseInt(command.awaitLine(ALL_READY).group(1));
  }

  /** Waits until it has told that at least so many events of the feed were played. */
  void awaitProgress(long events) {
    long told = 0;
    for (int next = 0; told < events; next++) {
      // Progress lines come every two seconds; each further one is waited for.
      told = toLong(nth(PROGRESS, next));
    }
  }

  /** Waits until the books hold at least so many rows. */
  JsonNode awaitRows(String book, int atLeast) {
    awaitReady();
    return await(book, () -> rows(book), rows -> rows.size() >= atLeast);
  }

  /** Number of the event after which it carried on with an earlier run's work. */
  long awaitResumed() {
    return Long.parseLong(command.awaitLine(RESUMED).group(1));
  }

  private Matcher nth(Pattern pattern, int index) {
    long deadline = System.nanoTime() + Command.PATIENCE.toNanos();
    while (true) {
      List<Matcher> found =
          command.stderrLines().stream().map(pattern::matcher).filter(Matcher::find).toList();
      if (found.size() > index) {
        return found.get(index);
      }
      if (!command.isRunning() || System.nanoTime() > deadline) {
        throw new AssertionError("too few lines with '" + pattern + "'\n" + describe());
      }
      pause();
    }
  }

  private static long toLong(Matcher grouped) {
    return Long.parseLong(grouped.group(1).replaceAll("\\D", ""));
  }

  /** Waits until the first page of a list, its parameters given, is as wanted. */
  JsonNode await(String listAndParameters, Predicate<JsonNode> condition) {
    return await(
        listAndParameters,
        () -> json(get("/api/v1/" + listAndParameters)).path("items"),
        condition);
  }

  private JsonNode await(String book, Supplier<JsonNode> look, Predicate<JsonNode> condition) {
    long deadline = System.nanoTime() + Command.PATIENCE.toNanos();
    while (true) {
      JsonNode rows = look.get();
      if (condition.test(rows)) {
        return rows;
      }
      if (!command.isRunning() || System.nanoTime() > deadline) {
        throw new AssertionError(
            "waited in vain for " + book + ", has " + rows + "\n" + describe());
      }
      pause();
    }
  }

  /** Between two looks at what cannot be waited on. */
  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(POLL.toNanos());
  }

  /** All rows of one of the books; fails where there are more than a page. */
  JsonNode rows(String book) {
    JsonNode page = json(get("/api/v1/" + book + "?limit=1000"));
    assertThat(page.path("nextCursor").isNull()).as("one page of " + book).isTrue();
    return page.path("items");
  }

  /** What the gateway answers to who holds the token. */
  HttpResponse<String> get(String path) {
    return send(path, token());
  }

  /** What it answers to a stranger. */
  HttpResponse<String> getWithoutToken(String path) {
    return send(path, null);
  }

  static JsonNode json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> send(String path, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + awaitReady() + path))
            .timeout(Duration.ofSeconds(60));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("GET " + path + ": " + e + "\n" + describe(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  String token() {
    try {
      return Files.readString(data.resolve("gateway-token")).trim();
    } catch (IOException e) {
      throw new AssertionError("no token\n" + describe(), e);
    }
  }

  /** SIGTERM, as a service manager sends it. */
  Suite stop() {
    command.stop();
    return this;
  }

  /** SIGKILL to the process and its PostgreSQL at the same time, as when the machine goes down. */
  void kill9() {
    List<ProcessHandle> database = postgres();
    command.kill9();
    database.forEach(ProcessHandle::destroyForcibly);
    endPostgres();
  }

  /** Every process that runs the PostgreSQL unpacked in the data folder. */
  List<ProcessHandle> postgres() {
    String folder = data.toAbsolutePath() + "/";
    return ProcessHandle.allProcesses()
        .filter(process -> command(process).filter(path -> path.startsWith(folder)).isPresent())
        .toList();
  }

  private static Optional<String> command(ProcessHandle process) {
    return process.info().command();
  }

  private void endPostgres() {
    for (ProcessHandle server : postgres()) {
      server.destroyForcibly();
      server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  int exitStatus() {
    return command.exitStatus();
  }

  int exitStatus(Duration within) {
    return command.exitStatus(within);
  }

  JsonNode json() {
    return command.json();
  }

  List<String> stderrLines() {
    return command.stderrLines();
  }

  long pid() {
    return command.pid();
  }

  /** Leaves nothing running. */
  @Override
  public void close() {
    command.close();
    endPostgres();
    http.close();
  }

  /** What it wrote and the end of its log. */
  String describe() {
    return command.describe() + "\nlog:\n" + logTail();
  }

  private String logTail() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("logs/tapeline.log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    } catch (IOException e) {
      return "none: " + e;
    }
  }
}
