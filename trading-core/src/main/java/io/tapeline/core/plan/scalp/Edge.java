package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.Bias;
import io.tapeline.core.money.Side;

/**
 * A place the price is at.
 *
 * @param level name of the level: {@code PREVIOUS_DAY_HIGH}
 * @param price of the level; of a zone its edge towards the price
 * @param supports the direction it speaks for, NONE if for either
 */
public record Edge(EdgeKind kind, String level, double price, Bias supports) {

  /** Whether it does not speak against a trade of this side. */
  public boolean agreesWith(Side side) {
    return switch (supports) {
      case BUY -> side == Side.BUY;
      case SELL -> side == Side.SELL;
      case NONE -> true;
    };
  }
}
