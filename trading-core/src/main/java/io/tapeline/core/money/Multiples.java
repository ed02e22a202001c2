package io.tapeline.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds to whole multiples of a step (tick size, lot step). */
final class Multiples {

  private Multiples() {}

  static BigDecimal round(BigDecimal raw, BigDecimal step, RoundingMode mode) {
    if (step.signum() <= 0) {
      throw new IllegalArgumentException("step must be above zero: " + step.toPlainString());
    }
    return raw.divide(step, 0, mode).multiply(step);
  }
}
