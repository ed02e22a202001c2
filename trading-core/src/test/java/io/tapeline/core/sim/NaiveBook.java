package io.tapeline.core.sim;

import io.tapeline.core.money.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Price-time priority as plainly as it can be said: look at every order, each time. */
final class NaiveBook {

  record Order(long number, Side side, long priceTicks, long lots) {}

  record Fill(long restingNumber, long priceTicks, long lots) {}

  /** In order of arrival. */
  private final List<Order> orders = new ArrayList<>();

  void rest(long number, Side side, long priceTicks, long lots) {
    orders.add(new Order(number, side, priceTicks, lots));
  }

  void cancel(long number) {
    orders.removeIf(order -> order.number == number);
  }

  List<Fill> take(Side aggressor, long lots, long limitTicks) {
    List<Fill> fills = new ArrayList<>();
    long left = lots;
    Order next = first(aggressor.opposite());
    while (left > 0 && next != null && isWithin(aggressor, next.priceTicks, limitTicks)) {
      long fill = Math.min(left, next.lots);
      fills.add(new Fill(next.number, next.priceTicks, fill));
      reduce(next, fill);
      left -= fill;
      next = first(aggressor.opposite());
    }
    return fills;
  }

  /** The order of a side that must be filled next. */
  @Nullable Order first(Side side) {
    Order best = null;
    for (Order order : orders) {
      if (order.side == side && (best == null || isBetter(order, best))) {
        best = order;
      }
    }
    return best;
  }

  void reduce(Order order, long lots) {
    int index = orders.indexOf(order);
    long left = order.lots - lots;
    if (left == 0) {
      orders.remove(index);
    } else {
      orders.set(index, new Order(order.number, order.side, order.priceTicks, left));
    }
  }

  /** Size at each price of a side. */
  SortedMap<Long, Long> levels(Side side) {
    SortedMap<Long, Long> levels = new TreeMap<>();
    for (Order order : orders) {
      if (order.side == side) {
        levels.merge(order.priceTicks, order.lots, Long::sum);
      }
    }
    return levels;
  }

  long lots() {
    return orders.stream().mapToLong(Order::lots).sum();
  }

  int size() {
    return orders.size();
  }

  private static boolean isBetter(Order order, Order than) {
    return order.side == Side.BUY
        ? order.priceTicks > than.priceTicks
        : order.priceTicks < than.priceTicks;
  }

  private static boolean isWithin(Side aggressor, long priceTicks, long limitTicks) {
    return aggressor == Side.BUY ? priceTicks <= limitTicks : priceTicks >= limitTicks;
  }
}
