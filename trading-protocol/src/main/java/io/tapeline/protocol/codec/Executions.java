package io.tapeline.protocol.codec;

import io.tapeline.core.order.Execution;
import io.tapeline.protocol.wire.OrderProto;

/** The fill as the venue reports it, a part of order events and of fills. */
final class Executions {

  private Executions() {}

  static OrderProto.Execution wire(Execution execution) {
    return OrderProto.Execution.newBuilder()
        .setVenueExecutionId(
            Fields.name(execution.venueExecutionId(), "execution.venue_execution_id"))
        .setQuantity(Decimals.wire(execution.quantity()))
        .setPrice(Decimals.wire(execution.price()))
        .setFee(Decimals.wire(execution.fee()))
        .setLiquidity(Enums.LIQUIDITY.wire(execution.liquidity()))
        .setTouch(Decimals.wire(execution.touch()))
        .setSlippageBps(Decimals.wire(execution.slippageBps()))
        .setRung(execution.rung())
        .build();
  }

  static Execution execution(boolean present, OrderProto.Execution wire) {
    Fields.require(present, "execution");
    return new Execution(
        Fields.name(wire.getVenueExecutionId(), "execution.venue_execution_id"),
        Decimals.quantity(wire.hasQuantity(), wire.getQuantity(), "execution.quantity"),
        Decimals.price(wire.hasPrice(), wire.getPrice(), "execution.price"),
        Decimals.money(wire.hasFee(), wire.getFee(), "execution.fee"),
        Enums.LIQUIDITY.read(wire.getLiquidityValue(), "execution.liquidity"),
        Decimals.price(wire.hasTouch(), wire.getTouch(), "execution.touch"),
        Decimals.number(wire.hasSlippageBps(), wire.getSlippageBps(), "execution.slippage_bps"),
        wire.getRung());
  }
}
