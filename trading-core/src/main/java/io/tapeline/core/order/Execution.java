package io.tapeline.core.order;

import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import java.math.BigDecimal;

/**
 * One fill of an order as its venue reports it.
 *
 * @param venueExecutionId the venue's own id of the fill, unique per order
 * @param fee charged, in account currency, zero or more
 * @param touch the quote side it met, before slippage
 * @param slippageBps price paid beyond the touch, basis points of it, zero or more
 * @param rung which rung of a ladder it fills, from 1; 0 for any other order
 */
public record Execution(
    String venueExecutionId,
    Quantity quantity,
    Price price,
    Money fee,
    Liquidity liquidity,
    Price touch,
    BigDecimal slippageBps,
    int rung) {

  /** A fill of an order that is no ladder. */
  public Execution(
      String venueExecutionId,
      Quantity quantity,
      Price price,
      Money fee,
      Liquidity liquidity,
      Price touch,
      BigDecimal slippageBps) {
    this(venueExecutionId, quantity, price, fee, liquidity, touch, slippageBps, 0);
  }

  /** The same as a fill of a ladder's rung, its id told apart from other rungs' on one event. */
  public Execution ofRung(int number) {
    return new Execution(
        venueExecutionId + "-" + number,
        quantity,
        price,
        fee,
        liquidity,
        touch,
        slippageBps,
        number);
  }
}
