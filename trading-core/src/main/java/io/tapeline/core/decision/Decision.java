package io.tapeline.core.decision;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.risk.RuleCheck;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One outcome at one decision point, taken or not, with its numbers.
 *
 * @param decisionId derived from stage, strategy, instrument and cause
 * @param stage who decided: signal, risk, execution
 * @param reason stable upper-case code of CATALOGUE 14.3, or of the exit
 * @param checks the risk rules evaluated, in order; empty outside risk
 * @param values the outcome's keys of CATALOGUE 14.2, in their order
 * @param repeat how many equal outcomes this one stands for, from 1
 */
public record Decision(
    String decisionId,
    String stage,
    Outcome outcome,
    String reason,
    AccountId account,
    StrategyId strategy,
    Symbol symbol,
    Origin origin,
    @Nullable SignalId signalId,
    @Nullable OrderId orderId,
    List<RuleCheck> checks,
    Map<String, String> values,
    long repeat)
    implements Event {

  public Decision {
    checks = List.copyOf(checks);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  @Override
  public String id() {
    return decisionId;
  }
}
