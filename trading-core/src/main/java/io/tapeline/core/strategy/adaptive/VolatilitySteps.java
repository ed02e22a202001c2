package io.tapeline.core.strategy.adaptive;

import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.SettingsReader;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What follows the volatility: S0-THRESH and S0-SIZE. Volatilities are in basis points.
 *
 * @param reference volatility at which target and stop have doubled
 * @param baseProfit target without volatility, a fraction of the entry
 * @param baseLoss stop without volatility, a fraction of the entry
 * @param amount order size in between
 * @param high strictly above it the size is times {@code highFactor}
 * @param low strictly below it the size is times {@code lowFactor}
 */
record VolatilitySteps(
    double reference,
    BigDecimal baseProfit,
    BigDecimal baseLoss,
    Quantity amount,
    double high,
    double low,
    BigDecimal highFactor,
    BigDecimal lowFactor) {

  private static final int SCALE = 10;

  static VolatilitySteps read(SettingsReader in) {
    VolatilitySteps steps =
        new VolatilitySteps(
            in.decimal("tapeline.adaptive.vol-ref-bps", "10", "0.001", "10000").doubleValue(),
            in.decimal("tapeline.adaptive.base-profit-pct", "0.006138", "0.000001", "0.5"),
            in.decimal("tapeline.adaptive.base-loss-pct", "0.006138", "0.000001", "0.25"),
            new Quantity(
                in.decimal(
                    "tapeline.adaptive.order-amount", "0.00005", "0.000000001", "1000000000")),
            in.decimal("tapeline.adaptive.high-vol-bps", "20", "0", "10000").doubleValue(),
            in.decimal("tapeline.adaptive.low-vol-bps", "5", "0", "10000").doubleValue(),
            in.decimal("tapeline.adaptive.high-vol-factor", "0.5", "0.01", "1"),
            in.decimal("tapeline.adaptive.low-vol-factor", "2.0", "1", "100"));
    if (steps.low > steps.high) {
      in.mistake(
          "tapeline.adaptive.low-vol-bps",
          Double.toString(steps.low),
          "at most high-vol-bps, which is " + steps.high);
    }
    return steps;
  }

  /** By what target and stop are widened, 1 to 2. */
  double widening(double volatility) {
    return 1 + Math.min(volatility / reference, 1);
  }

  /** Target, a fraction of the entry. */
  BigDecimal profit(double volatility) {
    return widened(baseProfit, volatility);
  }

  /** Stop, a fraction of the entry. */
  BigDecimal loss(double volatility) {
    return widened(baseLoss, volatility);
  }

  private BigDecimal widened(BigDecimal base, double volatility) {
    return base.multiply(BigDecimal.valueOf(widening(volatility)))
        .setScale(SCALE, RoundingMode.HALF_EVEN);
  }

  /** Order size, not rounded to lots. */
  Quantity size(double volatility) {
    if (volatility > high) {
      return new Quantity(amount.value().multiply(highFactor));
    }
    return volatility < low ? new Quantity(amount.value().multiply(lowFactor)) : amount;
  }
}
