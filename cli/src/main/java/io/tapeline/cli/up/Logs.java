package io.tapeline.cli.up;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/**
 * Sends the logs of everything in this process to one rotating file; warnings of ours to stderr.
 */
public final class Logs {

  private static final String CONFIGURATION = "logback-up.xml";

  private Logs() {}

  /**
   * From now on; a library that was asked to check the settings may have begun to log otherwise.
   */
  public static void to(Path folder) throws IOException {
    Files.createDirectories(folder);
    System.setProperty("tapeline.logs", folder.toString());
    System.setProperty("logback.configurationFile", CONFIGURATION);
    // The services share one log; none of them sets logging up again.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    java.util.logging.LogManager.getLogManager().reset();
    org.slf4j.bridge.SLF4JBridgeHandler.install();
    configure();
  }

  private static void configure() throws IOException {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      throw new IOException("no log can be written: the logging library is another one");
    }
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(
          Objects.requireNonNull(
              Logs.class.getClassLoader().getResource(CONFIGURATION), CONFIGURATION));
    } catch (JoranException e) {
      throw new IOException("no log can be written: " + e.getMessage(), e);
    }
  }
}
