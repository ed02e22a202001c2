package io.tapeline.core.execution;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.stage.Event;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What other readers are told of an order step: fill, end of the order, position, exit decision.
 */
final class Projections {

  private Projections() {}

  static List<Event> of(OrderEvent step, @Nullable ManagedPosition position) {
    List<Event> events = new ArrayList<>();
    Execution execution = step.execution();
    if (execution != null) {
      events.add(fill(step, execution));
    }
    if (step.status().isTerminal()) {
      events.add(
          new OrderDone(
              step.orderId(),
              step.account(),
              step.strategy(),
              step.symbol(),
              step.intent(),
              step.status(),
              step.origin()));
    }
    if (position != null) {
      Position snapshot = position.snapshot();
      events.add(snapshot);
      if (snapshot.state() == PositionState.CLOSED) {
        events.add(exitDecision(step, snapshot, position.instrument()));
      } else if (step.intent() == Intent.CLOSE
          && step.status().isTerminal()
          && !step.filled().isZero()) {
        events.add(partDecision(step, snapshot, position));
      }
    }
    return events;
  }

  private static Fill fill(OrderEvent step, Execution execution) {
    return new Fill(
        step.orderId(),
        step.entryOrderId(),
        step.signalId(),
        step.account(),
        step.strategy(),
        step.symbol(),
        step.intent(),
        step.side(),
        execution,
        step.origin());
  }

  private static Decision exitDecision(OrderEvent step, Position trade, Instrument instrument) {
    var reason = trade.exitReason();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("side", trade.entrySide().name());
    values.put("qty", trade.opened().toString());
    values.put("price", String.valueOf(trade.avgExit()));
    values.put("entry", trade.avgEntry().toString());
    values.put("reason", String.valueOf(reason));
    values.put("net", trade.net().toString());
    values.put("netPct", netPercent(trade, instrument));
    values.put("R", multiple(trade, instrument));
    values.put("holdMs", Long.toString(step.origin().ts().microsSince(trade.entryTs()) / 1000));
    return decision(
        "D-execution-" + trade.entryOrderId(),
        Outcome.EXIT,
        String.valueOf(reason),
        step,
        trade,
        values);
  }

  private static Decision partDecision(OrderEvent step, Position trade, ManagedPosition position) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("side", trade.entrySide().name());
    values.put("qty", position.part().quantity().toString());
    values.put("remaining", trade.quantity().toString());
    values.put("price", position.part().price().toString());
    values.put("entry", trade.avgEntry().toString());
    values.put("net", position.partNet().toString());
    values.put("stopNew", String.valueOf(trade.stop()));
    return decision(
        "D-execution-" + step.orderId(),
        Outcome.PARTIAL_TAKE_PROFIT,
        String.valueOf(step.exitReason()),
        step,
        trade,
        values);
  }

  private static Decision decision(
      String id,
      Outcome outcome,
      String reason,
      OrderEvent step,
      Position trade,
      Map<String, String> values) {
    return new Decision(
        id,
        ExecutionStage.NAME,
        outcome,
        reason,
        trade.account(),
        trade.strategy(),
        trade.symbol(),
        step.origin(),
        trade.signalId(),
        step.orderId(),
        List.of(),
        values,
        1);
  }

  private static String netPercent(Position trade, Instrument instrument) {
    Money net = trade.net();
    BigDecimal cost = instrument.notional(trade.avgEntry(), trade.opened()).value();
    return net.value().movePointRight(2).divide(cost, 4, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Profit in R, the risk fixed by the entry (CATALOGUE TM-R); empty without a stop. */
  private static String multiple(Position trade, Instrument instrument) {
    Price stop = trade.initialStop();
    if (stop == null) {
      return "";
    }
    BigDecimal risk =
        trade
            .avgEntry()
            .minus(stop)
            .abs()
            .multiply(trade.opened().value())
            .multiply(instrument.contractSize());
    if (risk.signum() == 0) {
      return "";
    }
    return trade.net().value().divide(risk, 4, RoundingMode.HALF_EVEN).toPlainString();
  }
}
