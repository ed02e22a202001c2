package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.MarketSession;
import io.tapeline.core.indicator.OrderBlocks.Fallback;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.VwapBand;
import io.tapeline.core.money.Quantity;
import java.math.BigDecimal;

/**
 * The rules of one instrument (S3-RULES).
 *
 * @param set the rule set they come from
 * @param relative whether the limits are fractions of the price, not price units
 * @param bandMultiplier part of the micro volatility that the VWAP band is wide to each side; zero:
 *     0.05 % of the VWAP
 * @param orderFlow whether trades are looked at: cumulative delta and its spikes
 * @param asianPoints of the session quality in ASIAN; 1 in LONDON, OVERLAP and NY
 * @param blockFallback height of an order block's zone while the micro volatility is not ready
 * @param volume of an order
 */
public record ScalpRules(
    RuleSet set,
    boolean relative,
    ScalpLimits limits,
    double bandMultiplier,
    boolean orderFlow,
    double asianPoints,
    Fallback blockFallback,
    Quantity volume) {

  /** The rule sets that there are. */
  public enum RuleSet {
    /** Gold, in dollars. */
    XAUUSD,
    /** Bitcoin, in dollars. */
    BTCUSD,
    /** Anything, as fractions of the price. */
    GENERIC
  }

  /** The limits in price units where the price is this, above zero. */
  public ScalpLimits at(BigDecimal price) {
    return relative ? limits.times(price) : limits;
  }

  /** The VWAP band (IND-VWAPBAND). */
  public VwapBand band(double vwap, Reading<Double> atr1, double spread) {
    return bandMultiplier == 0
        ? VwapBand.fixed(vwap)
        : VwapBand.adjusted(vwap, atr1, bandMultiplier, spread);
  }

  /** Points of the score for the session. */
  public double sessionPoints(MarketSession session) {
    return switch (session) {
      case LONDON, OVERLAP, NY -> 1;
      case ASIAN -> asianPoints;
      case POST_NY -> 0;
    };
  }

  ScalpRules withOrderFlow() {
    return new ScalpRules(
        set, relative, limits, bandMultiplier, true, asianPoints, blockFallback, volume);
  }
}
