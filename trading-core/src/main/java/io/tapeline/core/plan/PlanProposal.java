package io.tapeline.core.plan;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan before it is taken, looked at whole, the same wherever it comes in.
 *
 * @param planId as its author named it, null if not
 * @param account as its author named it, null if not
 * @param terms null if too much is wrong
 * @param violations everything that is wrong with it by itself
 */
public record PlanProposal(
    @Nullable String planId,
    @Nullable String account,
    Symbol symbol,
    @Nullable PlanTerms terms,
    List<String> violations) {

  private static final StrategyId STRATEGY = new StrategyId("plan");
  private static final String ID = "[A-Za-z0-9_-]{1,64}";
  private static final int MAX_NAME = 100;

  public PlanProposal {
    violations = List.copyOf(violations);
  }

  /**
   * Looks at a plan.
   *
   * @param plan the values of its JSON by name, as {@link PlanDocument} takes them
   * @param only the type it has to be of, null for any
   * @param now when it is created
   */
  public static PlanProposal read(
      Map<?, ?> plan, @Nullable PlanType only, LineSettings line, EventTime now) {
    PlanDocument document = new PlanDocument(plan);
    PlanTerms terms = document.terms(now, line.plans().lifetime());
    List<String> violations = new ArrayList<>(document.violations());
    String id = text(plan, "plan_id", violations);
    if (id != null && !id.matches(ID)) {
      violations.add(
          "Field 'plan_id' is '%s'; it must be 1 to 64 letters, digits, '-' or '_'.".formatted(id));
    }
    String status = text(plan, "status", violations);
    if (status != null && !status.equals("pending")) {
      violations.add(
          "Field 'status' is '%s'; a new plan is 'pending', or the field is left out."
              .formatted(status));
    }
    String account = text(plan, "account", violations);
    String name = text(plan, "symbol", violations);
    if (name == null) {
      violations.add("Field 'symbol' is missing.");
    }
    if (only != null && terms != null && terms.type() != only) {
      violations.add("Field 'conditions.plan_type' must be '%s' here.".formatted(only.label()));
    }
    Symbol symbol = new Symbol(name == null ? "?" : line.tradedAs(name));
    if (terms != null && name != null) {
      violations.addAll(line.planRules().violations(terms, symbol));
      if (!terms.expiresAt().isAfter(now)) {
        violations.add("EXPIRED: expires_at is %s".formatted(terms.expiresAt()));
      }
    }
    return new PlanProposal(id, account, symbol, terms, violations);
  }

  /** The text of a field, null if it is not there; what is wrong with it is added to a list. */
  private static @Nullable String text(Map<?, ?> plan, String name, List<String> violations) {
    Object value = plan.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof String text
        && !text.isBlank()
        && text.length() <= MAX_NAME
        && text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    violations.add(
        "Field '%s' must be a text of 1 to %d characters on one line.".formatted(name, MAX_NAME));
    return null;
  }

  /**
   * The plan's first state.
   *
   * @param id of the plan
   * @param by who creates it
   * @param body as its author wrote it
   * @throws IllegalStateException if something is wrong with it
   */
  public PlanState created(String id, AccountId owner, String by, String body, EventTime now) {
    PlanTerms asked = terms;
    if (asked == null || !violations.isEmpty()) {
      throw new IllegalStateException("plan " + id + " is not valid: " + violations);
    }
    return new PlanState(
        id,
        1,
        owner,
        STRATEGY,
        symbol,
        PlanStatus.PENDING,
        "CREATED",
        by,
        body,
        asked,
        Map.of(),
        null,
        now,
        null);
  }
}
