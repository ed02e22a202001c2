package io.tapeline.core.execution;

import io.tapeline.core.control.Control;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.plan.PlanSignals;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.core.venue.PaperVenue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Approved orders and market events in, order events out; open positions are managed to their exit
 * here, next to the venue, waiting for nobody.
 *
 * <p>Its whole memory is the fold of its order events; fills, positions and decisions follow from
 * them.
 */
public final class ExecutionStage implements Stage {

  /** Writer name in decisions. */
  public static final String NAME = "execution";

  static final String CALLED_OFF = "the plan is called off";

  private final LineSettings settings;
  private final PaperVenue venue;
  private final Map<Symbol, SymbolDesk> desks = new HashMap<>();
  private final Set<OrderId> known = new HashSet<>();
  private final Set<String> obeyed = new HashSet<>();
  private final Set<String> calledOff = new HashSet<>();
  private boolean flatten;

  public ExecutionStage(LineSettings settings) {
    this.settings = settings;
    this.venue = new PaperVenue(settings.paper());
  }

  @Override
  public void apply(Event event) {
    switch (event) {
      case MissedTick ignored -> {}
      case MissedCandle ignored -> {}
      case MarketEvent market -> desk(market.symbol()).onMarket(market);
      case OrderEvent step -> onStep(step);
      case Control control -> onControl(control);
      case PlanState plan -> onPlan(plan);
      default -> {}
    }
  }

  private void onStep(OrderEvent step) {
    known.add(step.orderId());
    desk(step.symbol()).onStep(step);
  }

  /** A command that comes again, after others perhaps, is not a new one. */
  private void onControl(Control control) {
    if (control.account().equals(settings.account()) && obeyed.add(control.id())) {
      flatten =
          switch (control.action()) {
            case FLATTEN -> true;
            case RESUME -> false;
            case HALT -> flatten;
          };
    }
  }

  /** What rests of a ladder is taken back at once, whatever its plan's state. */
  private void onPlan(PlanState plan) {
    if (plan.request() == PlanState.Request.CANCEL && plan.account().equals(settings.account())) {
      calledOff.add(plan.planId());
    }
  }

  @Override
  public List<Event> decide(Event input) {
    return switch (input) {
      case MissedTick ignored -> List.of();
      case MissedCandle ignored -> List.of();
      case MarketEvent market -> desk(market.symbol()).decide(market, flatten, calledOff);
      case ApprovedOrder order when !known.contains(order.orderId()) -> List.of(accept(order));
      default -> List.of();
    };
  }

  /** The venue takes the order; it fills on a later event at the earliest. */
  private OrderEvent accept(ApprovedOrder order) {
    Origin origin = desk(order.symbol()).newest().orElse(order.origin());
    EventTime decidedAt = order.decidedAt();
    String refusal = refusal(order);
    return new OrderEvent(
        order.orderId(),
        1,
        refusal.isEmpty() ? OrderStatus.ACCEPTED : OrderStatus.REJECTED,
        order.account(),
        order.strategy(),
        order.symbol(),
        order.signalId(),
        order.orderId(),
        Intent.OPEN,
        order.side(),
        order.type(),
        order.limit() == null && order.goodFor().isZero() ? null : order.entry(),
        order.quantity(),
        Quantity.ZERO,
        null,
        null,
        order.exitPlan(),
        0,
        order.refPrice(),
        decidedAt,
        origin,
        refusal);
  }

  private String refusal(ApprovedOrder order) {
    if (flatten) {
      return "the account is being flattened";
    }
    boolean off =
        order.entry().isLadder() && calledOff.contains(PlanSignals.planOf(order.signalId()));
    return off ? CALLED_OFF : "";
  }

  @Override
  public List<Event> project(Event decided) {
    return decided instanceof OrderEvent step
        ? Projections.of(step, desk(step.symbol()).position(step.entryOrderId()).orElse(null))
        : List.of();
  }

  private SymbolDesk desk(Symbol symbol) {
    return desks.computeIfAbsent(
        symbol, name -> new SymbolDesk(settings.instruments().get(name), venue));
  }
}
