package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.wire.OrderProto;

/** Opening orders that passed the risk desk. */
final class ApprovedOrderCodec extends MessageCodec<ApprovedOrder, OrderProto.ApprovedOrder> {

  ApprovedOrderCodec() {
    super("ApprovedOrder", OrderProto.ApprovedOrder.parser());
  }

  @Override
  OrderProto.ApprovedOrder toWire(ApprovedOrder order) {
    OrderProto.ApprovedOrder.Builder wire =
        OrderProto.ApprovedOrder.newBuilder()
            .setOrderId(Fields.name(order.orderId().value(), "order_id"))
            .setSignalId(Fields.name(order.signalId().value(), "signal_id"))
            .setAccount(order.account().value())
            .setStrategy(order.strategy().value())
            .setSymbol(order.symbol().value())
            .setSide(Enums.SIDE.wire(order.side()))
            .setType(Enums.ORDER_TYPE.wire(order.type()))
            .setQuantity(Decimals.wire(order.quantity()))
            .setRefPrice(Decimals.wire(order.refPrice()))
            .setReserved(Decimals.wire(order.reserved()))
            .setExitPlan(ExitPlans.wire(order.exitPlan()))
            .setOrigin(Fields.wire(order.origin()))
            .setDecidedAtMicros(order.decidedAt().micros())
            .setPostOnly(order.postOnly())
            .addAllRungs(EntryOrders.wire(order.rungs()))
            .addAllChecks(Fields.wire(order.checks()));
    if (!order.goodFor().isZero()) {
      wire.setGoodFor(EntryOrders.wire(order.goodFor()));
    }
    Price limit = order.limit();
    if (limit != null) {
      wire.setLimit(Decimals.wire(limit));
    }
    return wire.build();
  }

  @Override
  ApprovedOrder fromWire(OrderProto.ApprovedOrder wire) {
    return new ApprovedOrder(
        new OrderId(Fields.name(wire.getOrderId(), "order_id")),
        new SignalId(Fields.name(wire.getSignalId(), "signal_id")),
        new AccountId(Fields.name(wire.getAccount(), "account")),
        new StrategyId(Fields.name(wire.getStrategy(), "strategy")),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Enums.SIDE.read(wire.getSideValue(), "side"),
        Enums.ORDER_TYPE.read(wire.getTypeValue(), "type"),
        Decimals.quantity(wire.hasQuantity(), wire.getQuantity(), "quantity"),
        wire.hasLimit() ? Decimals.price(true, wire.getLimit(), "limit") : null,
        Decimals.price(wire.hasRefPrice(), wire.getRefPrice(), "ref_price"),
        Decimals.money(wire.hasReserved(), wire.getReserved(), "reserved"),
        ExitPlans.read(wire.hasExitPlan(), wire.getExitPlan()),
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        new EventTime(wire.getDecidedAtMicros()),
        Fields.checks(wire.getChecksList()),
        wire.getPostOnly(),
        EntryOrders.read(wire.getGoodFor()),
        EntryOrders.read(wire.getRungsList()));
  }
}
