package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.protocol.wire.DecisionProto;

/** Outcomes of decision points, taken or not. */
final class DecisionCodec extends MessageCodec<Decision, DecisionProto.Decision> {

  DecisionCodec() {
    super("Decision", DecisionProto.Decision.parser());
  }

  @Override
  DecisionProto.Decision toWire(Decision decision) {
    DecisionProto.Decision.Builder wire =
        DecisionProto.Decision.newBuilder()
            .setDecisionId(Fields.name(decision.decisionId(), "decision_id"))
            .setStage(Fields.name(decision.stage(), "stage"))
            .setOutcome(Enums.OUTCOME.wire(decision.outcome()))
            .setReason(decision.reason())
            .setAccount(decision.account().value())
            .setStrategy(decision.strategy().value())
            .setSymbol(decision.symbol().value())
            .setOrigin(Fields.wire(decision.origin()))
            .addAllChecks(Fields.wire(decision.checks()))
            .addAllValues(Fields.wire(decision.values()))
            .setRepeat(decision.repeat());
    SignalId signalId = decision.signalId();
    if (signalId != null) {
      wire.setSignalId(Fields.name(signalId.value(), "signal_id"));
    }
    OrderId orderId = decision.orderId();
    if (orderId != null) {
      wire.setOrderId(Fields.name(orderId.value(), "order_id"));
    }
    return wire.build();
  }

  @Override
  Decision fromWire(DecisionProto.Decision wire) {
    return new Decision(
        Fields.name(wire.getDecisionId(), "decision_id"),
        Fields.name(wire.getStage(), "stage"),
        Enums.OUTCOME.read(wire.getOutcomeValue(), "outcome"),
        wire.getReason(),
        new AccountId(Fields.name(wire.getAccount(), "account")),
        new StrategyId(Fields.name(wire.getStrategy(), "strategy")),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Fields.origin(wire.hasOrigin(), wire.getOrigin()),
        wire.hasSignalId() ? new SignalId(Fields.name(wire.getSignalId(), "signal_id")) : null,
        wire.hasOrderId() ? new OrderId(Fields.name(wire.getOrderId(), "order_id")) : null,
        Fields.checks(wire.getChecksList()),
        Fields.entries(wire.getValuesList(), "values"),
        wire.getRepeat());
  }
}
