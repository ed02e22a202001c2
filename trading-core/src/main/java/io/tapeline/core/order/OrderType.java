package io.tapeline.core.order;

/** Kinds of orders the line sends today. */
public enum OrderType {
  MARKET,
  LIMIT
}
