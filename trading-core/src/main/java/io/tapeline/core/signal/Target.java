package io.tapeline.core.signal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A profit target: what is closed of a position when the exit-side quote reaches its level.
 *
 * @param share of the quantity opened that is closed there, above 0, at most 1; shares of all
 *     targets sum to at most 1, and what is left has no target
 * @param easings levels that take its place as time passes, in order of their times
 */
public record Target(Level level, BigDecimal share, List<Easing> easings) {

  /** From this long after the first fill on, the target lies at that level. */
  public record Easing(Duration after, Level level) {}

  public Target {
    if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("share " + share + " is not above 0 and at most 1");
    }
    easings = List.copyOf(easings);
  }

  /** All of it at one level that stays. */
  public static Target whole(Level level) {
    return new Target(level, BigDecimal.ONE, List.of());
  }

  /** Where it lies so long after the first fill. */
  public Level levelAt(Duration held) {
    Level now = level;
    for (Easing easing : easings) {
      if (held.compareTo(easing.after()) >= 0) {
        now = easing.level();
      }
    }
    return now;
  }
}
