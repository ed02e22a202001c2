package io.tapeline.core.strategy;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import java.util.Map;
import java.util.function.Supplier;

/** What a strategy says after an event: nothing, a wish to trade, or why it does not trade. */
public sealed interface Opinion {

  /** The event was no point of decision. */
  record Silent() implements Opinion {}

  /**
   * An entry was considered and refused. Most refusals are never told, one a minute is: so its
   * numbers are put into words only when they are asked for.
   *
   * @param reason stable code of CATALOGUE 14.3
   * @param rule the condition that failed, with its value and its limit
   */
  record Skip(String reason, String rule, Supplier<String> value, Supplier<String> limit)
      implements Opinion {}

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
      EntryOrder entry,
      double confidence,
      Map<String, String> evidence)
      implements Opinion {

    /** A wish to enter at the market. */
    public Wish(
        Side side,
        Price refPrice,
        Quantity quantity,
        ExitPlan exitPlan,
        double confidence,
        Map<String, String> evidence) {
      this(side, refPrice, quantity, exitPlan, EntryOrder.MARKET, confidence, evidence);
    }
  }

  /** The one silent opinion. */
  Opinion SILENT = new Silent();
}
