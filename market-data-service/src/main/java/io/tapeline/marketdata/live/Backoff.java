package io.tapeline.marketdata.live;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before connecting again (MD-FEED): doubled with each attempt in a row, and
 * different for each client, so that not all of them come back in the same moment.
 *
 * @param first before the first new attempt
 * @param longest at most, before the jitter
 * @param jitter share by which a wait is longer or shorter, 0 to 1
 */
public record Backoff(Duration first, Duration longest, double jitter) {

  /** 3 s, doubling to at most 60 s, ±20 %. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(3), Duration.ofSeconds(60), 0.2);

  /** Without jitter: for calls that nobody else makes in the same moment. */
  public static Backoff steady(Duration first, Duration longest) {
    return new Backoff(first, longest, 0);
  }

  public Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "waits must rise from above zero: " + first + " to " + longest);
    }
    if (jitter < 0 || jitter >= 1) {
      throw new IllegalArgumentException("jitter must be from 0 to below 1: " + jitter);
    }
  }

  /**
   * The wait before an attempt.
   *
   * @param failures attempts in a row that have failed, or connections that did not last; from 1
   * @param random from 0 to below 1
   */
  public Duration before(int failures, DoubleSupplier random) {
    double doubled = first.toNanos() * Math.pow(2, failures - 1);
    double factor = 1 - jitter + 2 * jitter * random.getAsDouble();
    return Duration.ofNanos((long) (Math.min(doubled, (double) longest.toNanos()) * factor));
  }

  /** The wait before an attempt where there is no jitter; its middle where there is. */
  public Duration before(int failures) {
    return before(failures, () -> 0.5);
  }
}
