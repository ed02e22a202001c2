package io.tapeline.core.tape;

import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One tape of a feed with its next event in hand.
 *
 * <p>Of a book tape the next event is a whole group of rows. A group that runs into damage of the
 * file is dropped, since its rest is unknown.
 */
final class TapeSource implements AutoCloseable {

  /** A group goes on across refused rows; past this many it is closed to bound memory. */
  private static final int MOST_REJECTED_WITHIN_GROUP = 1000;

  private final TapeReader reader;
  private final ArrayDeque<Quarantined> rejected = new ArrayDeque<>();
  private TapeRow.@Nullable Usable head;
  private List<BookUpdate.Level> levels = new ArrayList<>();
  private TapeRow.@Nullable Usable pending;
  private boolean ended;

  TapeSource(TapeReader reader) {
    this.reader = reader;
  }

  TapeKind kind() {
    return reader.kind();
  }

  @Nullable String warning() {
    return reader.warning();
  }

  long bytesRead() {
    return reader.bytesRead();
  }

  /** Reads on until an event or a rejected row is in hand, or the tape has ended. */
  void lookAhead() throws TapeException {
    if (head != null || !rejected.isEmpty()) {
      return;
    }
    TapeRow row = read();
    switch (row) {
      case null -> {}
      case TapeRow.Rejected bad -> rejected.add(bad.quarantined());
      case TapeRow.Depth depth -> gather(depth);
      case TapeRow.Usable usable -> head = usable;
    }
  }

  private @Nullable TapeRow read() throws TapeException {
    if (pending != null) {
      TapeRow row = pending;
      pending = null;
      return row;
    }
    TapeRow row = ended ? null : reader.next();
    ended = row == null;
    return row;
  }

  private void gather(TapeRow.Depth first) throws TapeException {
    levels = new ArrayList<>();
    levels.add(first.level());
    while (rejected.size() < MOST_REJECTED_WITHIN_GROUP) {
      TapeRow row = read();
      if (row instanceof TapeRow.Rejected bad) {
        rejected.add(bad.quarantined());
      } else if (row instanceof TapeRow.Depth depth && continues(first, depth)) {
        levels.add(depth.level());
      } else {
        pending = (TapeRow.Usable) row;
        break;
      }
    }
    head = first;
  }

  private static boolean continues(TapeRow.Depth first, TapeRow.Depth next) {
    return next.micros() == first.micros()
        && next.snapshot() == first.snapshot()
        && next.symbol().equals(first.symbol());
  }

  @Nullable Quarantined rejected() {
    return rejected.peek();
  }

  Quarantined takeRejected() {
    return rejected.remove();
  }

  boolean hasEvent() {
    return head != null;
  }

  /** Time of the event in hand. */
  long micros() {
    return Objects.requireNonNull(head).micros();
  }

  /** Whether the event in hand goes before the other's: by time, then by kind of tape. */
  boolean isBefore(TapeSource other) {
    return micros() < other.micros()
        || (micros() == other.micros() && kind().compareTo(other.kind()) < 0);
  }

  /** Hands out the event under a number. */
  MarketEvent take(long seq) {
    TapeRow.Usable row = Objects.requireNonNull(head);
    head = null;
    Origin origin = new Origin(seq, new EventTime(row.micros()));
    return switch (row) {
      case TapeRow.Trade trade -> tick(origin, trade);
      case TapeRow.BidAsk quote ->
          new Quote(
              origin, quote.symbol(), quote.bid(), quote.bidSize(), quote.ask(), quote.askSize());
      case TapeRow.Depth depth -> new BookUpdate(origin, depth.symbol(), depth.snapshot(), levels);
      case TapeRow.Bar bar ->
          throw new IllegalStateException("a candle is no market event: line " + bar.line());
    };
  }

  private static MarketEvent tick(Origin origin, TapeRow.Trade row) {
    Tick tick =
        new Tick(origin, row.symbol(), row.price(), row.size(), row.aggressor(), row.tradeId());
    return row.late() ? new MissedTick(tick) : tick;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
