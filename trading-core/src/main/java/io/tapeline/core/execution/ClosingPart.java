package io.tapeline.core.execution;

import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.order.Execution;
import java.math.BigDecimal;

/**
 * What one closing order has closed.
 *
 * @param notional sum of price times quantity
 * @param fees of the order
 */
record ClosingPart(Quantity quantity, BigDecimal notional, Money fees) {

  static final ClosingPart NONE = new ClosingPart(Quantity.ZERO, BigDecimal.ZERO, Money.ZERO);

  ClosingPart with(Execution fill) {
    return new ClosingPart(
        quantity.plus(fill.quantity()),
        notional.add(fill.price().value().multiply(fill.quantity().value())),
        fees.plus(fill.fee()));
  }

  /** Average price; only once something is closed. */
  Price price() {
    return ManagedPosition.average(notional, quantity);
  }
}
