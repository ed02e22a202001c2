package io.tapeline.marketdata.live.kraken;

import io.tapeline.core.book.ChecksumGuard;
import io.tapeline.core.book.KrakenChecksum;
import io.tapeline.core.book.OrderBook;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.TradeNumbers;
import io.tapeline.protocol.shell.LiveFeed;
import org.jspecify.annotations.Nullable;

/** What is known of one pair; used by the connection's thread. */
final class Pair {

  private final Symbol symbol;
  private final TradeNumbers trades;
  private final int depth;
  private OrderBook book;
  private KrakenChecksum.@Nullable Decimals decimals;
  private @Nullable ChecksumGuard guard;
  private @Nullable EventTime newestTrade;

  /** Trades may be missing since the last one: said on the first message of a new connection. */
  boolean interrupted;

  /** Time of the newest message that its book is made of, null before the first. */
  @Nullable EventTime bookTime;

  /** When its book was subscribed to, in {@link System#nanoTime()}. */
  long bookAskedAt;

  /** Checksums in a row that did not match. */
  int mismatches;

  /** The venue is being asked for what is missing. */
  boolean filling;

  /** More went missing while it was asked. */
  boolean askAgain;

  Pair(Symbol symbol, int depth, LiveFeed.Resume.@Nullable Trade newest) {
    this.symbol = symbol;
    this.depth = depth;
    this.trades = new TradeNumbers(newest == null ? null : newest.id());
    this.newestTrade = newest == null ? null : newest.ts();
    this.interrupted = newest != null;
    this.book = new OrderBook(Math.max(1, depth));
  }

  Symbol symbol() {
    return symbol;
  }

  TradeNumbers trades() {
    return trades;
  }

  /** Time of the newest trade that is known, null before the first. */
  @Nullable EventTime newestTrade() {
    return newestTrade;
  }

  void traded(EventTime ts) {
    EventTime before = newestTrade;
    if (before == null || ts.isAfter(before)) {
      newestTrade = ts;
    }
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
