package io.tapeline.cli.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sends the logs of everything in this process to one rotating file; warnings of ours to stderr.
 */
public final class Logs {

  private Logs() {}

  /** Must run before anything logs. */
  public static void to(Path folder) throws IOException {
    Files.createDirectories(folder);
    System.setProperty("tapeline.logs", folder.toString());
    System.setProperty("logback.configurationFile", "logback-up.xml");
    // The services share one log; none of them sets logging up again.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    java.util.logging.LogManager.getLogManager().reset();
    org.slf4j.bridge.SLF4JBridgeHandler.install();
  }
}
