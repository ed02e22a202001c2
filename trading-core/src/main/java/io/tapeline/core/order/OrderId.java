package io.tapeline.core.order;

import io.tapeline.core.signal.SignalId;

/** Identity of an order, derived from its signal and leg. */
public record OrderId(String value) {

  /** The opening order of a signal. */
  public static OrderId entryOf(SignalId signal) {
    return new OrderId("O" + signal.value().substring(1) + "-in");
  }

  /** The n-th closing order (from 1) of the position that this entry order opened. */
  public static OrderId exitOf(OrderId entry, int n) {
    return new OrderId(entry.value().replaceFirst("-in$", "") + "-out" + n);
  }

  /** The n-th rung (from 1) of a ladder, as its venue knows it. */
  public OrderId rung(int n) {
    return new OrderId(value + "-r" + n);
  }

  @Override
  public String toString() {
    return value;
  }
}
