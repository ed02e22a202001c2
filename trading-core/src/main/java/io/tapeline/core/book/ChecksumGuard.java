package io.tapeline.core.book;

import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.Invalidity;

/**
 * Stands between a feed that sends a checksum with its updates and the book it fills. A book that
 * differs from its checksum is {@link Invalidity#CHECKSUM_MISMATCH} until a snapshot heals it; the
 * feed subscribes anew to get one.
 */
public final class ChecksumGuard {

  /** What became of an update. */
  public enum Outcome {
    /** It is in the book, and the book is the venue's. */
    APPLIED,
    /** The book is not the venue's and was invalidated; a snapshot is needed. */
    MISMATCH,
    /** A change to a book that awaits a snapshot; it was dropped. */
    DROPPED
  }

  private final OrderBook book;
  private final KrakenChecksum checksum;

  public ChecksumGuard(OrderBook book, KrakenChecksum checksum) {
    this.book = book;
    this.checksum = checksum;
  }

  /**
   * Takes an update as a whole, then compares the book with its checksum. A snapshot without one
   * (Kraken WebSocket v1) is given to the book directly.
   */
  public Outcome apply(BookUpdate update, long expected) {
    if (!update.snapshot() && book.awaitsSnapshot()) {
      return Outcome.DROPPED;
    }
    book.apply(update);
    if (checksum.of(book) == expected) {
      return Outcome.APPLIED;
    }
    book.invalidate(Invalidity.CHECKSUM_MISMATCH);
    return Outcome.MISMATCH;
  }
}
