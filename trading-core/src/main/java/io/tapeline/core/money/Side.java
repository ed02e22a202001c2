package io.tapeline.core.money;

/** The side of an order or of a book. */
public enum Side {
  BUY,
  SELL;

  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }

  /** +1 for BUY, -1 for SELL. */
  public int sign() {
    return this == BUY ? 1 : -1;
  }
}
