package io.tapeline.core.sim;

import org.jspecify.annotations.Nullable;

/** The orders at one price, first come first served. */
final class PriceLevel {

  final long priceTicks;
  private long lots;
  private @Nullable RestingOrder first;
  private @Nullable RestingOrder last;

  PriceLevel(long priceTicks) {
    this.priceTicks = priceTicks;
  }

  /** Size of all orders here. */
  long lots() {
    return lots;
  }

  /** The order that is filled next, null if none is left. */
  @Nullable RestingOrder first() {
    return first;
  }

  void append(RestingOrder order) {
    order.level = this;
    order.ahead = last;
    if (last == null) {
      first = order;
    } else {
      last.behind = order;
    }
    last = order;
    lots += order.lots();
  }

  /** Fills the first order; it leaves the queue once nothing is left of it. */
  void fill(RestingOrder order, long filledLots) {
    order.fill(filledLots);
    lots -= filledLots;
    if (order.lots() == 0) {
      remove(order);
    }
  }

  /** Takes an order out of the queue with what is left of it. */
  void remove(RestingOrder order) {
    RestingOrder before = order.ahead;
    RestingOrder after = order.behind;
    if (before == null) {
      first = after;
    } else {
      before.behind = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.ahead = before;
    }
    lots -= order.lots();
    order.level = null;
    order.ahead = null;
    order.behind = null;
  }
}
