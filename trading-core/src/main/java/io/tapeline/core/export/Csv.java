package io.tapeline.core.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of CSV (RFC 4180, without the line end): fields are quoted only where they must be. */
public final class Csv {

  private Csv() {}

  /**
   * The fields as one line. Null is an empty field; a {@link BigDecimal} is written in plain digits
   * without trailing zeros; everything else as its {@code toString}.
   */
  public static String line(List<? extends @Nullable Object> fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      line.append(field(fields.get(i)));
    }
    return line.toString();
  }

  /** Plain digits without trailing zeros, never an exponent: the one way an amount is written. */
  public static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  /**
   * The fields of the next record, null at the end; a quoted field may go over several lines.
   *
   * @throws IOException if reading fails or the text ends within quotes
   */
  public static @Nullable List<String> read(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    if (line == null) {
      return null;
    }
    List<String> fields = fields(line);
    StringBuilder whole = new StringBuilder(line);
    while (fields == null) {
      String more = reader.readLine();
      if (more == null) {
        throw new IOException("the CSV ends within quotes: " + line);
      }
      fields = fields(whole.append('\n').append(more).toString());
    }
    return fields;
  }

  /** The fields of a line, unquoted; null if it ends within quotes. */
  public static @Nullable List<String> fields(String line) {
    return fields(line, ',');
  }

  /** As {@link #fields(String)}, with another separator. */
  public static @Nullable List<String> fields(String line, char separator) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (doubled) {
          field.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == separator && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return quoted ? null : fields;
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value instanceof BigDecimal amount ? plain(amount) : value.toString();
    return mustBeQuoted(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static boolean mustBeQuoted(String text) {
    return text.indexOf(',') >= 0
        || text.indexOf('"') >= 0
        || text.indexOf('\n') >= 0
        || text.indexOf('\r') >= 0;
  }
}
