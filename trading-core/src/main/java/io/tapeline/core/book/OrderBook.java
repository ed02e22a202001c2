package io.tapeline.core.book;

import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The depth of one instrument: a snapshot, then changes to it.
 *
 * <table>
 * <caption>States and the moves between them</caption>
 * <tr><td>AWAITING_SNAPSHOT</td><td>at the start; changes are ignored until a snapshot comes</td></tr>
 * <tr><td>VALID</td><td>after an update that leaves both sides filled, best bid below best ask</td></tr>
 * <tr><td>ONE_SIDED</td><td>after an update that leaves a side without levels</td></tr>
 * <tr><td>INVALID</td><td>after an update that leaves the book crossed or locked</td></tr>
 * </table>
 *
 * There is a top of book in state VALID alone. Levels carry absolute sizes, so a book that crossed
 * because one change came late is right again as soon as that change arrives: an INVALID book heals
 * by any update that uncrosses it, a snapshot included. If a change was lost instead, the wrong
 * level stays on top and the book stays INVALID until it is deleted or a snapshot comes. Deleting a
 * level that is not there does nothing: venues send such deletes for levels below the depth of
 * their snapshot.
 */
public final class OrderBook {

  /** Whether the book can be quoted from, and why not. */
  public enum State {
    AWAITING_SNAPSHOT,
    VALID,
    ONE_SIDED,
    INVALID
  }

  private final TreeMap<Price, Level> bids = new TreeMap<>(Comparator.reverseOrder());
  private final TreeMap<Price, Level> asks = new TreeMap<>();
  private State state = State.AWAITING_SNAPSHOT;

  /** Takes an update as a whole; nothing is seen of the states between its levels. */
  public void apply(BookUpdate update) {
    if (update.snapshot()) {
      bids.clear();
      asks.clear();
    } else if (state == State.AWAITING_SNAPSHOT) {
      return;
    }
    for (Level level : update.levels()) {
      TreeMap<Price, Level> levels = level.side() == Side.BUY ? bids : asks;
      if (level.size().isZero()) {
        levels.remove(level.price());
      } else {
        levels.put(level.price(), level);
      }
    }
    state = judge();
  }

  private State judge() {
    if (bids.isEmpty() || asks.isEmpty()) {
      return State.ONE_SIDED;
    }
    return asks.firstKey().isAbove(bids.firstKey()) ? State.VALID : State.INVALID;
  }

  public State state() {
    return state;
  }

  /** Best bid and ask with their sizes, or null in every state but VALID. */
  public @Nullable TopOfBook top() {
    if (state != State.VALID) {
      return null;
    }
    Level bid = bids.firstEntry().getValue();
    Level ask = asks.firstEntry().getValue();
    return new TopOfBook(bid.price(), bid.size(), ask.price(), ask.size());
  }

  /** The levels of a side, best first; a view that changes with the book. BUY is the bid side. */
  public Collection<Level> levels(Side side) {
    return Collections.unmodifiableCollection((side == Side.BUY ? bids : asks).values());
  }

  /** Displayed size at a price, zero where there is no level. */
  public Quantity sizeAt(Side side, Price price) {
    Level level = (side == Side.BUY ? bids : asks).get(price);
    return level == null ? Quantity.ZERO : level.size();
  }
}
