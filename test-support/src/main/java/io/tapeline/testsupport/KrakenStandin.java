package io.tapeline.testsupport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The local stand-in of the Kraken exchange as a process of its own. It lies beside the project and
 * needs Node.js and its packages ({@code npm ci} in its folder, or in a copy of it that the
 * environment variable {@code TAPELINE_KRAKEN_STANDIN} names).
 */
public final class KrakenStandin implements AutoCloseable {

  private final Process process;
  private final String announced;
  private final HttpClient http = HttpClient.newHttpClient();

  private KrakenStandin(Process process, String announced) {
    this.process = process;
    this.announced = announced;
  }

  /** Starts it on free ports; skips the calling test where it or what it needs is absent. */
  public static KrakenStandin start(String... options) throws IOException {
    Path folder = folder();
    assumeTrue(
        Files.isDirectory(folder.resolve("node_modules").resolve("ws")),
        () -> "skipped: no stand-in of Kraken with its packages at " + folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                folder.resolve("src").resolve("main.js").toString(),
                "--port",
                "0",
                "--control-port",
                "0"));
    command.addAll(List.of(options));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, () -> "skipped: no Node.js to run the stand-in of Kraken: " + e);
      throw e;
    }
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null || !line.contains("\"ready\":true")) {
      process.destroyForcibly();
      throw new IOException("the stand-in of Kraken does not start: " + line);
    }
    // What it says later must not fill the pipe.
    Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
    return new KrakenStandin(process, line);
  }

  private static Path folder() {
    String named = System.getenv("TAPELINE_KRAKEN_STANDIN");
    return named == null ? SharedData.folder().resolveSibling("kraken-standin") : Path.of(named);
  }

  private URI address(String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(announced);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + name + " in " + announced);
    }
    return URI.create(matcher.group(1));
  }

  /** Base of its REST calls. */
  public URI rest() {
    return address("rest");
  }

  /** Its public WebSocket v2. */
  public URI webSocket() {
    return address("ws");
  }

  /** Asks its control port; returns the answer as text. */
  public String control(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(address("control").resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** Orders a fault. */
  public void fault(String body) throws IOException, InterruptedException {
    control("POST", "/fault", body);
  }

  /** True while an ordered fault has not fired as often as it is to. */
  public boolean hasFaultLeft() throws IOException, InterruptedException {
    return !control("GET", "/faults", "").contains("\"active\":[]");
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.destroyForcibly();
  }
}
