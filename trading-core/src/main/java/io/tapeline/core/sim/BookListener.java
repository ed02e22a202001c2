package io.tapeline.core.sim;

import io.tapeline.core.money.Side;

/** Is told what happens in an order book, while it happens. */
interface BookListener {

  /** An incoming order of side {@code aggressor} met {@code resting}, at the resting price. */
  default void onTrade(Side aggressor, RestingOrder resting, long lots) {}

  /** The size at a price is now {@code lots}; zero means the level is gone. */
  default void onLevel(Side side, long priceTicks, long lots) {}

  /** An order joined the queue of its price. */
  default void onRest(RestingOrder order) {}

  /** An order was withdrawn with {@code order.lots()} left. */
  default void onCancel(RestingOrder order) {}
}
