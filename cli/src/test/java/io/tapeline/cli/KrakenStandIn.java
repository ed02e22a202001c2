package io.tapeline.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapeline.testsupport.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A local stand-in of Kraken, where one lies beside the project. */
final class KrakenStandIn implements AutoCloseable {

  private final Process process;
  private final String rest;

  private KrakenStandIn(Process process, String rest) {
    this.process = process;
    this.rest = rest;
  }

  /** Starts it; skips the calling test where it is absent. */
  static KrakenStandIn start() throws IOException {
    Path folder = SharedData.folder().resolveSibling("kraken-standin");
    assumeTrue(
        Files.isDirectory(folder.resolve("node_modules")),
        () -> "skipped: no stand-in of Kraken with its modules at " + folder);
    Process process =
        new ProcessBuilder("node", "src/main.js", "--port", "0", "--control-port", "0")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    JsonNode ready = JsonMapper.builder().build().readTree(String.valueOf(out.readLine()));
    return new KrakenStandIn(process, ready.path("rest").asString(""));
  }

  String rest() {
    return rest;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
