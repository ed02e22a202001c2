package io.tapeline.marketdata.live.binance;

import io.tapeline.core.book.NumberedChange;
import io.tapeline.core.book.OrderBook;
import io.tapeline.core.book.SequenceGuard;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.marketdata.live.Desk;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.rest.DepthSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The depth of one instrument from the stream's changes and a snapshot fetched beside it. (Binance,
 * <i>How to manage a local order book correctly</i>.) What it tells the line is the whole book as
 * soon as it stands, then every change that follows, then that it is invalid if one was lost.
 */
final class DepthSync {

  private final Symbol symbol;
  private final Desk desk;
  private final FeedStatus status;
  private OrderBook book = new OrderBook();
  private SequenceGuard guard = new SequenceGuard(book);
  private @Nullable EventTime newest;

  DepthSync(Symbol symbol, Desk desk, FeedStatus status) {
    this.symbol = symbol;
    this.desk = desk;
    this.status = status;
  }

  OrderBook book() {
    return book;
  }

  /** Takes a change; true if a snapshot is to be fetched because of it. */
  boolean change(NumberedChange.Spot change, long seenMicros) throws InterruptedException {
    EventTime ts = change.update().origin().ts();
    newest = ts;
    switch (guard.onChange(change)) {
      case APPLIED -> desk.take(depth(ts, false, change.update().levels()), seenMicros);
      case HELD, STALE -> {}
      case GAP -> {
        tellInvalid(Invalidity.SEQUENCE_GAP, ts, seenMicros);
        return true;
      }
    }
    return false;
  }

  /**
   * Takes a snapshot; true if it is older than the changes held for it, so that another one is to
   * be fetched.
   *
   * @param now its time if no change has come yet
   */
  boolean snapshot(DepthSnapshot snapshot, EventTime now, long seenMicros)
      throws InterruptedException {
    EventTime ts = newest == null ? now : newest;
    List<BookUpdate.Level> levels = new ArrayList<>(snapshot.bids());
    levels.addAll(snapshot.asks());
    BookUpdate update = new BookUpdate(new Origin(0, ts), symbol, true, levels);
    switch (guard.onSnapshot(update, snapshot.lastUpdateId())) {
      case APPLIED -> {
        newest = ts;
        desk.take(depth(ts, true, whole()), seenMicros);
        status.book(symbol, null);
      }
      case STALE, HELD -> {}
      case GAP -> {
        return true;
      }
    }
    return false;
  }

  /** Snapshot and held changes together. */
  private List<BookUpdate.Level> whole() {
    List<BookUpdate.Level> levels = new ArrayList<>(book.levels(Side.BUY));
    levels.addAll(book.levels(Side.SELL));
    return levels;
  }

  /** The connection is gone: with the next one all begins anew. */
  void lost(long seenMicros) throws InterruptedException {
    EventTime ts = newest;
    if (!book.awaitsSnapshot() && ts != null) {
      tellInvalid(Invalidity.DISCONNECTED, ts, seenMicros);
    }
    book = new OrderBook();
    guard = new SequenceGuard(book);
    newest = null;
  }

  private void tellInvalid(Invalidity reason, EventTime ts, long seenMicros)
      throws InterruptedException {
    desk.take(new Said.Depth(symbol, ts, false, List.of(), reason), seenMicros);
    status.book(symbol, reason.name());
  }

  private Said.Depth depth(EventTime ts, boolean snapshot, List<BookUpdate.Level> levels) {
    return new Said.Depth(symbol, ts, snapshot, levels, null);
  }
}
