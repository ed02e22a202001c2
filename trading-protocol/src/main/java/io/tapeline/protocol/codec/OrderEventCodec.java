package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.wire.OrderProto;

/** Steps in orders' lives. */
final class OrderEventCodec extends MessageCodec<OrderEvent, OrderProto.OrderEvent> {

  OrderEventCodec() {
    super("OrderEvent", OrderProto.OrderEvent.parser());
  }

  @Override
  OrderProto.OrderEvent toWire(OrderEvent event) {
    OrderProto.OrderEvent.Builder wire =
        OrderProto.OrderEvent.newBuilder()
            .setOrderId(Fields.name(event.orderId().value(), "order_id"))
            .setNumber(event.number())
            .setStatus(Enums.ORDER_STATUS.wire(event.status()))
            .setAccount(event.account().value())
            .setStrategy(event.strategy().value())
            .setSymbol(event.symbol().value())
            .setSignalId(Fields.name(event.signalId().value(), "signal_id"))
            .setEntryOrderId(Fields.name(event.entryOrderId().value(), "entry_order_id"))
            .setIntent(Enums.INTENT.wire(event.intent()))
            .setSide(Enums.SIDE.wire(event.side()))
            .setType(Enums.ORDER_TYPE.wire(event.type()))
            .setQuantity(Decimals.wire(event.quantity()))
            .setFilled(Decimals.wire(event.filled()))
            .setTargetsMet(event.targetsMet())
            .setRefPrice(Decimals.wire(event.refPrice()))
            .setDecidedAtMicros(event.decidedAt().micros())
            .setOrigin(Fields.wire(event.origin()))
            .setDetail(event.detail());
    addOptional(wire, event);
    return wire.build();
  }

  private static void addOptional(OrderProto.OrderEvent.Builder wire, OrderEvent event) {
    Execution execution = event.execution();
    if (execution != null) {
      wire.setExecution(Executions.wire(execution));
    }
    ExitReason exitReason = event.exitReason();
    if (exitReason != null) {
      wire.setExitReason(Enums.EXIT_REASON.wire(exitReason));
    }
    EntryOrder entry = event.entry();
    if (entry != null) {
      wire.setEntry(EntryOrders.wire(entry));
    }
    ExitPlan exitPlan = event.exitPlan();
    if (exitPlan != null) {
      wire.setExitPlan(ExitPlans.wire(exitPlan));
    }
  }

  @Override
  OrderEvent fromWire(OrderProto.OrderEvent wire) {
    return new OrderEvent(
        new OrderId(Fields.name(wire.getOrderId(), "order_id")),
        wire.getNumber(),
        Enums.ORDER_STATUS.read(wire.getStatusValue(), "status"),
        new AccountId(Fields.name(wire.getAccount(), "account")),
        new StrategyId(Fields.name(wire.getStrategy(), "strategy")),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        new SignalId(Fields.name(wire.getSignalId(), "signal_id")),
        new OrderId(Fields.name(wire.getEntryOrderId(), "entry_order_id")),
        Enums.INTENT.read(wire.getIntentValue(), "intent"),
        Enums.SIDE.read(wire.getSideValue(), "side"),
        Enums.ORDER_TYPE.read(wire.getTypeValue(), "type"),
        wire.hasEntry() ? EntryOrders.read(wire.getEntry()) : null,
        Decimals.quantity(wire.hasQuantity(), wire.getQuantity(), "quantity"),
        Decimals.quantity(wire.hasFilled(), wire.getFilled(), "filled"),
        wire.hasExecution() ? Executions.execution(true, wire.getExecution()) : null,
        wire.hasExitReason()
            ? Enums.EXIT_REASON.read(wire.getExitReasonValue(), "exit_reason")
            : null,
        wire.hasExitPlan() ? ExitPlans.read(true, wire.getExitPlan()) : null,
        wire.getTargetsMet(),
        Decimals.price(wire.hasRefPrice(), wire.getRefPrice(), "ref_price"),
        new EventTime(wire.getDecidedAtMicros()),
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        wire.getDetail());
  }
}
