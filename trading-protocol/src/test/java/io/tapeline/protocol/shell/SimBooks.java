package io.tapeline.protocol.shell;

import io.tapeline.core.account.AccountState;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps books of all that counts on the topics, with arithmetic of its own, and says what must not
 * be.
 */
final class SimBooks {

  /** Something that must never be. */
  static final class Broken extends Error {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }

  /** What an entry order has moved. */
  private static final class Trade {
    private @Nullable ApprovedOrder order;
    private BigDecimal opened = BigDecimal.ZERO;
    private BigDecimal closed = BigDecimal.ZERO;
    private BigDecimal flow = BigDecimal.ZERO;
    private boolean entryDone;

    boolean isApproved() {
      return order != null;
    }

    boolean isLive() {
      return !entryDone || opened.compareTo(closed) != 0;
    }

    /** Money it needs, at the prices of its approval. */
    BigDecimal bound() {
      BigDecimal reserved = approved().reserved().value();
      return entryDone
          ? reserved
              .multiply(opened.subtract(closed))
              .divide(approved().quantity().value(), MathContext.DECIMAL64)
          : reserved;
    }

    ApprovedOrder approved() {
      ApprovedOrder known = order;
      if (known == null) {
        throw new Broken("fills or an end without an approved order");
      }
      return known;
    }
  }

  /** Prices move between approval and fill, so that a little more may be needed than reserved. */
  private static final BigDecimal TOLERANCE = new BigDecimal("1.02");

  private final Map<String, Signal> signals = new LinkedHashMap<>();
  private final Map<String, Trade> trades = new LinkedHashMap<>();
  private final Set<String> denied = new HashSet<>();
  private final Set<String> toldApproved = new HashSet<>();
  private final Map<String, OrderEvent> lastSteps = new LinkedHashMap<>();
  private final Map<String, BigDecimal> filledBySteps = new HashMap<>();
  private final Map<String, Position> positions = new LinkedHashMap<>();
  private final Map<String, Fill> fills = new LinkedHashMap<>();
  private final Set<String> executions = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private @Nullable AccountState account;
  private BigDecimal cash = SimMarket.CAPITAL;
  private final List<BigDecimal> pastCash = new ArrayList<>(List.of(SimMarket.CAPITAL));

  private static void require(boolean holds, String what, Object about) {
    if (!holds) {
      throw new Broken(what + ": " + about);
    }
  }

  /** Takes an event in, known not to be a double that the network made. */
  void take(Event event) {
    switch (event) {
      case Signal signal -> signals.put(signal.id(), signal);
      case Fill fill -> onFill(fill);
      case OrderDone over -> onDone(over);
      case ApprovedOrder order -> onApproved(order);
      case Decision decision -> onDecision(decision);
      case OrderEvent step -> onStep(step);
      case Position position -> onPosition(position);
      case AccountState state -> onAccount(state);
      case Quarantined bad -> throw new Broken("quarantined: " + bad);
      default -> {}
    }
  }

  private void onApproved(ApprovedOrder order) {
    require(signals.containsKey(order.signalId().value()), "approved without signal", order.id());
    require(!denied.contains(order.signalId().value()), "approved and denied", order.id());
    Trade own = trade(order.orderId());
    own.order = order;
    if (own.isLive()) {
      checkLimits(order);
    }
  }

  /** Of trades read at once, those that are over do not count. */
  private void checkLimits(ApprovedOrder order) {
    BigDecimal used = BigDecimal.ZERO;
    BigDecimal capital = SimMarket.CAPITAL;
    for (Trade trade : approved()) {
      if (!trade.isLive()) {
        capital = capital.add(trade.flow);
        continue;
      }
      used = used.add(trade.bound());
      require(
          trade.approved().equals(order) || !trade.approved().symbol().equals(order.symbol()),
          "a second position in the instrument",
          order.id() + " beside " + trade.approved().id());
    }
    require(
        used.compareTo(capital.multiply(TOLERANCE)) <= 0,
        "more used than there is",
        order.id() + " " + used + " beside " + live(order));
  }

  private List<String> live(ApprovedOrder but) {
    return approved().stream()
        .filter(trade -> trade.isLive() && !trade.approved().equals(but))
        .map(t -> t.approved().id() + " " + t.opened + "-" + t.closed + " done " + t.entryDone)
        .toList();
  }

  private List<Trade> approved() {
    return trades.values().stream().filter(Trade::isApproved).toList();
  }

  /** Fills may be read before the approval, if both are new. */
  private Trade trade(OrderId entry) {
    return trades.computeIfAbsent(entry.value(), name -> new Trade());
  }

  private boolean isApproved(String signal) {
    return approved().stream()
        .anyMatch(trade -> trade.approved().signalId().value().equals(signal));
  }

  private void onDecision(Decision decision) {
    if (!decision.stage().equals("risk")) {
      return;
    }
    String signal = String.valueOf(decision.signalId());
    if (decision.signalId() != null) {
      signal = decision.signalId().value();
    }
    if (decision.outcome() == Outcome.DENIED) {
      require(signals.containsKey(signal), "denied without signal", decision.id());
      require(denied.add(signal), "denied twice", decision.id());
      require(!isApproved(signal), "denied and approved", decision.id());
    } else {
      toldApproved.add(signal);
    }
  }

