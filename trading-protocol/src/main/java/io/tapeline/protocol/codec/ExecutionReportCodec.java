package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.order.ExecutionReport;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.protocol.wire.OrderProto;

/** Fills and the ends of orders. */
final class ExecutionReportCodec extends MessageCodec<ExecutionReport, OrderProto.ExecutionReport> {

  ExecutionReportCodec() {
    super("ExecutionReport", OrderProto.ExecutionReport.parser());
  }

  @Override
  OrderProto.ExecutionReport toWire(ExecutionReport report) {
    OrderProto.ExecutionReport.Builder wire = OrderProto.ExecutionReport.newBuilder();
    return switch (report) {
      case Fill fill -> wire.setFill(fill(fill)).build();
      case OrderDone done -> wire.setOrderDone(done(done)).build();
    };
  }

  private static OrderProto.Fill fill(Fill fill) {
    return OrderProto.Fill.newBuilder()
        .setOrderId(Fields.name(fill.orderId().value(), "order_id"))
        .setEntryOrderId(Fields.name(fill.entryOrderId().value(), "entry_order_id"))
        .setSignalId(Fields.name(fill.signalId().value(), "signal_id"))
        .setAccount(fill.account().value())
        .setStrategy(fill.strategy().value())
        .setSymbol(fill.symbol().value())
        .setIntent(Enums.INTENT.wire(fill.intent()))
        .setSide(Enums.SIDE.wire(fill.side()))
        .setExecution(Executions.wire(fill.execution()))
        .setOrigin(Fields.wire(fill.origin()))
        .build();
  }

  private static OrderProto.OrderDone done(OrderDone done) {
    return OrderProto.OrderDone.newBuilder()
        .setOrderId(Fields.name(done.orderId().value(), "order_id"))
        .setAccount(done.account().value())
        .setStrategy(done.strategy().value())
        .setSymbol(done.symbol().value())
        .setIntent(Enums.INTENT.wire(done.intent()))
        .setStatus(Enums.ORDER_STATUS.wire(done.status()))
        .setOrigin(Fields.wire(done.origin()))
        .build();
  }

  @Override
  ExecutionReport fromWire(OrderProto.ExecutionReport wire) {
    return switch (wire.getReportCase()) {
      case FILL -> fill(wire.getFill());
      case ORDER_DONE -> done(wire.getOrderDone());
      case REPORT_NOT_SET -> throw new IllegalArgumentException("missing fill or order_done");
    };
  }

  private static Fill fill(OrderProto.Fill wire) {
    return new Fill(
        new OrderId(Fields.name(wire.getOrderId(), "order_id")),
        new OrderId(Fields.name(wire.getEntryOrderId(), "entry_order_id")),
        new SignalId(Fields.name(wire.getSignalId(), "signal_id")),
        new AccountId(Fields.name(wire.getAccount(), "account")),
        new StrategyId(Fields.name(wire.getStrategy(), "strategy")),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Enums.INTENT.read(wire.getIntentValue(), "intent"),
        Enums.SIDE.read(wire.getSideValue(), "side"),
        Executions.execution(wire.hasExecution(), wire.getExecution()),
        Fields.origin(wire.hasOrigin(), wire.getOrigin()));
  }

  private static OrderDone done(OrderProto.OrderDone wire) {
    return new OrderDone(
        new OrderId(Fields.name(wire.getOrderId(), "order_id")),
        new AccountId(Fields.name(wire.getAccount(), "account")),
        new StrategyId(Fields.name(wire.getStrategy(), "strategy")),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Enums.INTENT.read(wire.getIntentValue(), "intent"),
        Enums.ORDER_STATUS.read(wire.getStatusValue(), "status"),
        Fields.origin(wire.hasOrigin(), wire.getOrigin()));
  }
}
