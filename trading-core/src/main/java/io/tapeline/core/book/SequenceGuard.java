package io.tapeline.core.book;

import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.Invalidity;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Stands between a feed of numbered changes and the book it fills, so that no change is missed or
 * applied twice. It alone writes into its book.
 *
 * <p>While the book awaits a snapshot, changes are held back, because the snapshot of such a venue
 * is fetched beside the stream and may be older than them. A snapshot is followed by the held
 * changes that are not yet in it. A change that leaves something out makes the book {@link
 * Invalidity#SEQUENCE_GAP}; it is held back as well, for the snapshot that the feed has to fetch
 * now.
 *
 * <p>A change that ends at or below the last id applied is stale and dropped. A venue that starts
 * its ids anew from below is therefore not seen here but by the age of the quotes.
 */
public final class SequenceGuard {

  /** Changes held back at most; then the oldest goes, and is missed when a snapshot needs it. */
  public static final int HELD_AT_MOST = 1_000;

  /** What became of a snapshot or change. */
  public enum Outcome {
    /** It is in the book. */
    APPLIED,
    /** The book awaits a snapshot; the change is kept for it. */
    HELD,
    /** The book is as new already; it was dropped. */
    STALE,
    /** Something is missing before it: the book was invalidated, a snapshot is needed. */
    GAP
  }

  private final OrderBook book;
  private final Deque<NumberedChange> held = new ArrayDeque<>();
  private long lastId;
  private boolean justSnapshot;

  public SequenceGuard(OrderBook book) {
    this.book = book;
  }

  /**
   * Takes a snapshot, then the changes held back for it; GAP if they do not connect with it. A
   * snapshot older than a book in order is stale.
   *
   * @param id the venue's id of the last update in it ({@code lastUpdateId})
   */
  public Outcome onSnapshot(BookUpdate snapshot, long id) {
    if (!snapshot.snapshot()) {
      throw new IllegalArgumentException("a change is no snapshot: " + snapshot.symbol());
    }
    if (!book.awaitsSnapshot() && id < lastId) {
      return Outcome.STALE;
    }
    book.apply(snapshot);
    lastId = id;
    justSnapshot = true;
    while (!held.isEmpty()) {
      if (offer(held.getFirst()) == Outcome.GAP) {
        return Outcome.GAP;
      }
      held.removeFirst();
    }
    return Outcome.APPLIED;
  }

  /** Takes a change. */
  public Outcome onChange(NumberedChange change) {
    Outcome outcome = book.awaitsSnapshot() ? Outcome.HELD : offer(change);
    if (outcome == Outcome.HELD || outcome == Outcome.GAP) {
      if (held.size() == HELD_AT_MOST) {
        held.removeFirst();
      }
      held.addLast(change);
    }
    return outcome;
  }

  private Outcome offer(NumberedChange change) {
    boolean stale = justSnapshot ? change.isInSnapshot(lastId) : change.lastId() <= lastId;
    if (stale) {
      return Outcome.STALE;
    }
    boolean next = justSnapshot ? change.followsSnapshot(lastId) : change.followsChange(lastId);
    if (!next) {
      book.invalidate(Invalidity.SEQUENCE_GAP);
      return Outcome.GAP;
    }
    book.apply(change.update());
    lastId = change.lastId();
    justSnapshot = false;
    return Outcome.APPLIED;
  }
}
