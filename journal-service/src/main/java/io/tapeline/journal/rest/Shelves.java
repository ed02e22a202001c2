package io.tapeline.journal.rest;

import static io.tapeline.journal.rest.Filter.ACCOUNT;
import static io.tapeline.journal.rest.Filter.ACTION;
import static io.tapeline.journal.rest.Filter.OUTCOME;
import static io.tapeline.journal.rest.Filter.PLAN_STATE;
import static io.tapeline.journal.rest.Filter.REASON;
import static io.tapeline.journal.rest.Filter.SOURCE;
import static io.tapeline.journal.rest.Filter.STATE;
import static io.tapeline.journal.rest.Filter.STATUS;
import static io.tapeline.journal.rest.Filter.STRATEGY;
import static io.tapeline.journal.rest.Filter.SYMBOL;

import io.tapeline.journal.books.ControlRow;
import io.tapeline.journal.books.Controls;
import io.tapeline.journal.books.DecisionRow;
import io.tapeline.journal.books.Decisions;
import io.tapeline.journal.books.EquityCurve;
import io.tapeline.journal.books.EquityRow;
import io.tapeline.journal.books.FillRow;
import io.tapeline.journal.books.Fills;
import io.tapeline.journal.books.OrderRow;
import io.tapeline.journal.books.Orders;
import io.tapeline.journal.books.PlanRow;
import io.tapeline.journal.books.Plans;
import io.tapeline.journal.books.PositionRow;
import io.tapeline.journal.books.Positions;
import io.tapeline.journal.books.QuarantineRow;
import io.tapeline.journal.books.QuarantinedInputs;
import io.tapeline.journal.books.SignalRow;
import io.tapeline.journal.books.Signals;
import io.tapeline.journal.books.TradeRow;
import io.tapeline.journal.books.Trades;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Every book that can be listed. */
@Component
class Shelves {

  private static final List<String> BY_TIME = List.of("ts", "seq", "id");

  final Shelf<TradeRow> trades;
  final Shelf<PositionRow> positions;
  final Shelf<OrderRow> orders;
  final Shelf<FillRow> fills;
  final Shelf<SignalRow> signals;
  final Shelf<DecisionRow> decisions;
  final Shelf<EquityRow> equity;
  final Shelf<QuarantineRow> quarantine;
  final Shelf<ControlRow> controls;
  final Shelf<PlanRow> plans;

  Shelves(
      Trades trades,
      Positions positions,
      Orders orders,
      Fills fills,
      Signals signals,
      Decisions decisions,
      EquityCurve equity,
      QuarantinedInputs quarantine,
      Controls controls,
      Plans plans) {
    this.trades = new Shelf<>("trades", TradeRow.class, trades, BY_TIME, traded());
    this.positions =
        new Shelf<>(
            "positions", PositionRow.class, positions, List.of("entryTs", "id"), traded(STATE));
    this.orders = new Shelf<>("orders", OrderRow.class, orders, BY_TIME, traded(STATUS));
    this.fills = new Shelf<>("fills", FillRow.class, fills, BY_TIME, traded());
    this.signals = new Shelf<>("signals", SignalRow.class, signals, BY_TIME, traded());
    this.decisions =
        new Shelf<>("decisions", DecisionRow.class, decisions, BY_TIME, traded(OUTCOME, REASON));
    this.equity = new Shelf<>("equity", EquityRow.class, equity, BY_TIME, Set.of(ACCOUNT));
    this.quarantine =
        new Shelf<>(
            "quarantine", QuarantineRow.class, quarantine, BY_TIME, EnumSet.of(SOURCE, REASON));
    this.controls =
        new Shelf<>("controls", ControlRow.class, controls, BY_TIME, EnumSet.of(ACCOUNT, ACTION));
    this.plans =
        new Shelf<>("plans", PlanRow.class, plans, List.of("createdTs", "id"), traded(PLAN_STATE));
  }

  List<Shelf<?>> all() {
    return List.of(
        trades, positions, orders, fills, signals, decisions, equity, quarantine, controls, plans);
  }

  private static Set<Filter> traded(Filter... more) {
    Set<Filter> filters = EnumSet.of(ACCOUNT, STRATEGY, SYMBOL);
    filters.addAll(List.of(more));
    return filters;
  }
}
