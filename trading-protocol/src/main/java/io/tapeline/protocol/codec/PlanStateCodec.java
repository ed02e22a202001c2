package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.wire.PlanProto;

/** States of trade plans. */
final class PlanStateCodec extends MessageCodec<PlanState, PlanProto.PlanState> {

  PlanStateCodec() {
    super("PlanState", PlanProto.PlanState.parser());
  }

  @Override
  PlanProto.PlanState toWire(PlanState plan) {
    return PlanProto.PlanState.newBuilder()
        .setPlanId(Fields.name(plan.planId(), "plan_id"))
        .setVersion(plan.version())
        .setAccount(plan.account().value())
        .setStrategy(plan.strategy().value())
        .setSymbol(plan.symbol().value())
        .setState(Fields.name(plan.state(), "state"))
        .setReason(plan.reason())
        .setBody(plan.body())
        .setChangedAtMicros(plan.changedAt().micros())
        .build();
  }

  @Override
  PlanState fromWire(PlanProto.PlanState wire) {
    return new PlanState(
        Fields.name(wire.getPlanId(), "plan_id"),
        wire.getVersion(),
        new AccountId(Fields.name(wire.getAccount(), "account")),
        new StrategyId(Fields.name(wire.getStrategy(), "strategy")),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        Fields.name(wire.getState(), "state"),
        wire.getReason(),
        wire.getBody(),
        new EventTime(wire.getChangedAtMicros()));
  }
}
