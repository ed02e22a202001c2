package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.MarketSession;
import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.indicator.VolatilityExpansion.State;
import io.tapeline.core.indicator.VwapPersistence;
import java.util.Collection;

/**
 * Confluence of a setup (S3-L4), each part not rounded.
 *
 * @param trigger quality of the best primary, 0 to 2
 * @param vwap nearness to the VWAP, 0 to 2
 * @param edges agreeing places besides the VWAP, 0 to 2
 * @param volatility 0 to 1
 * @param session 0 to 1
 */
public record ScalpScore(
    double trigger, double vwap, double edges, double volatility, double session) {

  /** The greatest total. */
  public static final double MOST = 8;

  private static final double MOST_POINTS = 2;
  private static final double SPIKE_POINTS = 0.5;
  private static final double STABLE_POINTS = 0.5;
  private static final double STABLE_RANGES = 1.5;

  /** The sum, 0 to 8. */
  public double total() {
    return trigger + vwap + edges + volatility + session;
  }

  /** Whether the total is at least this. */
  public boolean reaches(double needed) {
    return Thresholds.atLeast(total(), needed);
  }

  /**
   * Points of the best agreeing primary.
   *
   * @param spike whether a spike of the minute's delta agrees: half a point more
   */
  static double trigger(Collection<Primary> agreeing, boolean spike) {
    double best = agreeing.stream().mapToDouble(Primary::points).max().orElse(0);
    return Math.min(MOST_POINTS, best > 0 && spike ? best + SPIKE_POINTS : best);
  }

  /**
   * 2 within the band, 1 within twice its half-width, times the bonus for persistence, 2 at most.
   *
   * @param distance of the price from the VWAP, {@code halfWidth} of the band, in price units
   * @param seconds in the band without a break
   * @param from seconds from which on there is a bonus
   */
  static double vwap(double distance, double halfWidth, double seconds, double from) {
    double points = 0;
    if (Thresholds.atMost(distance, halfWidth)) {
      points = MOST_POINTS;
    } else if (Thresholds.atMost(distance, 2 * halfWidth)) {
      points = 1;
    }
    return Math.min(MOST_POINTS, points * VwapPersistence.multiplier(seconds, from));
  }

  /** One point for each agreeing kind of place besides the VWAP band, 2 at most. */
  static double edges(Collection<Edge> agreeing) {
    long kinds =
        agreeing.stream()
            .map(Edge::kind)
            .filter(kind -> kind != EdgeKind.VWAP_BAND)
            .distinct()
            .count();
    return Math.min(MOST_POINTS, (double) kinds);
  }

  /** 1 if it expands from the least on, a half if it is stable from 1.5 times the least on. */
  static double volatility(State state, double atr1, double least) {
    return switch (state) {
      case EXPANDING -> Thresholds.atLeast(atr1, least) ? 1 : 0;
      case STABLE -> Thresholds.atLeast(atr1, STABLE_RANGES * least) ? STABLE_POINTS : 0;
      case CONTRACTING -> 0;
    };
  }

  /** By the table of the rule set. */
  static double session(MarketSession session, ScalpRules rules) {
    return rules.sessionPoints(session);
  }
}
