package io.tapeline.core.tape.foreign;

import io.tapeline.core.export.Csv;
import io.tapeline.core.tape.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines that could not be used, whole, in a file beside the tape; none if all could. */
public final class RejectedFile implements AutoCloseable {

  private static final String HEADER = "file,line,reason,detail,original";

  private final Path file;
  private @Nullable WholeFile lines;

  /**
   * @param tape the tape that the lines did not come into
   */
  public RejectedFile(Path tape) {
    file = tape.resolveSibling(tape.getFileName() + ".rejected.csv");
  }

  /** Keeps one line. */
  public void add(Path input, long line, String reason, String detail, String original)
      throws IOException {
    if (lines == null) {
      lines = new WholeFile(file);
      lines.line(HEADER);
    }
    lines.line(Csv.line(List.of(input.toString(), line, reason, detail, original)));
  }

  /** Puts the file in its place, or removes one of an earlier import; null if there is none. */
  public @Nullable Path commit() throws IOException {
    if (lines == null) {
      Files.deleteIfExists(file);
      return null;
    }
    lines.commit();
    return file;
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }
}
