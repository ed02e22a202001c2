package io.tapeline.core.strategy.hunt;

import io.tapeline.core.money.Price;

/**
 * A pool that was run and left again.
 *
 * @param extreme farthest price of the run
 * @param price of the trade that completed the return
 * @param vacuum 1 less the depth beyond the pool in parts of its median, when it was approached
 * @param z deviation of the five seconds' delta when it was run, in the run's direction
 * @param returnBps from the pool to the price
 * @param score CATALOGUE S4-HUNT, 0 to 1
 */
record Sweep(
    StopPool pool,
    Price extreme,
    Price price,
    double vacuum,
    double z,
    double returnBps,
    double score) {

  private static final double FULL_Z = 4;
  private static final double FULL_RETURN = 5;

  static Sweep of(
      StopPool pool, Price extreme, Price price, double vacuum, double z, double returnBps) {
    double score =
        0.25 * vacuum
            + 0.25 * Math.min(1, z / FULL_Z)
            + 0.25
            + 0.25 * Math.min(1, returnBps / FULL_RETURN);
    return new Sweep(pool, extreme, price, vacuum, z, returnBps, score);
  }
}
