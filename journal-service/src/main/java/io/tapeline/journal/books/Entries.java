package io.tapeline.journal.books;

import static io.tapeline.journal.books.Columns.amount;
import static io.tapeline.journal.books.Columns.checks;
import static io.tapeline.journal.books.Columns.exitPlan;
import static io.tapeline.journal.books.Columns.headers;
import static io.tapeline.journal.books.Columns.micros;
import static io.tapeline.journal.books.Columns.named;
import static io.tapeline.journal.books.Columns.stamp;
import static io.tapeline.journal.books.Columns.text;

import io.tapeline.core.account.AccountState;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.export.TradeCsv;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rows an event of the line becomes. */
final class Entries {

  private Entries() {}

  /**
   * The rows of a record, none for a marker.
   *
   * @throws IllegalArgumentException if events of this type are not kept in the books
   */
  static List<Entry> of(JournalRecord record) {
    return of(record.event(), record.stamps(), record.arrivedMicros());
  }

  /**
   * The rows of an event, none if there is none.
   *
   * @throws IllegalArgumentException if events of this type are not kept in the books
   */
  static List<Entry> of(@Nullable Event event, Stamps stamps, long arrivedMicros) {
    return switch (event) {
      case null -> List.of();
      case PlanState plan ->
          plan.request() == null ? List.of(planState(plan), plan(plan)) : List.of();
      case Signal signal -> List.of(signal(signal, stamps));
      case Decision decision -> List.of(decision(decision));
      case ApprovedOrder order -> List.of(approval(order, stamps));
      case OrderEvent step -> List.of(orderEvent(step), order(step, stamps));
      case Fill fill -> List.of(fill(fill, stamps));
      // The order's last event says the same.
      case OrderDone _ -> List.of();
      case Position position -> position(position);
      case AccountState state -> List.of(equity(state));
      case Control control -> List.of(control(control));
      case Quarantined input -> List.of(quarantine(input, arrivedMicros));
      default ->
          throw new IllegalArgumentException(
              "the books do not keep " + event.getClass().getSimpleName());
    };
  }

  private static Entry plan(PlanState plan) {
    return Entry.of(
        Inserts.PLANS,
        text(plan.planId()),
        plan.version(),
        text(plan.account()),
        text(plan.strategy()),
        text(plan.symbol()),
        text(plan.status()),
        text(plan.reason()),
        text(plan.createdBy()),
        text(plan.body()),
        named(plan.details()),
        plan.changedAt().micros(),
        plan.changedAt().micros());
  }

  private static Entry planState(PlanState plan) {
    return Entry.of(
        Inserts.PLAN_STATES,
        text(plan.planId()),
        plan.version(),
        text(plan.status()),
        text(plan.reason()),
        named(plan.details()),
        plan.origin() == null ? 0 : plan.origin().seq(),
        plan.changedAt().micros());
  }

  private static Entry signal(Signal signal, Stamps stamps) {
    return Entry.of(
        Inserts.SIGNALS,
        text(signal.signalId()),
        text(signal.account()),
        text(signal.strategy()),
        text(signal.symbol()),
        text(signal.side()),
        signal.origin().seq(),
        signal.origin().ts().micros(),
        amount(signal.refPrice()),
        amount(signal.quantity()),
        amount(signal.stop()),
        amount(signal.target()),
        signal.confidence(),
        exitPlan(signal.exitPlan()),
        named(signal.evidence()),
        stamp(stamps, Hop.SEEN),
        stamp(stamps, Hop.TICKS),
        stamp(stamps, Hop.SIGNAL),
        amount(signal.entry().limit()),
        signal.entry().postOnly(),
        span(signal.entry().goodFor()),
        rungs(signal.entry().rungs()));
  }

  /** Microseconds, null for none. */
  private static @Nullable Long span(Duration duration) {
    return duration.isZero() ? null : EventTime.micros(duration);
  }

  /** Quantities by price, null for none. */
  private static @Nullable String rungs(List<Rung> rungs) {
    Map<String, String> quantities = new LinkedHashMap<>();
    rungs.forEach(rung -> quantities.put(rung.price().toString(), rung.quantity().toString()));
    return quantities.isEmpty() ? null : named(quantities);
  }

  private static Entry decision(Decision decision) {
    return Entry.of(
        Inserts.DECISIONS,
        text(decision.decisionId()),
        text(decision.stage()),
        text(decision.outcome()),
        text(decision.reason()),
        text(decision.account()),
        text(decision.strategy()),
        text(decision.symbol()),
        decision.origin().seq(),
        decision.origin().ts().micros(),
        text(decision.signalId()),
        text(decision.orderId()),
        checks(decision.checks()),
        named(decision.values()),
        decision.repeat());
  }

  private static Entry approval(ApprovedOrder order, Stamps stamps) {
    long seq = order.origin().seq();
    long ts = order.origin().ts().micros();
    return Entry.of(
        Inserts.APPROVALS,
        text(order.orderId()),
        0,
        "APPROVED",
        text(order.orderId()),
        text(order.signalId()),
        text(order.account()),
        text(order.strategy()),
        text(order.symbol()),
        text(Intent.OPEN),
        text(order.side()),
        text(order.type()),
        amount(order.quantity()),
        0,
        amount(order.limit()),
        amount(order.refPrice()),
        amount(order.reserved()),
        null,
        "",
        seq,
        ts,
        seq,
        ts,
        order.decidedAt().micros(),
        checks(order.checks()),
        exitPlan(order.exitPlan()),
        stamp(stamps, Hop.SEEN),
        stamp(stamps, Hop.TICKS),
        stamp(stamps, Hop.SIGNAL),
        stamp(stamps, Hop.APPROVED),
        stamp(stamps, Hop.ORDER),
        order.postOnly(),
        span(order.goodFor()),
        rungs(order.rungs()));
  }

