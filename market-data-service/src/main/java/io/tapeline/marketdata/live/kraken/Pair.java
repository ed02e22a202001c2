package io.tapeline.marketdata.live.kraken;

import io.tapeline.core.book.ChecksumGuard;
import io.tapeline.core.book.KrakenChecksum;
import io.tapeline.core.book.OrderBook;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.NumberedTrades;
import org.jspecify.annotations.Nullable;

/** What is known of one pair; used by the connection's thread. */
final class Pair {

  private final Symbol symbol;
  private final NumberedTrades trades;
  private final int depth;
  private OrderBook book;
  private KrakenChecksum.@Nullable Decimals decimals;
  private @Nullable ChecksumGuard guard;

  /** Time of the newest message that its book is made of, null before the first. */
  @Nullable EventTime bookTime;

  /** When its book was subscribed to, in {@link System#nanoTime()}. */
  long bookAskedAt;

  /** Checksums in a row that did not match. */
  int mismatches;

  Pair(Symbol symbol, int depth, NumberedTrades trades) {
    this.symbol = symbol;
    this.depth = depth;
    this.trades = trades;
    this.book = new OrderBook(Math.max(1, depth));
  }

  Symbol symbol() {
    return symbol;
  }

  NumberedTrades trades() {
    return trades;
  }

  OrderBook book() {
    return book;
  }

  /** Null until the venue has said how the pair is written. */
  @Nullable ChecksumGuard guard() {
    return guard;
  }

  /** True if its prices and sizes have these decimals, as far as is known. */
  boolean isWrittenWith(KrakenChecksum.Decimals now) {
    return now.equals(decimals);
  }

  /** Takes how the pair is written; its book begins anew. */
  void write(KrakenChecksum.Decimals now) {
    decimals = now;
    book = new OrderBook(Math.max(1, depth));
    guard = new ChecksumGuard(book, new KrakenChecksum(now));
  }
}