  private void onStep(OrderEvent step) {
    String order = step.orderId().value();
    OrderEvent before = lastSteps.put(order, step);
    int number = before == null ? 0 : before.number();
    require(step.number() == number + 1, "order steps with a gap", number + " then " + step.id());
    require(
        before == null || !before.status().isTerminal(), "a step after the order's end", step.id());
    BigDecimal filled = filledBySteps.getOrDefault(order, BigDecimal.ZERO);
    Execution execution = step.execution();
    if (execution != null) {
      filled = filled.add(execution.quantity().value());
      executions.add(order + "/" + execution.venueExecutionId());
      filledBySteps.put(order, filled);
    }
    require(filled.compareTo(step.filled().value()) == 0, "filled is not the sum", step.id());
    require(filled.compareTo(step.quantity().value()) <= 0, "filled above quantity", step.id());
    String entry = step.entryOrderId().value();
    Trade trade = trades.get(entry);
    require(
        trade != null && trade.isApproved(), "an order event without an approved order", step.id());
    if (step.intent() == Intent.CLOSE && step.number() == 1) {
      require(
          filledBySteps.getOrDefault(entry, BigDecimal.ZERO).signum() > 0,
          "an exit without a position",
          step.id());
    }
  }

  private void onFill(Fill fill) {
    fills.put(fill.id(), fill);
    Trade trade = trade(fill.entryOrderId());
    BigDecimal quantity = fill.execution().quantity().value();
    BigDecimal notional = fill.execution().price().value().multiply(quantity);
    BigDecimal flow =
        (fill.side() == Side.BUY ? notional.negate() : notional)
            .subtract(fill.execution().fee().value());
    cash = cash.add(flow);
    pastCash.add(cash);
    trade.flow = trade.flow.add(flow);
    if (fill.intent() == Intent.OPEN) {
      trade.opened = trade.opened.add(quantity);
    } else {
      trade.closed = trade.closed.add(quantity);
    }
  }

  private void onDone(OrderDone over) {
    done.add(over.orderId().value());
    if (over.intent() == Intent.OPEN) {
      trade(over.orderId()).entryDone = true;
    }
  }

  private void onPosition(Position position) {
    String name = position.entryOrderId().value();
    Position before = positions.put(name, position);
    int version = before == null ? 0 : before.version();
    require(position.version() > version, "position goes back", version + " then " + position.id());
    if (before != null && before.stop() != null && position.stop() != null) {
      int moved = position.stop().compareTo(before.stop());
      require(
          position.entrySide() == Side.BUY ? moved >= 0 : moved <= 0,
          "a stop moved away",
          position.id());
    }
  }

  private void onAccount(AccountState state) {
    AccountState before = account;
    account = state;
    long version = before == null ? 0 : before.version();
    require(
        state.version() == version + 1, "account states with a gap", version + " " + state.id());
  }

  /** Says what must not be at any moment, once all topics are read up to one moment. */
  void checkNow() {
    trades.forEach(
        (name, trade) -> {
          require(trade.isApproved(), "a fill or an end without an approved order", name);
          require(
              trade.opened.compareTo(trade.approved().quantity().value()) <= 0,
              "opened more than approved",
              name);
        });
  }

  /**
   * Says what must not be once the line has come to rest.
   *
   * @param oneOrder whether all inputs are taken in one order on every run
   */
  void checkEnd(boolean oneOrder) {
    for (String signal : signals.keySet()) {
      boolean approved = isApproved(signal);
      require(approved || denied.contains(signal), "a signal without answer", signal);
      require(approved == toldApproved.contains(signal), "told approved and is not", signal);
    }
    for (String order : trades.keySet()) {
      require(lastSteps.containsKey(order), "an approved order never taken", order);
    }
    lastSteps.forEach(
        (order, step) -> {
          require(step.status().isTerminal(), "an order without end", step.id());
          require(done.contains(order), "an order's end not told", step.id());
        });
    for (String order : done) {
      OrderEvent step = lastSteps.get(order);
      require(step != null && step.status().isTerminal(), "an end told that is none", order);
    }
    require(fills.keySet().equals(executions), "fills are not the executions", difference());
    positions.forEach(this::checkEnd);
    checkAccount(oneOrder);
  }

  private String difference() {
    Set<String> onlyFills = new HashSet<>(fills.keySet());
    onlyFills.removeAll(executions);
    Set<String> onlySteps = new HashSet<>(executions);
    onlySteps.removeAll(fills.keySet());
    return "only fills " + onlyFills + ", only order events " + onlySteps;
  }

  private void checkEnd(String name, Position position) {
    Trade trade = trades.get(name);
    require(trade != null, "a position without an approved order", name);
    if (trade != null) {
      require(
          trade.opened.compareTo(position.opened().value()) == 0
              && trade.opened.subtract(trade.closed).compareTo(position.quantity().value()) == 0,
          "a position is not the sum of its fills",
          position.id());
      require(
          position.state() == PositionState.CLOSED, "a position that is still open", position.id());
      require(
          position.net().value().compareTo(trade.flow) == 0, "net is not the flow", position.id());
    }
  }

  /**
   * @param newest whether the last state must tell of the last fill, not only of an earlier one
   */
  private void checkAccount(boolean newest) {
    for (Trade trade : trades.values()) {
      require(
          trade.opened.signum() == 0 || positions.containsKey(trade.approved().id()),
          "a position that is not told",
          trade.approved().id());
    }
    AccountState state = account;
    if (state == null) {
      throw new Broken("no account state");
    }
    BigDecimal told = state.cash().value();
    if (!newest) {
      require(
          pastCash.stream().anyMatch(past -> past.compareTo(told) == 0),
          "cash that never was",
          told);
      return;
    }
    require(told.compareTo(cash) == 0, "cash is not start plus fills", told + " is not " + cash);
    require(
        state.equity().value().compareTo(cash) == 0, "equity is not cash when flat", state.id());
    require(state.openPositions() == 0, "positions that do not exist", state.id());
  }

  /** Trades that filled. */
  long tradeCount() {
    return trades.values().stream().filter(trade -> trade.opened.signum() > 0).count();
  }
}
