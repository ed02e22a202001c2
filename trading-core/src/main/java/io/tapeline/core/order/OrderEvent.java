package io.tapeline.core.order;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A step in an order's life at its venue. These events are the whole memory of execution: its state
 * is their fold.
 *
 * @param number the step's number within the order, from 1
 * @param entryOrderId the order that opened the position; the order itself for an opening order
 * @param origin the market event the step happened on
 * @param entry how the position is to be opened, null if at the market and for a closing order
 * @param quantity ordered quantity
 * @param filled filled so far, this step included
 * @param execution the fill, null if the step is none
 * @param exitReason why a closing order was sent, null for an opening one
 * @param exitPlan how the position will be left, null for a closing order
 * @param targetsMet targets of the position that are met once this closing order is sent; 0 for an
 *     opening order
 * @param refPrice price at decision: the signal's for an opening order, the touch for a closing one
 * @param decidedAt event time the order was decided at, from which its way to the venue counts
 * @param detail a refusal or remark in words, empty if none
 */
public record OrderEvent(
    OrderId orderId,
    int number,
    OrderStatus status,
    AccountId account,
    StrategyId strategy,
    Symbol symbol,
    SignalId signalId,
    OrderId entryOrderId,
    Intent intent,
    Side side,
    OrderType type,
    @Nullable EntryOrder entry,
    Quantity quantity,
    Quantity filled,
    @Nullable Execution execution,
    @Nullable ExitReason exitReason,
    @Nullable ExitPlan exitPlan,
    int targetsMet,
    Price refPrice,
    EventTime decidedAt,
    Origin origin,
    String detail)
    implements Event {

  /** A step of an order at the market that meets no target. */
  public OrderEvent(
      OrderId orderId,
      int number,
      OrderStatus status,
      AccountId account,
      StrategyId strategy,
      Symbol symbol,
      SignalId signalId,
      OrderId entryOrderId,
      Intent intent,
      Side side,
      OrderType type,
      Quantity quantity,
      Quantity filled,
      @Nullable Execution execution,
      @Nullable ExitReason exitReason,
      @Nullable ExitPlan exitPlan,
      Price refPrice,
      EventTime decidedAt,
      Origin origin,
      String detail) {
    this(
        orderId,
        number,
        status,
        account,
        strategy,
        symbol,
        signalId,
        entryOrderId,
        intent,
        side,
        type,
        null,
        quantity,
        filled,
        execution,
        exitReason,
        exitPlan,
        0,
        refPrice,
        decidedAt,
        origin,
        detail);
  }

  @Override
  public String id() {
    return orderId + "/" + number;
  }

  /** The next step of the order without a fill. */
  public OrderEvent next(OrderStatus nextStatus, Origin at, String why) {
    return step(nextStatus, filled, null, at, why);
  }

  /** The next step of the order: this fill, on the event {@code at}. */
  public OrderEvent next(Execution fill, Origin at, String why) {
    Quantity total = filled.plus(fill.quantity());
    boolean done = !total.isBelow(quantity);
    return step(done ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED, total, fill, at, why);
  }

  /** The rung (from 1) of a ladder as an order of its own, as it is accepted. */
  public OrderEvent ofRung(int n) {
    EntryOrder ladder = entry;
    if (ladder == null || number != 1) {
      throw new IllegalStateException(id() + " is not the first step of a ladder");
    }
    Rung rung = ladder.rungs().get(n - 1);
    return new OrderEvent(
        orderId.rung(n),
        number,
        status,
        account,
        strategy,
        symbol,
        signalId,
        entryOrderId,
        intent,
        side,
        type,
        new EntryOrder(type, rung.price(), ladder.postOnly(), ladder.goodFor()),
        rung.quantity(),
        Quantity.ZERO,
        null,
        exitReason,
        exitPlan,
        targetsMet,
        refPrice,
        decidedAt,
        origin,
        detail);
  }

  private OrderEvent step(
      OrderStatus next, Quantity total, @Nullable Execution fill, Origin at, String why) {
    if (status.isTerminal()) {
      throw new IllegalStateException(
          "order " + orderId + " is " + status + " and cannot become " + next);
    }
    return new OrderEvent(
        orderId,
        number + 1,
        next,
        account,
        strategy,
        symbol,
        signalId,
        entryOrderId,
        intent,
        side,
        type,
        entry,
        quantity,
        total,
        fill,
        exitReason,
        exitPlan,
        targetsMet,
        refPrice,
        decidedAt,
        at,
        why);
  }
}
