package io.tapeline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The classes of a short run of the suite, loaded and linked, which every later process starts
 * from: dozens of processes are started by these tests, and finding their classes is most of a
 * start.
 */
final class ClassArchive {

  private static final List<String> OPTIONS = make();

  private ClassArchive() {}

  /** Options that make a JVM start from it. */
  static List<String> options() {
    return OPTIONS;
  }

  private static List<String> make() {
    if (!Java.isPackaged()) {
      // The JVM archives no classes of folders; everything works without, more slowly.
      return List.of();
    }
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "archive").toAbsolutePath();
      Path archive = folder.resolve("suite.jsa");
      Process run =
          Java.builder(
                  List.of("-XX:ArchiveClassesAtExit=" + archive),
                  List.of(
                      "up",
                      "--feed",
                      "sim",
                      "--set",
                      "tapeline.sim.seconds=20",
                      "--once",
                      "--speed",
                      "max",
                      "--port",
                      "0",
                      "--data",
                      folder.resolve("data").toString()))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      run.getOutputStream().close();
      boolean ended = run.waitFor(Command.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended || run.exitValue() != 0 || !Files.exists(archive)) {
        run.destroyForcibly();
        throw new AssertionError("no archive: " + Files.readString(folder.resolve("log")));
      }
      return List.of("-XX:SharedArchiveFile=" + archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
