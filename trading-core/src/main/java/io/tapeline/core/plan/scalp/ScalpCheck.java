package io.tapeline.core.plan.scalp;

import io.tapeline.core.strategy.Condition;

/**
 * One thing that was asked for.
 *
 * @param layer 1 filters, 2 location, 3 signals, 4 score and levels, 5 right before the order
 * @param reason stable code of CATALOGUE 14.3 for a refusal by it
 * @param name in the field's words
 * @param value what it was
 * @param limit what it was held against
 */
public record ScalpCheck(
    int layer, String reason, String name, String value, String limit, boolean met) {

  /** The same in a strategy's words. */
  public Condition condition() {
    return new Condition(name, value, limit, met);
  }
}
