package io.tapeline.core.strategy.adaptive;

import io.tapeline.core.settings.SettingsReader;
import org.jspecify.annotations.Nullable;

/**
 * S0-QUALITY: how good a trade is or was, 0 to 100: the weighted mean of those parts that are
 * known.
 *
 * @param strong points of a strong label
 * @param plain points of a plain one
 * @param worstCostBps spread and slippage that leave nothing of the execution's points
 * @param suits the volatilities that suit
 */
record TradeQuality(
    Weights weights, double strong, double plain, double worstCostBps, Trapezoid suits) {

  private static final double WHOLE = 100;
  private static final double WORST_WIN_RATE = 0.2;

  /** What each part weighs. */
  record Weights(
      double signal,
      double winRate,
      double rewardRisk,
      double execution,
      double volatility,
      double outcome) {}

  /** Points of a volatility in basis points: none outside, all from {@code full} to {@code end}. */
  record Trapezoid(double zero, double full, double end, double nothing) {

    double points(double bps) {
      double rise = (bps - zero) / (full - zero);
      double fall = (nothing - bps) / (nothing - end);
      return WHOLE * clamp(Math.min(rise, fall), 0, 1);
    }
  }

  /**
   * What is known of a trade.
   *
   * @param signal points of the label, 0 to 100
   * @param winRate 0 to 1
   * @param rewardRisk target over stop, before costs
   * @param execution points of the execution, null where no slippage is known
   * @param volatilityBps in basis points
   * @param netPercent net result in percent, null before the trade
   */
  record Parts(
      double signal,
      double winRate,
      double rewardRisk,
      @Nullable Double execution,
      double volatilityBps,
      @Nullable Double netPercent) {}

  static TradeQuality read(SettingsReader in) {
    Weights weights =
        new Weights(
            weight(in, "signal", "0.20"),
            weight(in, "win-rate", "0.20"),
            weight(in, "reward-risk", "0.15"),
            weight(in, "execution", "0.10"),
            weight(in, "volatility", "0.10"),
            weight(in, "outcome", "0.25"));
    if (weights.signal + weights.winRate + weights.rewardRisk + weights.volatility <= 0) {
      in.mistake(
          "tapeline.adaptive.quality.weight-signal", "0", "above zero, or another weight must be");
    }
    Trapezoid suits =
        new Trapezoid(
            number(in, "vol-zero-bps", "1", "10000"),
            number(in, "vol-full-bps", "5", "10000"),
            number(in, "vol-end-bps", "30", "10000"),
            number(in, "vol-nothing-bps", "100", "10000"));
    if (!(suits.zero < suits.full && suits.full <= suits.end && suits.end < suits.nothing)) {
      in.mistake(
          "tapeline.adaptive.quality.vol-zero-bps",
          Double.toString(suits.zero),
          "below vol-full-bps, that at most vol-end-bps, and that below vol-nothing-bps");
    }
    return new TradeQuality(
        weights,
        number(in, "strong-points", "90", "100"),
        number(in, "plain-points", "50", "100"),
        in.decimal("tapeline.adaptive.quality.worst-cost-bps", "20", "0.001", "10000")
            .doubleValue(),
        suits);
  }

  private static double weight(SettingsReader in, String part, String byDefault) {
    return number(in, "weight-" + part, byDefault, "1");
  }

  private static double number(SettingsReader in, String name, String byDefault, String max) {
    return in.decimal("tapeline.adaptive.quality." + name, byDefault, "0", max).doubleValue();
  }

  /** Points of a label. */
  double signal(Label label) {
    if (label == Label.NEUTRAL) {
      return 0;
    }
    return label.isStrong() ? strong : plain;
  }

  /** Points of an execution that costs so much, in basis points. */
  double execution(double spreadBps, double slippageBps) {
    return WHOLE - WHOLE * clamp((spreadBps + slippageBps) / worstCostBps, 0, 1);
  }

  /** The score. */
  double score(Parts parts) {
    Mean mean = new Mean();
    mean.add(weights.signal, parts.signal);
    mean.add(weights.winRate, (parts.winRate - WORST_WIN_RATE) / (1 - WORST_WIN_RATE) * WHOLE);
    mean.add(weights.rewardRisk, rewardRisk(parts.rewardRisk));
    if (parts.execution != null) {
      mean.add(weights.execution, parts.execution);
    }
    mean.add(weights.volatility, suits.points(parts.volatilityBps));
    if (parts.netPercent != null) {
      mean.add(weights.outcome, (parts.netPercent + 2) / 4 * WHOLE);
    }
    return mean.value();
  }

  private static double rewardRisk(double ratio) {
    if (ratio >= 2) {
      return WHOLE;
    }
    return ratio >= 1 ? 50 + (ratio - 1) * 50 : clamp(ratio * 50, 0, 49);
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(value, most));
  }

  /** Of the parts that are there. */
  private static final class Mean {
    private double sum;
    private double weight;

    void add(double ofWeight, double points) {
      sum += ofWeight * clamp(points, 0, WHOLE);
      weight += ofWeight;
    }

    double value() {
      return sum / weight;
    }
  }
}
