package io.tapeline.core.book;

import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The depth of one instrument: a snapshot, then changes to it.
 *
 * <table>
 * <caption>States and the moves between them</caption>
 * <tr><td>AWAITING_SNAPSHOT</td><td>at the start; changes are ignored until a snapshot comes</td></tr>
 * <tr><td>VALID</td><td>after an update that leaves both sides filled, best bid below best ask</td></tr>
 * <tr><td>ONE_SIDED</td><td>after an update that leaves a side without levels</td></tr>
 * <tr><td>INVALID, crossed</td><td>after an update that leaves the book crossed or locked</td></tr>
 * <tr><td>INVALID, for any other {@link Invalidity}</td>
 * <td>after {@link #invalidate}; changes are ignored until a snapshot comes</td></tr>
 * </table>
 *
 * There is a top of book in state VALID alone. Levels carry absolute sizes, so a book that crossed
 * because one change came late is right again as soon as that change arrives: a crossed book heals
 * by any update that uncrosses it, a snapshot included. If a change was lost instead, the wrong
 * level stays on top and the book stays INVALID until it is deleted or a snapshot comes. Deleting a
 * level that is not there does nothing: venues send such deletes for levels below the depth of
 * their snapshot. Of several levels with one price in one update the last one counts.
 *
 * <p>Lost changes that do not cross the book are found by {@link SequenceGuard} and {@link
 * ChecksumGuard}, which then call {@link #invalidate}.
 *
 * <p>Finding a level takes the logarithm of the levels of a side; adding or removing one moves
 * those that are better, so it is cheap near the top.
 */
public final class OrderBook {

  /** Whether the book can be quoted from, and why not. */
  public enum State {
    AWAITING_SNAPSHOT,
    VALID,
    ONE_SIDED,
    INVALID
  }

  private final BookSide bids = new BookSide(Side.BUY);
  private final BookSide asks = new BookSide(Side.SELL);
  private final int depth;
  private State state = State.AWAITING_SNAPSHOT;
  private @Nullable Invalidity invalidity;

  /** A book that keeps every level it is told of. */
  public OrderBook() {
    this(Integer.MAX_VALUE);
  }

  /**
   * A book that keeps the best {@code depth} levels of each side, as a client of a feed of limited
   * depth must: Kraken sends no delete for a level that falls out of the subscribed depth.
   *
   * @param depth levels a side, above zero
   */
  public OrderBook(int depth) {
    if (depth <= 0) {
      throw new IllegalArgumentException("depth must be above zero: " + depth);
    }
    this.depth = depth;
  }

  /**
   * Takes an update as a whole; nothing is seen of the states between its levels. Levels beyond the
   * depth are dropped after the last of them.
   */
  public void apply(BookUpdate update) {
    Invalidity reason = update.invalid();
    if (reason != null) {
      invalidate(reason);
      return;
    }
    if (update.snapshot()) {
      bids.load(update.levels());
      asks.load(update.levels());
    } else if (awaitsSnapshot()) {
      return;
    } else {
      for (Level level : update.levels()) {
        side(level.side()).apply(level);
      }
    }
    bids.cutTo(depth);
    asks.cutTo(depth);
    judge();
  }

  private void judge() {
    invalidity = null;
    if (bids.isEmpty() || asks.isEmpty()) {
      state = State.ONE_SIDED;
    } else if (asks.best().price().isAbove(bids.best().price())) {
      state = State.VALID;
    } else {
      state = State.INVALID;
      invalidity = Invalidity.CROSSED;
    }
  }

  /**
   * Forgets all levels and ignores changes until the next snapshot, because what is here cannot be
   * trusted. Does nothing to a book that still awaits its first snapshot. A later reason replaces
   * an earlier one.
   *
   * @throws IllegalArgumentException for {@link Invalidity#CROSSED}, which the book finds by itself
   */
  public void invalidate(Invalidity reason) {
    if (reason == Invalidity.CROSSED) {
      throw new IllegalArgumentException("whether a book is crossed follows from its levels");
    }
    if (state == State.AWAITING_SNAPSHOT) {
      return;
    }
    bids.clear();
    asks.clear();
    state = State.INVALID;
    invalidity = reason;
  }

  public State state() {
    return state;
  }

  /** Why the book is INVALID, null in every other state. */
  public @Nullable Invalidity invalidity() {
    return invalidity;
  }

  /** Whether changes are ignored until a snapshot comes. */
  public boolean awaitsSnapshot() {
    return state == State.AWAITING_SNAPSHOT
        || (invalidity != null && invalidity != Invalidity.CROSSED);
  }

  /** Best bid and ask with their sizes, or null in every state but VALID. */
  public @Nullable TopOfBook top() {
    if (state != State.VALID) {
      return null;
    }
    Level bid = bids.best();
    Level ask = asks.best();
    return new TopOfBook(bid.price(), bid.size(), ask.price(), ask.size());
  }

  /** The levels of a side, best first; a view that changes with the book. BUY is the bid side. */
  public List<Level> levels(Side side) {
    return side(side).bestFirst();
  }

  /** Displayed size at a price, zero where there is no level. */
  public Quantity sizeAt(Side side, Price price) {
    Level level = side(side).at(price);
    return level == null ? Quantity.ZERO : level.size();
  }

  private BookSide side(Side side) {
    return side == Side.BUY ? bids : asks;
  }
}
