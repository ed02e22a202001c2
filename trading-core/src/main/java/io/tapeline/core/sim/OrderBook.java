package io.tapeline.core.sim;

import io.tapeline.core.money.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit order book in whole ticks and lots. Better prices are filled first, at one price the
 * order that came first; every fill is at the resting order's price.
 */
final class OrderBook {

  private final BookSide bids = new BookSide(Side.BUY);
  private final BookSide asks = new BookSide(Side.SELL);
  private final List<BookListener> listeners = new ArrayList<>();
  private long lastNumber;

  void listen(BookListener listener) {
    listeners.add(listener);
  }

  BookSide side(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  /** Best level of a side, null if the side is empty. */
  @Nullable PriceLevel best(Side side) {
    return side(side).best();
  }

  boolean isTwoSided() {
    return bids.best() != null && asks.best() != null;
  }

  /** The middle of best bid and ask in ticks, NaN if a side is empty. */
  double midTicks() {
    PriceLevel bid = bids.best();
    PriceLevel ask = asks.best();
    return bid == null || ask == null ? Double.NaN : (bid.priceTicks + ask.priceTicks) / 2.0;
  }

  /**
   * A limit order: takes what it meets at its price or better, and rests with what is left.
   *
   * @return the order resting, null if it was filled at once
   */
  @Nullable RestingOrder limit(Side side, long priceTicks, long lots) {
    long left = lots - take(side, lots, priceTicks);
    if (left == 0) {
      return null;
    }
    RestingOrder order = new RestingOrder(++lastNumber, side, priceTicks, left);
    PriceLevel level = side(side).findOrAdd(priceTicks);
    level.append(order);
    for (BookListener listener : listeners) {
      listener.onRest(order);
    }
    tellLevel(side, level);
    return order;
  }

  /**
   * Takes resting orders of the other side at {@code limitTicks} or better; what finds none is
   * dropped.
   *
   * @return lots taken
   */
  long take(Side aggressor, long lots, long limitTicks) {
    if (lots <= 0 || limitTicks <= 0) {
      throw new IllegalArgumentException("order of " + lots + " lots at " + limitTicks + " ticks");
    }
    BookSide other = side(aggressor.opposite());
    long left = lots;
    PriceLevel level = other.best();
    while (left > 0 && level != null && reaches(aggressor, limitTicks, level)) {
      left -= takeLevel(aggressor, left, level);
      if (level.lots() == 0) {
        other.remove(level);
      }
      tellLevel(aggressor.opposite(), level);
      level = other.best();
    }
    return lots - left;
  }

  private static boolean reaches(Side aggressor, long limitTicks, PriceLevel level) {
    return (limitTicks - level.priceTicks) * aggressor.sign() >= 0;
  }

  private long takeLevel(Side aggressor, long lots, PriceLevel level) {
    long taken = 0;
    RestingOrder resting = level.first();
    while (taken < lots && resting != null) {
      long fill = Math.min(lots - taken, resting.lots());
      level.fill(resting, fill);
      taken += fill;
      for (BookListener listener : listeners) {
        listener.onTrade(aggressor, resting, fill);
      }
      resting = level.first();
    }
    return taken;
  }

  /** Withdraws an order; without effect if it no longer rests. */
  void cancel(RestingOrder order) {
    PriceLevel level = order.level;
    if (level == null) {
      return;
    }
    level.remove(order);
    if (level.lots() == 0) {
      side(order.side).remove(level);
    }
    for (BookListener listener : listeners) {
      listener.onCancel(order);
    }
    tellLevel(order.side, level);
  }

  private void tellLevel(Side side, PriceLevel level) {
    for (BookListener listener : listeners) {
      listener.onLevel(side, level.priceTicks, level.lots());
    }
  }
}
