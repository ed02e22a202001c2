package io.tapeline.core.sim;

import java.time.Duration;

/**
 * What one regime is like. A basis point is a ten-thousandth of the value.
 *
 * @param meanDuration mean length of a spell; each spell lasts between half and one and a half of
 *     it, evenly spread
 * @param weight how often the spell is chosen next, relative to the other regimes' weights
 * @param volatilityBps random movement of the hidden value, basis points per square root of a
 *     second
 * @param driftBps movement of the hidden value in one direction, basis points per second on average
 *     of the spell; not negative, the regime gives the direction
 * @param activity multiplies the arrival rates of makers and noise traders
 */
public record RegimeSettings(
    Duration meanDuration, double weight, double volatilityBps, double driftBps, double activity) {

  public RegimeSettings {
    Checks.require(
        meanDuration.compareTo(Duration.ofMillis(1)) >= 0,
        "meanDuration must be at least a millisecond, is %s",
        meanDuration);
    Checks.notNegative("weight", weight);
    Checks.notNegative("volatilityBps", volatilityBps);
    Checks.notNegative("driftBps", driftBps);
    Checks.positive("activity", activity);
  }
}
