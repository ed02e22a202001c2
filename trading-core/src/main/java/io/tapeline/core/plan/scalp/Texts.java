package io.tapeline.core.plan.scalp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as they stand in evidence. */
final class Texts {

  static final String NONE = "none";

  private static final int DIGITS = 6;

  private Texts() {}

  static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  /** At most so many digits behind the point as a {@link #number} has. */
  static String price(BigDecimal value) {
    return value.scale() > DIGITS
        ? value.setScale(DIGITS, RoundingMode.HALF_EVEN).toPlainString()
        : value.toPlainString();
  }
}
