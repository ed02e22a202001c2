package io.tapeline.core.book;

import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The levels of one side of a book in order, the best one last: what changes most is at the end,
 * where little has to move.
 *
 * <p>Beside each level stands its price as a long: whole units of the smallest decimal seen, with
 * the sign that makes the better price the larger number. Finding a level compares longs. Where a
 * price does not fit exactly (more than 18 digits), prices themselves are compared from then on,
 * slower and with the same result, until the side is empty or replaced.
 */
final class BookSide {

  /** Any number of so many digits fits into a long. */
  private static final int MAX_DIGITS = 18;

  /** Stands for a price without a key; no key has so many digits. */
  private static final long NO_KEY = Long.MIN_VALUE;

  private final Side side;
  private final List<Level> levels = new ArrayList<>();
  private final List<Level> bestFirst = Collections.unmodifiableList(levels.reversed());
  private long[] keys = new long[64];
  private boolean keyed = true;
  private int scale;

  BookSide(Side side) {
    this.side = side;
  }

  boolean isEmpty() {
    return levels.isEmpty();
  }

  /** The best level; throws {@link java.util.NoSuchElementException} on an empty side. */
  Level best() {
    return levels.getLast();
  }

  /** A view of the levels that changes with the side. */
  List<Level> bestFirst() {
    return bestFirst;
  }

  void clear() {
    levels.clear();
  }

  /** Replaces all levels by those of this side; of several at one price the last one counts. */
  void load(List<Level> snapshot) {
    clear();
    List<Level> own = new ArrayList<>(snapshot.size());
    for (Level level : snapshot) {
      if (level.side() == side) {
        own.add(level);
      }
    }
    // In this order each level goes to the end; a book of any depth loads without moving others.
    own.sort((a, b) -> order(a.price(), b.price()));
    own.forEach(this::apply);
  }

  /** Sets the size at a price; size zero removes the level, if there is one. */
  void apply(Level level) {
    if (!level.size().isZero()) {
      put(level);
      return;
    }
    int place = placeOf(level.price());
    if (place >= 0) {
      remove(place);
    }
  }

  /** The level at a price, or null. */
  @Nullable Level at(Price price) {
    int place = placeOf(price);
    return place < 0 ? null : levels.get(place);
  }

  /** Drops the worst levels until no more than {@code depth} are left. */
  void cutTo(int depth) {
    int excess = levels.size() - depth;
    if (excess > 0) {
      levels.subList(0, excess).clear();
      System.arraycopy(keys, excess, keys, 0, depth);
    }
  }

  private void put(Level level) {
    Price price = level.price();
    if (levels.isEmpty()) {
      keyed = true;
      scale = scaleOf(price.value());
    }
    long key = key(price);
    if (keyed && key == NO_KEY) {
      keyed = widenFor(price);
      key = key(price);
    }
    int place = find(price, key);
    if (place >= 0) {
      levels.set(place, level);
    } else {
      insert(-place - 1, key, level);
    }
  }

  /** Place of a price, negative if it has no level. */
  private int placeOf(Price price) {
    long key = key(price);
    return keyed && key == NO_KEY ? -1 : find(price, key);
  }

  private int order(Price a, Price b) {
    return side.sign() * a.compareTo(b);
  }

  /** Place of a price, or {@code -(place where it belongs) - 1}. */
  private int find(Price price, long key) {
    if (keyed) {
      return findKey(key);
    }
    int low = 0;
    int high = levels.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = order(levels.get(middle).price(), price);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** Halves the range without a branch on the outcome, which no processor could foresee. */
  private int findKey(long key) {
    int size = levels.size();
    int from = 0;
    for (int length = size; length > 1; ) {
      int half = length >>> 1;
      // The sign of the difference is all ones where the key is larger; 18 digits never overflow.
      from += half & (int) ((keys[from + half - 1] - key) >> 63);
      length -= half;
    }
    if (from < size && keys[from] < key) {
      from++;
    }
    return from < size && keys[from] == key ? from : -from - 1;
  }

  private void insert(int place, long key, Level level) {
    int size = levels.size();
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    System.arraycopy(keys, place, keys, place + 1, size - place);
    keys[place] = key;
    levels.add(place, level);
  }

  private void remove(int place) {
    levels.remove(place);
    System.arraycopy(keys, place + 1, keys, place, levels.size() - place);
  }

  /** The price in units of the scale, or {@link #NO_KEY} if that is not whole or too large. */
  private long key(Price price) {
    if (!keyed) {
      return NO_KEY;
    }
    BigDecimal value = price.value();
    if (value.scale() > scale) {
      value = value.stripTrailingZeros();
      if (value.scale() > scale) {
        return NO_KEY;
      }
    }
    if ((long) value.precision() - value.scale() + scale > MAX_DIGITS) {
      return NO_KEY;
    }
    return side.sign() * value.movePointRight(scale).longValueExact();
  }

  /** Decimals as the price is written, or as it could be where that leaves no room for others. */
  private static int scaleOf(BigDecimal value) {
    BigDecimal written = value.precision() <= MAX_DIGITS ? value : value.stripTrailingZeros();
    return Math.clamp(written.scale(), 0, MAX_DIGITS);
  }

  /** Makes the scale fine enough for a price; false if a price has no key then. */
  private boolean widenFor(Price price) {
    int needed = price.value().stripTrailingZeros().scale();
    if (needed > MAX_DIGITS) {
      return false;
    }
    scale = Math.max(scale, needed);
    for (int i = 0; i < levels.size(); i++) {
      keys[i] = key(levels.get(i).price());
      if (keys[i] == NO_KEY) {
        return false;
      }
    }
    return key(price) != NO_KEY;
  }
}
