package io.tapeline.core.risk;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What a setup earns and loses after costs, as fractions of the entry price (CO-MODEL, CO-FEAS).
 *
 * @param target distance of the target
 * @param stop distance of the stop, above zero
 * @param winCost fees of the way in and out where the target is met
 * @param lossCost fees and slippage where the stop is
 * @param spread of the market
 */
public record NetEdge(
    BigDecimal target,
    BigDecimal stop,
    BigDecimal winCost,
    BigDecimal lossCost,
    BigDecimal spread) {

  private static final MathContext RATIO = new MathContext(12, RoundingMode.HALF_EVEN);

  /** Reward to risk after costs. */
  public BigDecimal rewardRisk() {
    return target.subtract(winCost).divide(stop.add(lossCost), RATIO);
  }

  /**
   * The target that pays its costs so many times.
   *
   * @param takerLegs ways, in and out, that take liquidity: each pays half of the spread
   */
  public BigDecimal needed(BigDecimal factor, int takerLegs) {
    BigDecimal paid = spread.multiply(BigDecimal.valueOf(takerLegs)).divide(BigDecimal.TWO, RATIO);
    return factor.multiply(winCost.add(paid));
  }

  /** Share of winners at which nothing is earned or lost; above 1: it cannot be earned. */
  public double breakEvenWinRate() {
    double lost = stop.add(lossCost).doubleValue();
    return lost / (target.subtract(winCost).doubleValue() + lost);
  }

  /** Share of winners of a market without drift; below 0: the spread alone meets the stop. */
  public double driftlessWinRate() {
    return stop.subtract(spread).doubleValue() / target.add(stop).doubleValue();
  }

  /** Share of winners that skill has to add. */
  public double edgeNeeded() {
    return breakEvenWinRate() - driftlessWinRate();
  }
}
