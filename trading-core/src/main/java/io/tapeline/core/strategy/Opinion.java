package io.tapeline.core.strategy;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.ExitPlan;
import java.util.Map;

/** What a strategy says after an event: nothing, a wish to trade, or why it does not trade. */
public sealed interface Opinion {

  /** The event was no point of decision. */
  record Silent() implements Opinion {}

  /**
   * An entry was considered and refused.
   *
   * @param reason stable code of CATALOGUE 14.3
   * @param rule the condition that failed, with its value and its limit
   */
  record Skip(String reason, String rule, String value, String limit) implements Opinion {}

  /**
   * An entry is wanted.
   *
   * @param evidence each condition with its numbers, in order
   */
  record Wish(
      Side side,
      Price refPrice,
      Quantity quantity,
      ExitPlan exitPlan,
      double confidence,
      Map<String, String> evidence)
      implements Opinion {}

  /** The one silent opinion. */
  Opinion SILENT = new Silent();
}
