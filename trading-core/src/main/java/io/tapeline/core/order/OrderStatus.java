package io.tapeline.core.order;

/**
 * Where an order stands at its venue.
 *
 * <ul>
 *   <li>ACCEPTED → PARTIALLY_FILLED | FILLED | CANCELLED | EXPIRED, and REJECTED when a post-only
 *       order reaches the venue and would fill at once
 *   <li>PARTIALLY_FILLED → PARTIALLY_FILLED | FILLED | CANCELLED | EXPIRED
 *   <li>REJECTED, FILLED, CANCELLED, EXPIRED are final
 * </ul>
 */
public enum OrderStatus {
  ACCEPTED(false),
  PARTIALLY_FILLED(false),
  FILLED(true),
  CANCELLED(true),
  REJECTED(true),
  EXPIRED(true);

  private final boolean terminal;

  OrderStatus(boolean terminal) {
    this.terminal = terminal;
  }

  /** True if nothing more will happen to the order. */
  public boolean isTerminal() {
    return terminal;
  }
}
