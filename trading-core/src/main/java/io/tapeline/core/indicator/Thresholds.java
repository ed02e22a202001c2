package io.tapeline.core.indicator;

/** Inclusive comparisons of statistics (CATALOGUE 1.1). */
public final class Thresholds {

  private static final double TOLERANCE = 1e-9;

  private Thresholds() {}

  /** Whether {@code value >= limit}, within 1e-9 or that part of the limit. */
  public static boolean atLeast(double value, double limit) {
    return value >= limit - TOLERANCE * Math.max(1, Math.abs(limit));
  }

  /** Whether {@code value <= limit}, within the tolerance. */
  public static boolean atMost(double value, double limit) {
    return atLeast(-value, -limit);
  }

  /** Whether {@code value > limit} by more than the tolerance. */
  public static boolean above(double value, double limit) {
    return !atMost(value, limit);
  }

  /** Whether {@code value < limit} by more than the tolerance. */
  public static boolean below(double value, double limit) {
    return !atLeast(value, limit);
  }

  /** Whether a part is at least so many times a whole that is not below zero, at any scale. */
  public static boolean atLeastTimes(double part, double factor, double whole) {
    return whole > 0 ? atLeast(part / whole, factor) : part >= 0;
  }

  /** Whether a part is more than so many times a whole that is not below zero, at any scale. */
  public static boolean aboveTimes(double part, double factor, double whole) {
    return whole > 0 ? above(part / whole, factor) : part > 0;
  }

  /** The value, or the bound it is beyond; {@code least} wins where the bounds cross. */
  public static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(value, most));
  }
}
