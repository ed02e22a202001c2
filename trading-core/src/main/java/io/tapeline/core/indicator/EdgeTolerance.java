package io.tapeline.core.indicator;

import io.tapeline.core.money.Price;

/** How near a price must come to a level to be at it (IND-SESSHL). */
public final class EdgeTolerance {

  private static final double OF_RANGE = 0.5;
  private static final double LEAST_PART = 0.0001;
  private static final double MOST_PART = 0.0005;

  private EdgeTolerance() {}

  /** Half the micro volatility, from 0.01 % to 0.05 % of the price. */
  public static double of(double price, double atr1) {
    return Thresholds.clamp(OF_RANGE * atr1, LEAST_PART * price, MOST_PART * price);
  }

  /** Whether a price is within the tolerance of a level, its bounds included. */
  public static boolean isNear(Price price, Price level, double atr1) {
    double distance = Math.abs(price.minus(level).doubleValue());
    return Thresholds.atLeastTimes(of(price.value().doubleValue(), atr1), 1, distance);
  }
}
