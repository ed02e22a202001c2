package io.tapeline.journal.rest;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tapeline.core.risk.RuleCheck;
import io.tapeline.journal.books.DecisionRow;
import io.tapeline.journal.books.Decisions;
import io.tapeline.journal.books.FillRow;
import io.tapeline.journal.books.Fills;
import io.tapeline.journal.books.OrderEvents;
import io.tapeline.journal.books.OrderRow;
import io.tapeline.journal.books.Orders;
import io.tapeline.journal.books.Positions;
import io.tapeline.journal.books.SignalRow;
import io.tapeline.journal.books.Signals;
import io.tapeline.journal.books.Trades;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Explains an order or a signal from the fill back to the tick. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Explanations", description = "Why something happened, or did not")
class WhyEndpoint {

  private final Orders orders;
  private final OrderEvents orderEvents;
  private final Fills fills;
  private final Signals signals;
  private final Decisions decisions;
  private final Positions positions;
  private final Trades trades;

  WhyEndpoint(
      Orders orders,
      OrderEvents orderEvents,
      Fills fills,
      Signals signals,
      Decisions decisions,
      Positions positions,
      Trades trades) {
    this.orders = orders;
    this.orderEvents = orderEvents;
    this.fills = fills;
    this.signals = signals;
    this.decisions = decisions;
    this.positions = positions;
    this.trades = trades;
  }

  @GetMapping("/why/{id}")
  @Operation(
      summary = "The chain from fill back to tick",
      description =
          "Of an entry or exit order by its id, or of a signal, also one that was denied.")
  Why why(@PathVariable String id) {
    OrderRow order = orders.findById(id).orElse(null);
    if (order != null) {
      return ofOrder(id, order);
    }
    SignalRow signal = signals.findById(id).orElse(null);
    if (signal != null) {
      return orders
          .findFirstBySignalIdAndIntent(id, "OPEN")
          .map(entry -> ofOrder(id, entry))
          .orElseGet(() -> ofDenied(id, signal));
    }
    List<DecisionRow> outcomes =
        decisions.findBySignalIdOrOrderIdInOrderByTsAscSeqAscIdAsc(id, List.of(id));
    if (outcomes.isEmpty()) {
      throw new NotFound("No order and no signal is called '" + id + "'.");
    }
    return new Why(
        id, List.of(), null, List.of(), null, null, null, outcomes, List.of(), null, null, null);
  }

  /** The same for ids with a slash in them, as those of instrument BTC/USD. */
  @GetMapping("/why/{*rest}")
  @Hidden
  Why whyWithSlash(@PathVariable String rest) {
    return why(rest.substring(1));
  }

  private Why ofOrder(String asked, OrderRow order) {
    String entryId = order.entryOrderId();
    List<OrderRow> family = orders.findByEntryOrderIdOrderByTsAscSeqAscIdAsc(entryId);
    List<FillRow> orderFills = fills.findByOrderIdOrderByTsAscSeqAscIdAsc(order.id());
    List<String> ids = family.stream().map(OrderRow::id).toList();
    return new Why(
        asked,
        orderFills,
        order,
        orderEvents.findByOrderIdOrderByNumberAsc(order.id()),
        approval(orders.findById(entryId).orElse(null)),
        signals.findById(order.signalId()).orElse(null),
        new Why.Trigger(order.seq(), order.ts(), order.time(), order.symbol(), order.refPrice()),
        decisions.findBySignalIdOrOrderIdInOrderByTsAscSeqAscIdAsc(order.signalId(), ids),
        family,
        positions.findById(entryId).orElse(null),
        trades.findById(entryId).orElse(null),
        orderFills.isEmpty() ? latency(order) : latency(orderFills.getFirst()));
  }

  private Why ofDenied(String asked, SignalRow signal) {
    return new Why(
        asked,
        List.of(),
        null,
        List.of(),
        null,
        signal,
        new Why.Trigger(
            signal.seq(), signal.ts(), signal.time(), signal.symbol(), signal.refPrice()),
        decisions.findBySignalIdOrOrderIdInOrderByTsAscSeqAscIdAsc(asked, List.of(asked)),
        List.of(),
        null,
        null,
        new Why.Latency(
            between(signal.seenAt(), signal.tickAt()),
            between(signal.tickAt(), signal.signalAt()),
            null,
            null,
            null,
            null));
  }

  private static Why.@Nullable Approval approval(@Nullable OrderRow entry) {
    List<RuleCheck> checks = entry == null ? null : entry.checks();
    return entry == null || checks == null
        ? null
        : new Why.Approval(entry.id(), entry.decidedTs(), checks);
  }

  private static Why.Latency latency(OrderRow order) {
    return new Why.Latency(
        between(order.seenAt(), order.tickAt()),
        between(order.tickAt(), order.signalAt()),
        between(order.signalAt(), order.approvedAt()),
        between(order.approvedAt(), order.orderAt()),
        null,
        null);
  }

  private static Why.Latency latency(FillRow fill) {
    return new Why.Latency(
        between(fill.seenAt(), fill.tickAt()),
        between(fill.tickAt(), fill.signalAt()),
        between(fill.signalAt(), fill.approvedAt()),
        between(fill.approvedAt(), fill.orderAt()),
        between(fill.orderAt(), fill.fillAt()),
        between(fill.tickAt(), fill.fillAt()));
  }

  private static @Nullable Long between(@Nullable Long from, @Nullable Long to) {
    return from == null || to == null ? null : Long.valueOf(to - from);
  }
}
