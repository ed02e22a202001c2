package io.tapeline.core.risk;

import io.tapeline.core.indicator.Thresholds;
import java.math.BigDecimal;

/** The composite risk level of an account (CATALOGUE 11.5). */
public enum RiskLevel {
  LOW("1"),
  MEDIUM("0.8"),
  HIGH("0.5"),
  CRITICAL("0");

  private static final double[] WEIGHTS = {0.3, 0.3, 0.2, 0.2};
  private static final double EVEN = 0.5;

  private final BigDecimal multiplier;

  RiskLevel(String multiplier) {
    this.multiplier = new BigDecimal(multiplier);
  }

  /** Factor of sizes at this level (R-LEVEL-SIZE). */
  public BigDecimal multiplier() {
    return multiplier;
  }

  /**
   * The score of an account, 0 to 1.
   *
   * @param exposure part of the greatest exposure that is used
   * @param drawdown part of the hard drawdown that is reached
   * @param winRate share of winners, a half if it is not known
   * @param dayLoss part of the day's loss limit that is reached
   */
  public static double score(double exposure, double drawdown, double winRate, double dayLoss) {
    return WEIGHTS[0] * Thresholds.clamp(exposure, 0, 1)
        + WEIGHTS[1] * Thresholds.clamp(drawdown, 0, 1)
        + WEIGHTS[2] * Thresholds.clamp((EVEN - winRate) / EVEN, 0, 1)
        + WEIGHTS[3] * Thresholds.clamp(dayLoss, 0, 1);
  }

  /** The level of a score. */
  public static RiskLevel of(double score) {
    if (Thresholds.atLeast(score, 0.8)) {
      return CRITICAL;
    }
    if (Thresholds.atLeast(score, 0.6)) {
      return HIGH;
    }
    return Thresholds.atLeast(score, 0.4) ? MEDIUM : LOW;
  }
}
