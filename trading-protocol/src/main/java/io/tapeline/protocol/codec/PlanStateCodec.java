package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.protocol.wire.PlanProto;
import org.jspecify.annotations.Nullable;

/** States of trade plans. */
final class PlanStateCodec extends MessageCodec<PlanState, PlanProto.PlanState> {

  PlanStateCodec() {
    super("PlanState", PlanProto.PlanState.parser());
  }

  @Override
  PlanProto.PlanState toWire(PlanState plan) {
    PlanProto.PlanState.Builder wire =
        PlanProto.PlanState.newBuilder()
            .setPlanId(Fields.name(plan.planId(), "plan_id"))
            .setVersion(plan.version())
            .setAccount(plan.account().value())
            .setStrategy(plan.strategy().value())
            .setSymbol(plan.symbol().value())
            .setState(plan.status().name())
            .setReason(plan.reason())
            .setBody(plan.body())
            .setChangedAtMicros(plan.changedAt().micros())
            .addAllDetails(Fields.wire(plan.details()));
    if (!plan.createdBy().isEmpty()) {
      wire.setCreatedBy(plan.createdBy());
    }
    if (!plan.terms().equals(PlanTerms.NONE)) {
      wire.setTerms(PlanTermsWire.wire(plan.terms()));
    }
    if (plan.request() == PlanState.Request.CANCEL) {
      wire.setRequest(PlanProto.PlanRequest.PLAN_REQUEST_CANCEL);
    }
    Origin origin = plan.origin();
    if (origin != null) {
      wire.setOrigin(Fields.wire(origin));
    }
    return wire.build();
  }

  @Override
  PlanState fromWire(PlanProto.PlanState wire) {
    return new PlanState(
        Fields.name(wire.getPlanId(), "plan_id"),
        wire.getVersion(),
        new AccountId(Fields.name(wire.getAccount(), "account")),
        new StrategyId(Fields.name(wire.getStrategy(), "strategy")),
        new Symbol(Fields.name(wire.getSymbol(), "symbol")),
        status(Fields.name(wire.getState(), "state")),
        wire.getReason(),
        wire.getCreatedBy(),
        wire.getBody(),
        PlanTermsWire.read(wire.hasTerms(), wire.getTerms()),
        Fields.entries(wire.getDetailsList(), "details"),
        request(wire),
        new EventTime(wire.getChangedAtMicros()),
        wire.hasOrigin() ? Fields.origin(true, wire.getOrigin()) : null);
  }

  private static PlanStatus status(String name) {
    try {
      return PlanStatus.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("unknown state '" + name + "'", e);
    }
  }

  private static PlanState.@Nullable Request request(PlanProto.PlanState wire) {
    return switch (wire.getRequest()) {
      case PLAN_REQUEST_UNSPECIFIED -> null;
      case PLAN_REQUEST_CANCEL -> PlanState.Request.CANCEL;
      case UNRECOGNIZED -> throw new IllegalArgumentException("unknown request");
    };
  }
}
