package io.tapeline.testsupport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real tapes that tests compare with; they lie beside the project, not in it. */
public final class SharedData {

  private SharedData() {}

  /** The folder of the tapes, whether it exists or not. */
  public static Path folder() {
    return Path.of(System.getProperty("tapeline.root", "."), "..", "shared", "data").normalize();
  }

  /**
   * A tape by its name without {@code .csv.gz}; skips the calling test where the folder is absent.
   */
  public static Path tape(String name) {
    return file(name + ".csv.gz");
  }

  /** A file of the folder; skips the calling test where the folder is absent. */
  public static Path file(String name) {
    Path folder = folder();
    assumeTrue(Files.isDirectory(folder), () -> "skipped: no shared market data at " + folder);
    return folder.resolve(name);
  }
}
