package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.BadRow;
import io.tapeline.core.tape.LineSource;
import io.tapeline.core.tape.TapeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One input with its layout; hands out the lines after the header. */
final class ForeignFile implements AutoCloseable {

  private final LineSource lines;
  private final Layout layout;
  private @Nullable String first;

  private ForeignFile(LineSource lines, Layout layout, @Nullable String first) {
    this.lines = lines;
    this.layout = layout;
    this.first = first;
  }

  /**
   * Opens a file and finds out how to read it.
   *
   * @throws TapeException if it is missing, empty, damaged, or does not tell what it holds
   */
  static ForeignFile open(Path file, ImportSettings settings) throws IOException {
    LineSource lines = LineSource.openUnpacked(file);
    try {
      if (!lines.nextFilled()) {
        throw new TapeException(file + ": is empty; there is nothing to import");
      }
      String text = lines.text();
      String first = text.startsWith("\uFEFF") ? text.substring(1) : text;
      List<String> fields = fields(first, settings);
      boolean header = Fields.areNames(fields);
      Layout layout = settings.format().layout(new Opening(file, fields, header, settings));
      return new ForeignFile(lines, layout, header ? null : first);
    } catch (IOException e) {
      lines.close();
      throw e;
    }
  }

  private static List<String> fields(String line, ImportSettings settings) {
    try {
      return Fields.of(line, settings.separator());
    } catch (BadRow e) {
      return List.of(line);
    }
  }

  Layout layout() {
    return layout;
  }

  /** The next line that is not blank, null at the end. */
  @Nullable String next() throws TapeException {
    if (first != null) {
      String line = first;
      first = null;
      return line;
    }
    return lines.nextFilled() ? lines.text() : null;
  }

  /** Number of the line last handed out, from 1. */
  long line() {
    return lines.line();
  }

  @Override
  public void close() throws IOException {
    try {
      layout.close();
    } finally {
      lines.close();
    }
  }
}
