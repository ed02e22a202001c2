package io.tapeline.core.export;

import java.math.BigDecimal;
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
