package io.tapeline.core.plan.scalp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as they stand in evidence. */
final class Texts {

  static final String NONE = "none";

  private static final int DIGITS = 6;

  private Texts() {}

  /** {@code meanRange} of {@code mean range}. */
  static String camelCase(String words) {
    StringBuilder name = new StringBuilder();
    for (String word : words.split(" ", -1)) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  /** At most so many digits behind the point as a number has. */
  static String price(BigDecimal value) {
    return value.scale() > DIGITS
        ? value.setScale(DIGITS, RoundingMode.HALF_EVEN).toPlainString()
        : value.toPlainString();
  }
}
