package io.tapeline.cli.crash;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Processes that are killed or paused at once.
 *
 * @param at share of the tape that has been played, 0 to 1
 * @param delay from that moment, so that a strike does not always meet the same step of the line
 * @param victims whom it hits, one or several
 * @param pause how long they are paused, zero if they are killed
 * @param next another strike while those victims are still coming back, null for none; its delay
 *     counts from their new start
 */
record Strike(
    double at, Duration delay, List<Instance> victims, Duration pause, @Nullable Strike next) {

  Strike {
    victims = List.copyOf(victims);
    if (victims.isEmpty()) {
      throw new IllegalArgumentException("a strike hits somebody");
    }
  }

  /** How many processes it kills, with those of the next one. */
  int kills() {
    return (isPause() ? 0 : victims.size()) + (next == null ? 0 : next.kills());
  }

  /** True if its victims are paused and then go on, false if they are killed. */
  boolean isPause() {
    return pause.isPositive();
  }
}
