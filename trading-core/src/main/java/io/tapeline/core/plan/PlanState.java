package io.tapeline.core.plan;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest state of a trade plan, or a person's request about it.
 *
 * <p>Only the strategies' stage changes a plan's state; a person creates it, and asks for its end.
 *
 * @param version rises by one with each transition; a request bears the version it was made at
 * @param reason why the state was entered
 * @param createdBy who created it, as the door knew: {@code cli}, {@code api}, or {@code assistant}
 *     and what it calls itself; empty in plans from before this was kept
 * @param body the plan as its author wrote it, JSON
 * @param terms what the body asks for
 * @param details what came of it so far, by name: score, edges, signal, fill, result
 * @param request what is asked for, null if this is a state
 * @param origin the market event of the transition, null if a person or an answer brought it
 */
public record PlanState(
    String planId,
    long version,
    AccountId account,
    StrategyId strategy,
    Symbol symbol,
    PlanStatus status,
    String reason,
    String createdBy,
    String body,
    PlanTerms terms,
    Map<String, String> details,
    @Nullable Request request,
    EventTime changedAt,
    @Nullable Origin origin)
    implements Event {

  /** What a person may ask of a plan that there is. */
  public enum Request {
    CANCEL
  }

  public PlanState {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  @Override
  public String id() {
    String id = planId + "/v" + version;
    return request == null ? id : id + "/" + request.name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The next state.
   *
   * @param more details that are added or take the place of those there are
   * @throws IllegalStateException if that cannot follow
   */
  public PlanState to(
      PlanStatus next, String why, Map<String, String> more, EventTime at, @Nullable Origin on) {
    if (!status.next().contains(next)) {
      throw new IllegalStateException(
          "plan %s is %s and cannot become %s".formatted(planId, status, next));
    }
    Map<String, String> all = new LinkedHashMap<>(details);
    all.putAll(more);
    return new PlanState(
        planId,
        version + 1,
        account,
        strategy,
        symbol,
        next,
        why,
        createdBy,
        body,
        terms,
        all,
        null,
        at,
        on);
  }

  /** A person's request, made at this state. */
  public PlanState requesting(Request what, String who, EventTime at) {
    return new PlanState(
        planId, version, account, strategy, symbol, status, who, createdBy, body, terms, details,
        what, at, null);
  }
}
