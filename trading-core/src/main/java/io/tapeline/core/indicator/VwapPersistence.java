package io.tapeline.core.indicator;

import io.tapeline.core.time.EventTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * IND-VWAPPERSIST: how long checks in a row have found the price within the band, and the bonus for
 * it. A check outside, or one more than twice the interval after the last, begins at zero.
 */
public final class VwapPersistence {

  private static final double FROM_SECONDS = 30;
  private static final double RISE_SECONDS = 60;
  private static final double FIRST_BONUS = 1.05;
  private static final double FULL_BONUS = 1.20;

  private final long longestGap;
  private @Nullable EventTime since;
  private @Nullable EventTime last;

  /**
   * @param interval time between two checks
   */
  public VwapPersistence(Duration interval) {
    this.longestGap = 2 * EventTime.micros(interval);
  }

  /** Takes the outcome of a check; returns the seconds without a break, 0 outside the band. */
  public double check(EventTime now, boolean inBand) {
    EventTime before = last;
    if (!inBand) {
      since = null;
    } else if (since == null || before == null || now.microsSince(before) > longestGap) {
      since = now;
    }
    last = now;
    return seconds();
  }

  /** Seconds from the first of the checks in the band to the newest. */
  public double seconds() {
    EventTime first = since;
    EventTime newest = last;
    return first == null || newest == null
        ? 0
        : (double) newest.microsSince(first) / EventTime.MICROS_PER_SECOND;
  }

  /** The bonus for what {@link #seconds} says. */
  public double multiplier() {
    return multiplier(seconds());
  }

  /** 1 below 30 s, from 1.05 in a straight line to 1.20 at 90 s. */
  public static double multiplier(double seconds) {
    return multiplier(seconds, FROM_SECONDS);
  }

  /** 1 below {@code from}, from 1.05 there in a straight line to 1.20 a minute later. */
  public static double multiplier(double seconds, double from) {
    if (seconds < from) {
      return 1;
    }
    double part = Math.min((seconds - from) / RISE_SECONDS, 1);
    return part == 1 ? FULL_BONUS : FIRST_BONUS + (FULL_BONUS - FIRST_BONUS) * part;
  }
}
