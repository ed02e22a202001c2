package io.tapeline.core.risk;

import io.tapeline.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Formulas of position sizes (CATALOGUE 10). */
public final class Sizes {

  /** Down, so that a size never rounds up past a limit. */
  private static final MathContext DOWN = new MathContext(18, RoundingMode.DOWN);

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final int PRIOR_WINS = 5;
  private static final int PRIOR_TRADES = 10;
  private static final BigDecimal QUARTER = new BigDecimal("0.25");

  private Sizes() {}

  /**
   * SZ-RISK: the quantity whose loss at the stop is a fraction of equity.
   *
   * @param risk fraction of equity
   * @param multiplier 0 to 1; what is outside counts as its bound: none may raise risk
   * @param stopDistance of a unit, contract size included, above zero
   * @param cost of a unit: fees of both sides and expected slippage
   */
  public static BigDecimal fixedFractional(
      Money equity,
      BigDecimal risk,
      BigDecimal multiplier,
      BigDecimal stopDistance,
      BigDecimal cost) {
    BigDecimal factor = multiplier.max(BigDecimal.ZERO).min(BigDecimal.ONE);
    BigDecimal budget = equity.value().max(BigDecimal.ZERO).multiply(risk).multiply(factor);
    return budget.divide(stopDistance.add(cost), DOWN);
  }

  /** The factor of a signal's confidence, a half to one. */
  public static BigDecimal confidenceFactor(BigDecimal confidence) {
    BigDecimal within = confidence.max(BigDecimal.ZERO).min(BigDecimal.ONE);
    return HALF.add(HALF.multiply(within));
  }

  /** The most of a size that a notional limit leaves, given the notional of one unit. */
  static BigDecimal within(Money limit, Money unit) {
    return limit.value().max(BigDecimal.ZERO).divide(unit.value(), DOWN);
  }

  /** A win rate shrunk towards a half. */
  public static double shrunkWinRate(int wins, int trades) {
    return (wins + (double) PRIOR_WINS) / (trades + PRIOR_TRADES);
  }

  /**
   * SZ-KELLY: Kelly's fraction {@code p - (1 - p) / b}; zero or less: there is no edge.
   *
   * @param winRate 0 to 1
   * @param payoff average win over average loss, above zero
   */
  public static double kelly(double winRate, double payoff) {
    return winRate - (1 - winRate) / payoff;
  }

  /** A quarter of Kelly's fraction, at most the cap. */
  public static BigDecimal quarterKelly(double fraction, BigDecimal cap) {
    return BigDecimal.valueOf(fraction).multiply(QUARTER).max(BigDecimal.ZERO).min(cap);
  }

  /**
   * SZ-VOL by a target: {@code target / volatility}, a half to two.
   *
   * @param volatility in the unit of the target, above zero
   */
  public static double volatilityFactor(double target, double volatility) {
    return Math.max(0.5, Math.min(2.0, target / volatility));
  }
}
