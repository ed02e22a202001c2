package io.tapeline.core.sim;

import io.tapeline.core.money.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The levels of one side, the best one last: nearly all that happens in a market happens at the
 * touch, and at the end of the list it moves few others.
 */
final class BookSide {

  private final Side side;
  private final List<PriceLevel> levels = new ArrayList<>();

  BookSide(Side side) {
    this.side = side;
  }

  @Nullable PriceLevel best() {
    return levels.isEmpty() ? null : levels.getLast();
  }

  /** All levels, the best one last; not to be changed. */
  List<PriceLevel> levels() {
    return levels;
  }

  @Nullable PriceLevel find(long priceTicks) {
    int position = position(priceTicks);
    return holds(position, priceTicks) ? levels.get(position) : null;
  }

  PriceLevel findOrAdd(long priceTicks) {
    int position = position(priceTicks);
    if (!holds(position, priceTicks)) {
      levels.add(position, new PriceLevel(priceTicks));
    }
    return levels.get(position);
  }

  void remove(PriceLevel level) {
    levels.remove(position(level.priceTicks));
  }

  private boolean holds(int position, long priceTicks) {
    return position < levels.size() && levels.get(position).priceTicks == priceTicks;
  }

  /** Index of the first level that is no worse than the price. */
  private int position(long priceTicks) {
    int low = 0;
    int high = levels.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if ((levels.get(middle).priceTicks - priceTicks) * side.sign() < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
