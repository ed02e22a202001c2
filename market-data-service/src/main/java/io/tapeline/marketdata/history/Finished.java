package io.tapeline.marketdata.history;

import io.tapeline.core.tape.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a finished tape is, kept beside it in a file that ends in .history.json.
 *
 * @param bytes length of the tape
 * @param first time of the first row in microseconds, null if it has none
 */
record Finished(
    Task task,
    long bytes,
    long rows,
    @Nullable Long first,
    @Nullable Long last,
    long rejected,
    long missing,
    long gaps,
    long stepsBack) {

  static Path beside(Path tape) {
    return tape.resolveSibling(tape.getFileName() + ".history.json");
  }

  /** What is told of a tape; null if nothing is. */
  static @Nullable Finished read(Path tape) throws IOException {
    Path file = beside(tape);
    return Files.exists(file) ? JsonLines.parse(Files.readString(file), Finished.class) : null;
  }

  void write(Path tape) throws IOException {
    WholeFile.write(beside(tape), JsonLines.of(this) + "\n");
  }
}