  private static Entry order(OrderEvent event, Stamps stamps) {
    long seq = event.origin().seq();
    long ts = event.origin().ts().micros();
    EntryOrder entry =
        event.entry() == null && event.intent() == Intent.OPEN ? EntryOrder.MARKET : event.entry();
    return Entry.of(
        Inserts.ORDERS,
        text(event.orderId()),
        event.number(),
        text(event.status()),
        text(event.entryOrderId()),
        text(event.signalId()),
        text(event.account()),
        text(event.strategy()),
        text(event.symbol()),
        text(event.intent()),
        text(event.side()),
        text(event.type()),
        amount(event.quantity()),
        amount(event.filled()),
        entry == null ? null : amount(entry.limit()),
        amount(event.refPrice()),
        null,
        text(event.exitReason()),
        text(event.detail()),
        seq,
        ts,
        seq,
        ts,
        event.decidedAt().micros(),
        null,
        exitPlan(event.exitPlan()),
        stamp(stamps, Hop.SEEN),
        stamp(stamps, Hop.TICKS),
        stamp(stamps, Hop.SIGNAL),
        stamp(stamps, Hop.APPROVED),
        stamp(stamps, Hop.ORDER),
        entry == null ? null : entry.postOnly(),
        entry == null ? null : span(entry.goodFor()),
        entry == null ? null : rungs(entry.rungs()));
  }

  private static Entry orderEvent(OrderEvent event) {
    Execution execution = event.execution();
    return Entry.of(
        Inserts.ORDER_EVENTS,
        text(event.id()),
        text(event.orderId()),
        event.number(),
        text(event.status()),
        text(event.account()),
        text(event.strategy()),
        text(event.symbol()),
        amount(event.filled()),
        execution == null ? null : text(execution.venueExecutionId()),
        execution == null ? null : amount(execution.quantity()),
        execution == null ? null : amount(execution.price()),
        text(event.detail()),
        event.origin().seq(),
        event.origin().ts().micros());
  }

  private static Entry fill(Fill fill, Stamps stamps) {
    Execution execution = fill.execution();
    return Entry.of(
        Inserts.FILLS,
        text(fill.id()),
        text(fill.orderId()),
        text(fill.entryOrderId()),
        text(fill.signalId()),
        text(fill.account()),
        text(fill.strategy()),
        text(fill.symbol()),
        text(fill.intent()),
        text(fill.side()),
        text(execution.venueExecutionId()),
        amount(execution.quantity()),
        amount(execution.price()),
        amount(execution.fee()),
        text(execution.liquidity()),
        amount(execution.touch()),
        execution.slippageBps(),
        fill.origin().seq(),
        fill.origin().ts().micros(),
        stamp(stamps, Hop.SEEN),
        stamp(stamps, Hop.TICKS),
        stamp(stamps, Hop.SIGNAL),
        stamp(stamps, Hop.APPROVED),
        stamp(stamps, Hop.ORDER),
        stamp(stamps, Hop.FILL));
  }

  private static List<Entry> position(Position position) {
    EventTime ts = position.origin().ts();
    Entry latest = Entry.of(Inserts.POSITIONS, positionRow(position, ts));
    if (position.state() != PositionState.CLOSED) {
      return List.of(latest);
    }
    EventTime exitTs = position.exitTs() == null ? ts : position.exitTs();
    return List.of(latest, Entry.of(Inserts.TRADES, positionRow(position, exitTs)));
  }

  private static @Nullable Object[] positionRow(Position position, EventTime ts) {
    return new @Nullable Object[] {
      text(position.entryOrderId()),
      position.version(),
      text(position.state()),
      text(position.signalId()),
      text(position.account()),
      text(position.strategy()),
      text(position.symbol()),
      TradeCsv.direction(position.entrySide()),
      amount(position.quantity()),
      amount(position.opened()),
      amount(position.avgEntry()),
      amount(position.avgExit()),
      position.entryTs().micros(),
      micros(position.exitTs()),
      amount(position.stop()),
      amount(position.target()),
      amount(position.initialStop()),
      text(position.exitReason()),
      amount(position.gross()),
      amount(position.fees()),
      amount(position.net()),
      amount(position.slippage()),
      position.mae(),
      position.mfe(),
      position.origin().seq(),
      ts.micros(),
      position.targetsLeft(),
      position.partials()
    };
  }

  private static Entry equity(AccountState state) {
    Map<String, String> lossSkips = new LinkedHashMap<>();
    state.lossSkips().forEach((strategy, left) -> lossSkips.put(strategy.value(), "" + left));
    return Entry.of(
        Inserts.EQUITY,
        text(state.id()),
        text(state.account()),
        state.version(),
        state.origin().ts().micros(),
        state.origin().seq(),
        amount(state.cash()),
        amount(state.equity()),
        amount(state.dayStartEquity()),
        amount(state.peakEquity()),
        state.tradingDay(),
        named(lossSkips),
        state.openPositions(),
        state.halted());
  }

  private static Entry control(Control control) {
    return Entry.of(
        Inserts.CONTROLS,
        text(control.controlId()),
        text(control.account()),
        text(control.action()),
        text(control.who()),
        text(control.why()),
        control.issuedAt().micros());
  }

  private static Entry quarantine(Quarantined input, long arrivedMicros) {
    Quarantined.Envelope envelope = input.envelope();
    String key = envelope == null ? null : envelope.key();
    return Entry.of(
        Inserts.QUARANTINE,
        text(input.id()),
        text(input.source()),
        input.position(),
        text(input.reason()),
        text(input.detail()),
        text(input.original()),
        arrivedMicros,
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        envelope == null ? null : headers(envelope.headers()));
  }
}
