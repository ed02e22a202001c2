package io.tapeline.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code tapeline} command as a process of its own, on the class path and JDK of the test.
 * Every wait has an end, and says what the process wrote when it fails.
 */
final class Command implements AutoCloseable {

  /** A suite's start and a tape's play take seconds; a shared machine gets this long. */
  static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final JsonMapper JSON = new JsonMapper();

  private final List<String> arguments;
  private final Process process;
  private final Lines out;
  private final Lines err;

  private Command(List<String> arguments, Process process) {
    this.arguments = arguments;
    this.process = process;
    this.out = new Lines(process.getInputStream());
    this.err = new Lines(process.getErrorStream());
  }

  /** Starts the command and returns at once. */
  static Command start(List<String> arguments) throws IOException {
    Process process = Java.builder(ClassArchive.options(), arguments).start();
    process.getOutputStream().close();
    return new Command(arguments, process);
  }

  /** Runs the command to its end. */
  static Command run(List<String> arguments) throws IOException {
    Command command = start(arguments);
    command.exitStatus();
    return command;
  }

  /** Waits for a line on stderr that the pattern is found in. */
  Matcher awaitLine(Pattern pattern) {
    try {
      Matcher found = err.await(pattern);
      if (found == null) {
        throw new AssertionError("no line with '" + pattern + "'\n" + describe());
      }
      return found;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits for the end and gives the status. */
  int exitStatus() {
    return exitStatus(PATIENCE);
  }

  int exitStatus(Duration within) {
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + within + "\n" + describe());
      }
      out.awaitEnd();
      err.awaitEnd();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }

  /** The one object a finished command printed on stdout. */
  JsonNode json() {
    return JSON.readTree(String.join("\n", out.soFar()));
  }

  List<String> stdoutLines() {
    return out.soFar();
  }

  List<String> stderrLines() {
    return err.soFar();
  }

  long pid() {
    return process.pid();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** SIGTERM; by the handle, since the process itself would close our end of its output. */
  void stop() {
    process.toHandle().destroy();
  }

  /** SIGKILL, to this one process. */
  void kill9() {
    process.destroyForcibly();
    exitStatus(Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill9();
    }
  }

  String describe() {
    return "tapeline %s\n%s\nstdout:\n%s\nstderr:\n%s"
        .formatted(
            String.join(" ", arguments),
            process.isAlive() ? "is running" : "exit status " + process.exitValue(),
            String.join("\n", out.soFar()),
            String.join("\n", err.soFar()));
  }

  /** What a process writes, read as it comes. */
  private static final class Lines {

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    Lines(InputStream stream) {
      Thread.ofVirtual().start(() -> read(stream));
    }

    private void read(InputStream stream) {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          add(line);
        }
      } catch (IOException e) {
        // A killed process leaves its pipe torn; what came before counts.
        add("(cut off: " + e.getMessage() + ")");
      } finally {
        end();
      }
    }

    private synchronized void add(String line) {
      lines.add(line);
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }

    synchronized List<String> soFar() {
      return List.copyOf(lines);
    }

    synchronized void awaitEnd() throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!ended && System.nanoTime() < deadline) {
        wait(1000);
      }
    }

    /** The first line the pattern is found in, null if the stream ends or the time is up before. */
    synchronized @Nullable Matcher await(Pattern pattern) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      int next = 0;
      while (true) {
        for (; next < lines.size(); next++) {
          Matcher matcher = pattern.matcher(lines.get(next));
          if (matcher.find()) {
            return matcher;
          }
        }
        if (ended || System.nanoTime() > deadline) {
          return null;
        }
        wait(1000);
      }
    }
  }
}
