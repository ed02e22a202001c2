package io.tapeline.core.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Fall of an equity curve below its highest point so far (CATALOGUE 11.7): {@code (peak - equity) /
 * peak}. Not thread-safe.
 */
public final class Drawdown {

  private static final MathContext PRECISION = new MathContext(34, RoundingMode.HALF_EVEN);

  private BigDecimal peak = BigDecimal.ZERO;
  private BigDecimal current = BigDecimal.ZERO;
  private BigDecimal max = BigDecimal.ZERO;

  /** Takes the next sample of the curve. A curve that never was above zero has no drawdown. */
  public void add(BigDecimal equity) {
    peak = peak.max(equity);
    if (peak.signum() > 0) {
      current = peak.subtract(equity).divide(peak, PRECISION);
      max = max.max(current);
    }
  }

  /** Deepest fall so far, a fraction of the peak it fell from. */
  public BigDecimal max() {
    return max;
  }

  /** Fall at the last sample, a fraction of the peak. */
  public BigDecimal current() {
    return current;
  }
}
