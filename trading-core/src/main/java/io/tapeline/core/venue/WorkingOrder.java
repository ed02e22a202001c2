package io.tapeline.core.venue;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An order at the venue that is not done. All of it follows from its steps and the market events
 * after its first.
 *
 * @param last its newest step
 * @param arrivesAt when it reaches the venue
 * @param acceptedSeq number of the market event of its first step
 * @param resting its place in the queue, null while it is on its way and for one at the market
 * @param crossesOnArrival true if it is post-only and the market would have filled it at once
 * @param ladder what rests of it if it is one, null if it is not
 */
public record WorkingOrder(
    OrderEvent last,
    EventTime arrivesAt,
    long acceptedSeq,
    @Nullable Resting resting,
    boolean crossesOnArrival,
    @Nullable Ladder ladder) {

  /** An order that has just been accepted. */
  public WorkingOrder(OrderEvent first, EventTime arrivesAt) {
    this(first, arrivesAt, first.origin().seq(), null, false, Ladder.of(first, arrivesAt));
  }

  public OrderId orderId() {
    return last.orderId();
  }

  public Intent intent() {
    return last.intent();
  }

  public Side side() {
    return last.side();
  }

  /** Worst price, null for an order at the market. */
  public @Nullable Price limit() {
    EntryOrder entry = last.entry();
    return entry == null ? null : entry.limit();
  }

  /** True if it is several limit orders. */
  public boolean isLadder() {
    return ladder != null;
  }

  /** How long it may wait at the venue; zero: as long as the venue's settings say. */
  public Duration goodFor() {
    EntryOrder entry = last.entry();
    return entry == null ? Duration.ZERO : entry.goodFor();
  }

  /** Ordered less filled. */
  public Quantity remaining() {
    return last.quantity().minus(last.filled());
  }

  /** Number of the market event of its newest step; it cannot fill on that one (again). */
  public long lastSeq() {
    return last.origin().seq();
  }

  /** True if this quote's other side is as good as its limit or better. */
  boolean isMarketable(Quote quote) {
    return limit() == null || !isWorse(quote.oppositeTouch(side()));
  }

  /** The price, or the limit where that is better for the order. */
  Price atWorst(Price price) {
    Price limit = limit();
    return limit != null && isWorse(price) ? limit : price;
  }

  private boolean isWorse(Price price) {
    Price limit = limit();
    return limit != null && (side() == Side.BUY ? price.isAbove(limit) : price.isBelow(limit));
  }

  /** The same order after another step. */
  public WorkingOrder after(OrderEvent step) {
    Ladder left = ladder == null ? null : ladder.after(step);
    return new WorkingOrder(step, arrivesAt, acceptedSeq, resting, crossesOnArrival, left);
  }

  /**
   * The same order after an event of its instrument. It takes its place by the book it finds when
   * it arrives: that before the first event that is not earlier.
   *
   * @param before the newest quote before the event, null if there was none
   */
  public WorkingOrder after(MarketEvent event, @Nullable Quote before) {
    Price limit = limit();
    if (limit == null || event.seq() <= acceptedSeq || event.ts().isBefore(arrivesAt)) {
      return this;
    }
    Ladder rungs = ladder;
    if (rungs != null) {
      return new WorkingOrder(
          last, arrivesAt, acceptedSeq, null, false, rungs.after(event, before));
    }
    Resting now = resting;
    if (now == null) {
      Quote book = before == null && event instanceof Quote quote ? quote : before;
      if (book == null || crossesOnArrival) {
        return this;
      }
      if (isMarketable(book)) {
        return withQueue(null, isPostOnly());
      }
      now = Resting.in(book, side(), limit, last.filled());
    }
    Resting next = now.after(event);
    return next.equals(resting) ? this : withQueue(next, false);
  }

  private boolean isPostOnly() {
    EntryOrder entry = last.entry();
    return entry != null && entry.postOnly();
  }

  private WorkingOrder withQueue(@Nullable Resting next, boolean crosses) {
    return new WorkingOrder(last, arrivesAt, acceptedSeq, next, crosses, null);
  }
}
