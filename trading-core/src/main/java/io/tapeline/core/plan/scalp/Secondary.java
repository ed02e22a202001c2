package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.Bias;
import io.tapeline.core.money.Side;

/**
 * A secondary signal that fired.
 *
 * @param bias its direction, NONE if it has none
 */
public record Secondary(SecondaryKind kind, Bias bias) {

  /** Whether it does not speak against a trade of this side; one that does is ignored. */
  public boolean agreesWith(Side side) {
    return bias == Bias.NONE || (bias == Bias.BUY) == (side == Side.BUY);
  }
}
