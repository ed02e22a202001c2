package io.tapeline.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV, written in blocks. Throws {@link ClosedOutputException} once nobody reads any more.
 */
public final class CsvOutput implements AutoCloseable {

  private static final int BLOCK = 1 << 15;

  private final PrintStream out;
  private final StringBuilder text = new StringBuilder(BLOCK + 1024);

  public CsvOutput(PrintStream out, String header) {
    this.out = out;
    text.append(header).append('\n');
  }

  /** Writes one row; null is an empty cell. Cells with a comma, quote or line end are quoted. */
  public void row(@Nullable Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      if (cells[i] != null) {
        cell(String.valueOf(cells[i]));
      }
    }
    text.append('\n');
    if (text.length() >= BLOCK) {
      flush();
    }
  }

  private void cell(String value) {
    if (value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0) {
      text.append(value);
    } else {
      text.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }

  /** Passes on what was written so far. */
  public void flush() {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    out.write(bytes, 0, bytes.length);
    if (out.checkError()) {
      throw new ClosedOutputException();
    }
  }

  @Override
  public void close() {
    if (!text.isEmpty()) {
      flush();
    }
  }
}
