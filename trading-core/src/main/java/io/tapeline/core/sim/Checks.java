package io.tapeline.core.sim;

import org.jspecify.annotations.Nullable;

/** Refuses settings that make no market, in one clear line. */
final class Checks {

  private Checks() {}

  static void require(boolean holds, String message, @Nullable Object actual) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(actual));
    }
  }

  static void positive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name + " must be above zero, is %s", value);
  }

  static void notNegative(String name, double value) {
    require(value >= 0 && Double.isFinite(value), name + " must not be below zero, is %s", value);
  }
}
