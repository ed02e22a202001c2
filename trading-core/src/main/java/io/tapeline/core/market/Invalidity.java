package io.tapeline.core.market;

/** Why a book is {@link io.tapeline.core.book.OrderBook.State#INVALID}. */
public enum Invalidity {

  /** The best bid is not below the best ask. Ends with any update that uncrosses the book. */
  CROSSED,

  /** A change is missing: the venue's numbers do not follow each other. */
  SEQUENCE_GAP,

  /** The levels are not those of which the venue sent the checksum. */
  CHECKSUM_MISMATCH,

  /** The connection was lost, and with it changes that nobody counted. */
  DISCONNECTED
}
