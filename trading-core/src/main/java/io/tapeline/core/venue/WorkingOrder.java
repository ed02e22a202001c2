package io.tapeline.core.venue;

import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.time.EventTime;

/**
 * An order at the venue that is not done.
 *
 * @param last its newest step
 * @param arrivesAt when it reaches the venue
 */
public record WorkingOrder(OrderEvent last, EventTime arrivesAt) {

  public OrderId orderId() {
    return last.orderId();
  }

  public Intent intent() {
    return last.intent();
  }

  public Side side() {
    return last.side();
  }

  /** Ordered less filled. */
  public Quantity remaining() {
    return last.quantity().minus(last.filled());
  }

  /** Number of the market event of its newest step; it cannot fill on that one (again). */
  public long lastSeq() {
    return last.origin().seq();
  }

  /** The same order after another step. */
  public WorkingOrder after(OrderEvent step) {
    return new WorkingOrder(step, arrivesAt);
  }
}
