package io.tapeline.core.order;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.Origin;

/** A fill on the account's books. Its id is the order's plus the venue's execution id. */
public record Fill(
    OrderId orderId,
    OrderId entryOrderId,
    SignalId signalId,
    AccountId account,
    StrategyId strategy,
    Symbol symbol,
    Intent intent,
    Side side,
    Execution execution,
    Origin origin)
    implements ExecutionReport {

  @Override
  public String id() {
    return orderId + "/" + execution.venueExecutionId();
  }
}
