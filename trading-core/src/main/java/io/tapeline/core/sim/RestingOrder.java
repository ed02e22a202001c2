package io.tapeline.core.sim;

import io.tapeline.core.money.Side;
import org.jspecify.annotations.Nullable;

/** An order in the book: a link in the queue of its price level. */
final class RestingOrder {

  final long number;
  final Side side;
  final long priceTicks;
  private long lots;

  /** The level it rests on, null once filled or cancelled. */
  @Nullable PriceLevel level;

  @Nullable RestingOrder ahead;
  @Nullable RestingOrder behind;

  RestingOrder(long number, Side side, long priceTicks, long lots) {
    this.number = number;
    this.side = side;
    this.priceTicks = priceTicks;
    this.lots = lots;
  }

  /** What is left to fill. */
  long lots() {
    return lots;
  }

  boolean isResting() {
    return level != null;
  }

  /** Fills part or all of what is left; throws if that is more than there is. */
  void fill(long filledLots) {
    if (filledLots <= 0 || filledLots > lots) {
      throw new IllegalStateException(
          "order " + number + " has " + lots + " lots left, cannot fill " + filledLots);
    }
    lots -= filledLots;
  }
}
