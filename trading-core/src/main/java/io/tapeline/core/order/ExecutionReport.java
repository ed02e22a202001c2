package io.tapeline.core.order;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.Origin;

/** What the account's books and the risk desk must know of an order: its fills and its end. */
public sealed interface ExecutionReport extends Event permits Fill, OrderDone {

  AccountId account();

  OrderId orderId();

  Origin origin();
}
