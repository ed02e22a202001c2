package io.tapeline.core.execution;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.plan.PlanSignals;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.core.venue.PaperVenue;
import io.tapeline.core.venue.WorkingOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Working orders and open positions of one instrument. */
final class SymbolDesk {

  private static final Duration STALE_QUOTE = Duration.ofSeconds(2);

  private final Instrument instrument;
  private final PaperVenue venue;
  private final Map<OrderId, WorkingOrder> working = new LinkedHashMap<>();
  private final Map<OrderId, ManagedPosition> positions = new LinkedHashMap<>();
  private final SecondCloses seconds = new SecondCloses();
  private @Nullable Origin newest;
  private @Nullable Quote quote;
  private @Nullable ManagedPosition lastClosed;

  SymbolDesk(Instrument instrument, PaperVenue venue) {
    this.instrument = instrument;
    this.venue = venue;
  }

  Optional<Origin> newest() {
    return Optional.ofNullable(newest);
  }

  /** The open position that this order opened, or the one closed last. */
  Optional<ManagedPosition> position(OrderId entry) {
    ManagedPosition open = positions.get(entry);
    if (open != null) {
      return Optional.of(open);
    }
    return Optional.ofNullable(lastClosed)
        .filter(closed -> closed.entry().entryOrderId().equals(entry));
  }

  void onMarket(MarketEvent event) {
    Origin before = newest;
    if (before == null || event.seq() > before.seq()) {
      newest = event.origin();
    }
    for (SecondCloses.Completed second : seconds.advance(event)) {
      positions.values().forEach(position -> position.onSecond(second));
    }
    if (!working.isEmpty()) {
      Quote book = quote;
      working.replaceAll((id, order) -> order.after(event, book));
    }
    positions.values().forEach(position -> position.onMarket(event));
    if (event instanceof Quote now) {
      quote = now;
    }
  }

  void onStep(OrderEvent step) {
    if (step.status().isTerminal()) {
      working.remove(step.orderId());
    } else {
      working.merge(
          step.orderId(),
          new WorkingOrder(step, venue.arrival(step.decidedAt())),
          (before, first) -> before.after(step));
    }
    ManagedPosition position = positions.get(step.entryOrderId());
    if (position == null && step.intent() == Intent.OPEN && step.execution() != null) {
      position = openedBy(step);
      positions.put(step.entryOrderId(), position);
    }
    if (position != null) {
      position.apply(step, quote);
      if (position.isClosed()) {
        positions.remove(step.entryOrderId());
        lastClosed = position;
      }
    }
  }

  private ManagedPosition openedBy(OrderEvent firstFill) {
    var plan = firstFill.exitPlan();
    if (plan == null) {
      throw new IllegalStateException("opening order " + firstFill.orderId() + " has no exit plan");
    }
    return new ManagedPosition(firstFill, plan, instrument);
  }

  /**
   * Fills and expiries first, then exits of positions that have no closing order out. A position is
   * not left on the very event of its last step.
   *
   * @param calledOff plans whose ladders rest no longer
   */
  List<Event> decide(MarketEvent event, boolean kill, Set<String> calledOff) {
    if (working.isEmpty() && positions.isEmpty()) {
      return List.of();
    }
    List<Event> steps = new ArrayList<>();
    for (WorkingOrder order : working.values()) {
      decideOrder(order, event, cancellation(order, event, kill, calledOff), steps);
    }
    for (ManagedPosition position : positions.values()) {
      if (position.isOpen()) {
        decideExit(position, event, kill, steps);
      }
    }
    return steps;
  }

  private void decideOrder(
      WorkingOrder order, MarketEvent event, String cancelled, List<Event> steps) {
    if (!cancelled.isEmpty()) {
      steps.add(order.last().next(OrderStatus.CANCELLED, event.origin(), cancelled));
      return;
    }
    if (order.crossesOnArrival()) {
      steps.add(
          order
              .last()
              .next(OrderStatus.REJECTED, event.origin(), "post-only and would fill at once"));
      return;
    }
    boolean stale = order.limit() == null && !(event instanceof Quote);
    OrderEvent last = order.last();
    for (Execution fill : venue.fills(order, event, quote, instrument)) {
      last = last.next(fill, event.origin(), stale ? "STALE_TOUCH" : "");
      steps.add(last);
    }
    if (last.equals(order.last()) && venue.isExpired(order, event.ts())) {
      steps.add(
          order
              .last()
              .next(OrderStatus.EXPIRED, event.origin(), "not filled within the time allowed"));
    }
  }

  /** Why an opening order is taken back, empty if it is not. */
  private String cancellation(
      WorkingOrder order, MarketEvent event, boolean kill, Set<String> calledOff) {
    if (order.intent() == Intent.CLOSE) {
      return "";
    }
    if (kill) {
      return "the account is flattened";
    }
    if (order.isLadder() && calledOff.contains(PlanSignals.planOf(order.last().signalId()))) {
      return ExecutionStage.CALLED_OFF;
    }
    boolean ending =
        order.limit() != null
            && instrument
                    .calendar()
                    .untilSessionEnd(event.ts())
                    .compareTo(ExitRules.SESSION_FLATTEN)
                <= 0;
    return ending ? "the session ends" : "";
  }

  private void decideExit(
      ManagedPosition position, MarketEvent event, boolean kill, List<Event> steps) {
    Exit exit = ExitRules.due(position, quote, event.ts(), kill);
    WorkingOrder entry = working.get(position.entry().entryOrderId());
    boolean touched =
        entry != null
            && steps.stream()
                .anyMatch(step -> ((OrderEvent) step).orderId().equals(entry.orderId()));
    if (exit == null || touched || event.seq() <= position.newestSeq()) {
      return;
    }
    if (entry != null) {
      steps.add(
          entry.last().next(OrderStatus.CANCELLED, event.origin(), "the position is being left"));
    }
    steps.add(closingOrder(position, exit, event));
  }

  private OrderEvent closingOrder(ManagedPosition position, Exit exit, MarketEvent event) {
    OrderEvent entry = position.entry();
    Side side = entry.side().opposite();
    Quote touch = quote;
    boolean stale =
        touch == null || event.ts().microsSince(touch.ts()) > EventTime.micros(STALE_QUOTE);
    return new OrderEvent(
        position.nextExitId(),
        1,
        OrderStatus.ACCEPTED,
        entry.account(),
        entry.strategy(),
        entry.symbol(),
        entry.signalId(),
        entry.entryOrderId(),
        Intent.CLOSE,
        side,
        OrderType.MARKET,
        null,
        exit.quantity(),
        Quantity.ZERO,
        null,
        exit.reason(),
        null,
        exit.targetsMet(),
        touch == null ? entry.refPrice() : touch.oppositeTouch(side),
        event.ts(),
        event.origin(),
        stale ? "EXIT_ON_STALE_QUOTE" : "");
  }
}
