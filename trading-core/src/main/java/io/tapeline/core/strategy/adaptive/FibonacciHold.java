package io.tapeline.core.strategy.adaptive;

import java.time.Duration;

/** S0-FIB: hold times by index, 0 s and then {@code 2 × Fib(i + 4)} seconds. */
final class FibonacciHold {

  static final int LAST_INDEX = 14;

  private static final int[] SECONDS = {
    0, 10, 16, 26, 42, 68, 110, 178, 288, 466, 754, 1220, 1974, 3194, 5168
  };

  private FibonacciHold() {}

  /**
   * Least hold of an index.
   *
   * @throws IndexOutOfBoundsException if the index is not from 0 to {@link #LAST_INDEX}
   */
  static Duration least(int index) {
    return Duration.ofSeconds(SECONDS[index]);
  }

  /**
   * Longest hold: the least one of the next index; after the last one twice the least.
   *
   * @param least the least hold in force
   */
  static Duration longest(int index, Duration least) {
    return index == LAST_INDEX ? least.multipliedBy(2) : least(index + 1);
  }
}
