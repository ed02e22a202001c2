package io.tapeline.journal.rest;

import io.tapeline.core.risk.RuleCheck;
import io.tapeline.journal.books.DecisionRow;
import io.tapeline.journal.books.FillRow;
import io.tapeline.journal.books.OrderEventRow;
import io.tapeline.journal.books.OrderRow;
import io.tapeline.journal.books.PositionRow;
import io.tapeline.journal.books.SignalRow;
import io.tapeline.journal.books.TradeRow;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something happened, from the fill back to the tick.
 *
 * @param asked the id that was asked about
 * @param fills of the order asked about; of the entry if a signal was asked about
 * @param order the same order, null for a signal that never became one
 * @param orderEvents its life at the venue
 * @param approval the risk desk's verdict on the entry, null if it was denied
 * @param signal the wish behind it, with its evidence
 * @param trigger the tick that caused it: for a closing order the one it was sent on
 * @param decisions every outcome on the way, a denial with its rules included
 * @param orders all orders of the position, entry and exits
 * @param position what became of it
 * @param trade how it ended, null while open
 * @param latency time from hop to hop
 */
record Why(
    String asked,
    List<FillRow> fills,
    @Nullable OrderRow order,
    List<OrderEventRow> orderEvents,
    @Nullable Approval approval,
    @Nullable SignalRow signal,
    @Nullable Trigger trigger,
    List<DecisionRow> decisions,
    List<OrderRow> orders,
    @Nullable PositionRow position,
    @Nullable TradeRow trade,
    @Nullable Latency latency) {

  /**
   * The verdict that let an entry pass.
   *
   * @param decidedTs event time of the verdict, microseconds since the epoch
   * @param checks every rule in order, with its value and limit
   */
  record Approval(String orderId, long decidedTs, List<RuleCheck> checks) {}

  /** A market event by its number in the feed, and the price decided at. */
  record Trigger(long seq, long ts, String time, String symbol, BigDecimal refPrice) {}

  /** Microseconds between hops; null where a hop left no stamp. */
  record Latency(
      @Nullable Long seenToTick,
      @Nullable Long tickToSignal,
      @Nullable Long signalToApproved,
      @Nullable Long approvedToOrder,
      @Nullable Long orderToFill,
      @Nullable Long tickToFill) {}
}
