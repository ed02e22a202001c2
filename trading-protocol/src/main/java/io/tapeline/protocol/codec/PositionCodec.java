package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.wire.PositionProto;

/** States of managed positions. */
final class PositionCodec extends MessageCodec<Position, PositionProto.Position> {

  PositionCodec() {
    super("Position", PositionProto.Position.parser());
  }

  @Override
  PositionProto.Position toWire(Position position) {
    PositionProto.Position.Builder wire =
        PositionProto.Position.newBuilder()
            .setEntryOrderId(Fields.name(position.entryOrderId().value(), "entry_order_id"))
            .setSignalId(Fields.name(position.signalId().value(), "signal_id"))
            .setAccount(position.account().value())
            .setStrategy(position.strategy().value())
            .setSymbol(position.symbol().value())
            .setEntrySide(Enums.SIDE.wire(position.entrySide()))
            .setState(Enums.POSITION_STATE.wire(position.state()))
            .setVersion(position.version())
            .setQuantity(Decimals.wire(position.quantity()))
            .setOpened(Decimals.wire(position.opened()))
            .setAvgEntry(Decimals.wire(position.avgEntry()))
            .setEntryTsMicros(position.entryTs().micros())
            .setGross(Decimals.wire(position.gross()))
            .setFees(Decimals.wire(position.fees()))
            .setSlippage(Decimals.wire(position.slippage()))
            .setMae(Decimals.wire(position.mae()))
            .setMfe(Decimals.wire(position.mfe()))
            .setTargetsLeft(position.targetsLeft())
            .setPartials(position.partials())
            .setOrigin(Fields.wire(position.origin()));
    addExit(wire, position);
    addProtection(wire, position);
    return wire.build();
  }

  private static void addExit(PositionProto.Position.Builder wire, Position position) {
    Price avgExit = position.avgExit();
    if (avgExit != null) {
      wire.setAvgExit(Decimals.wire(avgExit));
    }
    EventTime exitTs = position.exitTs();
    if (exitTs != null) {
      wire.setExitTsMicros(exitTs.micros());
    }
    ExitReason exitReason = position.exitReason();
    if (exitReason != null) {
      wire.setExitReason(Enums.EXIT_REASON.wire(exitReason));
    }
  }

  private static void addProtection(PositionProto.Position.Builder wire, Position position) {
    Price stop = position.stop();
    if (stop != null) {
      wire.setStop(Decimals.wire(stop));
    }
    Price target = position.target();
    if (target != null) {
      wire.setTarget(Decimals.wire(target));
    }
    Price initialStop = position.initialStop();
    if (initialStop != null) {
      wire.setInitialStop(Decimals.wire(initialStop));
    }
  }

  @Override
  Position fromWire(PositionProto.Position wire) {
    return new Position(
        new OrderId(Fields.name(wire.getEntryOrderId(), "entry_order_id")),
        new SignalId(Fields.name(wire.getSignalId(), "signal_id")),
        new AccountId(Fields.name(wire.getAccount(), "account")),
        new StrategyId(Fields.name(wire.getStrategy(), "strategy")),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Enums.SIDE.read(wire.getEntrySideValue(), "entry_side"),
        Enums.POSITION_STATE.read(wire.getStateValue(), "state"),
        wire.getVersion(),
        Decimals.quantity(wire.hasQuantity(), wire.getQuantity(), "quantity"),
        Decimals.quantity(wire.hasOpened(), wire.getOpened(), "opened"),
        Decimals.price(wire.hasAvgEntry(), wire.getAvgEntry(), "avg_entry"),
        wire.hasAvgExit() ? Decimals.price(true, wire.getAvgExit(), "avg_exit") : null,
        new EventTime(wire.getEntryTsMicros()),
        wire.hasExitTsMicros() ? new EventTime(wire.getExitTsMicros()) : null,
        wire.hasStop() ? Decimals.price(true, wire.getStop(), "stop") : null,
        wire.hasTarget() ? Decimals.price(true, wire.getTarget(), "target") : null,
        wire.hasInitialStop() ? Decimals.price(true, wire.getInitialStop(), "initial_stop") : null,
        wire.hasExitReason()
            ? Enums.EXIT_REASON.read(wire.getExitReasonValue(), "exit_reason")
            : null,
        Decimals.money(wire.hasGross(), wire.getGross(), "gross"),
        Decimals.money(wire.hasFees(), wire.getFees(), "fees"),
        Decimals.money(wire.hasSlippage(), wire.getSlippage(), "slippage"),
        Decimals.number(wire.hasMae(), wire.getMae(), "mae"),
        Decimals.number(wire.hasMfe(), wire.getMfe(), "mfe"),
        wire.getTargetsLeft(),
        wire.getPartials(),
        Fields.origin(wire.hasOrigin(), wire.getOrigin()));
  }
}
