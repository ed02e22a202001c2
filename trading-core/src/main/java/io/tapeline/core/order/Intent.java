package io.tapeline.core.order;

/** What an order does to a position. */
public enum Intent {
  OPEN,
  CLOSE
}
