package io.tapeline.core.plan;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;

/**
 * The latest state of a trade plan.
 *
 * @param version rises by one with each transition
 * @param state name of the state, {@code reason} why it was entered
 * @param body the plan as its author wrote it, JSON
 */
public record PlanState(
    String planId,
    long version,
    AccountId account,
    StrategyId strategy,
    Symbol symbol,
    String state,
    String reason,
    String body,
    EventTime changedAt)
    implements Event {

  @Override
  public String id() {
    return planId + "/v" + version;
  }
}
