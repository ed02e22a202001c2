package io.tapeline.marketdata.instrument;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Numbers as venues write them: as JSON numbers or as text. */
final class Published {

  /** More than any venue uses; a mistaken answer must not become a number of a million digits. */
  private static final int MOST_DECIMALS = 30;

  private Published() {}

  /** The number of a field, null if it is absent or none. */
  static @Nullable BigDecimal number(JsonNode node) {
    if (node.isNumber()) {
      return node.decimalValue();
    }
    try {
      return node.isString() ? new BigDecimal(node.asString().trim()) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The number of a field that must be above zero. */
  static BigDecimal positive(JsonNode entry, String field) {
    return positive(number(entry.path(field)), field);
  }

  static BigDecimal positive(@Nullable BigDecimal number, String field) {
    if (number == null || number.signum() <= 0) {
      throw new IllegalArgumentException("no usable " + field);
    }
    return number;
  }

  /** The step of so many decimals: 0.01 of 2. */
  static @Nullable BigDecimal step(JsonNode decimals) {
    int digits = decimals.isIntegralNumber() ? decimals.asInt(-1) : -1;
    return digits < 0 || digits > MOST_DECIMALS ? null : BigDecimal.ONE.movePointLeft(digits);
  }
}
