package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.protocol.wire.SignalProto;

/** Signals with their evidence. */
final class SignalCodec extends MessageCodec<Signal, SignalProto.Signal> {

  SignalCodec() {
    super("Signal", SignalProto.Signal.parser());
  }

  @Override
  SignalProto.Signal toWire(Signal signal) {
    SignalProto.Signal.Builder wire =
        SignalProto.Signal.newBuilder()
            .setSignalId(Fields.name(signal.signalId().value(), "signal_id"))
            .setAccount(signal.account().value())
            .setStrategy(signal.strategy().value())
            .setSymbol(signal.symbol().value())
            .setSide(Enums.SIDE.wire(signal.side()))
            .setOrigin(Fields.wire(signal.origin()))
            .setRefPrice(Decimals.wire(signal.refPrice()))
            .setQuantity(Decimals.wire(signal.quantity()))
            .setStop(Decimals.wire(signal.stop()))
            .setTarget(Decimals.wire(signal.target()))
            .setExitPlan(ExitPlans.wire(signal.exitPlan()))
            .setConfidence(signal.confidence())
            .addAllEvidence(Fields.wire(signal.evidence()));
    if (!signal.entry().equals(EntryOrder.MARKET)) {
      wire.setEntry(EntryOrders.wire(signal.entry()));
    }
    return wire.build();
  }

  @Override
  Signal fromWire(SignalProto.Signal wire) {
    return new Signal(
        new SignalId(Fields.name(wire.getSignalId(), "signal_id")),
        new AccountId(Fields.name(wire.getAccount(), "account")),
        new StrategyId(Fields.name(wire.getStrategy(), "strategy")),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Enums.SIDE.read(wire.getSideValue(), "side"),
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        Decimals.price(wire.hasRefPrice(), wire.getRefPrice(), "ref_price"),
        Decimals.quantity(wire.hasQuantity(), wire.getQuantity(), "quantity"),
        Decimals.price(wire.hasStop(), wire.getStop(), "stop"),
        Decimals.price(wire.hasTarget(), wire.getTarget(), "target"),
        ExitPlans.read(wire.hasExitPlan(), wire.getExitPlan()),
        wire.getConfidence(),
        Fields.entries(wire.getEvidenceList(), "evidence"),
        wire.hasEntry() ? EntryOrders.read(wire.getEntry()) : EntryOrder.MARKET);
  }
}
