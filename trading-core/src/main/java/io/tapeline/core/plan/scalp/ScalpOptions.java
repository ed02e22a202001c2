package io.tapeline.core.plan.scalp;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis asks for besides the rules of the instrument.
 *
 * @param direction the only direction wanted, null for either
 * @param minScore score from which on a trade is allowed
 * @param aPlusScore score from which on it is A+
 * @param requireAPlus whether nothing less than A+ is wanted
 * @param requiredTriggers primaries that all have to be among those fired
 * @param levels the author's stop and target, null if they are to be found
 * @param edges places that count
 * @param blockPostNy whether nothing is wanted after New York's close
 * @param dynamicAtr whether the least micro volatility follows the last half hour (IND-DYNATR)
 * @param persistenceFrom time in the VWAP band from which on it is worth more
 * @param candleMaxAge oldest candle that signals are taken from
 * @param snapshotMaxAge oldest snapshot
 */
public record ScalpOptions(
    @Nullable Side direction,
    double minScore,
    double aPlusScore,
    boolean requireAPlus,
    Set<PrimaryKind> requiredTriggers,
    @Nullable Levels levels,
    VwapMode vwapMode,
    Set<EdgeKind> edges,
    boolean blockPostNy,
    boolean dynamicAtr,
    Duration persistenceFrom,
    Duration candleMaxAge,
    Duration snapshotMaxAge) {

  /** A stop and a target at prices. */
  public record Levels(Price stop, Price target) {}

  public ScalpOptions {
    requiredTriggers = Set.copyOf(requiredTriggers);
    edges = Set.copyOf(edges);
  }

  /** The same for a plan. */
  public ScalpOptions forPlan(
      Side planDirection,
      double planMinScore,
      boolean planRequiresAPlus,
      Set<PrimaryKind> planTriggers,
      Levels planLevels) {
    return new ScalpOptions(
        planDirection,
        planMinScore,
        aPlusScore,
        planRequiresAPlus,
        planTriggers,
        planLevels,
        vwapMode,
        edges,
        blockPostNy,
        dynamicAtr,
        persistenceFrom,
        candleMaxAge,
        snapshotMaxAge);
  }

  /** Score that has to be reached. */
  double neededScore() {
    return requireAPlus ? Math.max(minScore, aPlusScore) : minScore;
  }
}
