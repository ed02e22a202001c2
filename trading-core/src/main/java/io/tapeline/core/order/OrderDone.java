package io.tapeline.core.order;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.Origin;

/** An order will not fill any more; what was reserved for the rest is free again. */
public record OrderDone(
    OrderId orderId,
    AccountId account,
    StrategyId strategy,
    Symbol symbol,
    Intent intent,
    OrderStatus status,
    Origin origin)
    implements ExecutionReport {

  public OrderDone {
    if (!status.isTerminal()) {
      throw new IllegalArgumentException("order " + orderId + " is not done: " + status);
    }
  }

  @Override
  public String id() {
    return orderId + "/done";
  }
}
