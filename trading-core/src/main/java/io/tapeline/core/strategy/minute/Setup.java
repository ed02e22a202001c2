package io.tapeline.core.strategy.minute;

import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A way into the market that was looked for on a candle.
 *
 * @param name stable, as in the evidence of its signals
 * @param checks what it asks for
 * @param levels how it would be traded; null if a condition is not met
 */
public record Setup(String name, Side side, Checklist checks, @Nullable Levels levels) {

  /**
   * Confidence and exits.
   *
   * @param confidence 0 to 1
   * @param stop before rounding
   * @param target before rounding
   */
  public record Levels(double confidence, BigDecimal stop, BigDecimal target) {}

  public Setup {
    if ((levels != null) != checks.allMet()) {
      throw new IllegalArgumentException(name + " has levels if its conditions are met, not else");
    }
  }
}
