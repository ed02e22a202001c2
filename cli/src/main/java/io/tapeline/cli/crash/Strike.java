package io.tapeline.cli.crash;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Processes that are killed at once.
 *
 * @param at share of the tape that has been played, 0 to 1
 * @param delay from that moment, so that a strike does not always meet the same step of the line
 * @param victims whom it hits, one or several
 * @param next another strike while those victims are still coming back, null for none; its delay
 *     counts from their new start
 */
record Strike(double at, Duration delay, List<Instance> victims, @Nullable Strike next) {

  Strike {
    victims = List.copyOf(victims);
    if (victims.isEmpty()) {
      throw new IllegalArgumentException("a strike hits somebody");
    }
  }

  /** How many processes it kills, with those of the next one. */
  int kills() {
    return victims.size() + (next == null ? 0 : next.kills());
  }
}
