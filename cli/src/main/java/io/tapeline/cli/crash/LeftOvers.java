package io.tapeline.cli.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Processes of a crash test that was killed itself and could not end them. */
final class LeftOvers {

  private LeftOvers() {}

  /**
   * Kills every process that was started for a round in this data folder. The caller holds the
   * folder's lock, so no other crash test needs them.
   *
   * @return how many there were
   */
  static int end(Path data) throws IOException {
    String folder = data.toAbsolutePath().normalize() + "/";
    List<ProcessHandle> found =
        ProcessHandle.allProcesses().filter(process -> belongsTo(process.info(), folder)).toList();
    found.forEach(ProcessHandle::destroyForcibly);
    try {
      Life.awaitEnd(found);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return found.size();
  }

  /** A JVM by the folder of its round, PostgreSQL by its program in the data folder. */
  private static boolean belongsTo(ProcessHandle.Info process, String folder) {
    return process.command().filter(program -> program.startsWith(folder)).isPresent()
        || process
            .commandLine()
            .filter(line -> line.contains("-Dtapeline.round=" + folder))
            .isPresent();
  }
}
