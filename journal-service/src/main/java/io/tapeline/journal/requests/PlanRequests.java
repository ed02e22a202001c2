package io.tapeline.journal.requests;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.journal.books.PlanRow;
import io.tapeline.journal.books.Plans;
import io.tapeline.journal.outbox.Outbox;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes trade plans and calls them off. Of a plan only what every plan has is looked at here:
 * {@code plan_id}, {@code symbol}, {@code account}, {@code strategy} and {@code status}; the rest
 * is for the strategy that carries it out.
 */
@Component
public class PlanRequests {

  private static final String PENDING = "PENDING";
  private static final String CANCELLED = "CANCELLED";
  private static final Set<String> CANCELLABLE = Set.of(PENDING, "ARMED");
  private static final String STRATEGY = "plan";
  private static final String ID = "[A-Za-z0-9_-]{1,64}";
  private static final int MAX_NAME = 100;

  private final Intake intake;
  private final Plans plans;
  private final JdbcTemplate jdbc;
  private final Accounts accounts;

  PlanRequests(Intake intake, Plans plans, JdbcTemplate jdbc, Accounts accounts) {
    this.intake = intake;
    this.plans = plans;
    this.jdbc = jdbc;
    this.accounts = accounts;
  }

  /**
   * Takes a plan; the answer is its row. The same plan again is no second one.
   *
   * @throws Refusal if it is not taken
   */
  public Answer create(Asked asked) {
    JsonFields fields = JsonFields.of(asked.body());
    String id = fields.optional("plan_id", MAX_NAME);
    if (id != null && !id.matches(ID)) {
      throw Refusal.invalid(
          "Field 'plan_id' is '%s'; it must be 1 to 64 letters, digits, '-' or '_'.".formatted(id));
    }
    String status = fields.optional("status", MAX_NAME);
    if (status != null && !status.equals("pending")) {
      throw Refusal.invalid(
          "Field 'status' is '%s'; a new plan is 'pending', or the field is left out."
              .formatted(status));
    }
    Symbol symbol = new Symbol(fields.required("symbol", MAX_NAME));
    String account = fields.optional("account", MAX_NAME);
    String strategy = fields.optional("strategy", MAX_NAME);
    return intake.once(
        asked,
        () -> {
          PlanRow known = id == null ? null : plans.findById(id).orElse(null);
          if (known != null) {
            return again(known, asked.body());
          }
          PlanState created =
              new PlanState(
                  id == null ? "P-" + UUID.randomUUID() : id,
                  1,
                  accounts.named(account),
                  new StrategyId(strategy == null ? STRATEGY : strategy),
                  symbol,
                  PENDING,
                  "CREATED",
                  asked.body(),
                  new EventTime(Outbox.nowMicros()));
          return published(created, HttpStatus.CREATED);
        });
  }

  private Answer again(PlanRow known, String body) {
    PlanState plan = known.toState();
    if (!JsonFields.sayTheSame(plan.body(), body)) {
      throw Refusal.conflict(
          "There is another plan '%s' already; give this one another plan_id."
              .formatted(plan.planId()));
    }
    return intake.answer(HttpStatus.OK, path(plan), known);
  }

  /**
   * Calls a plan off; the answer is its row. To call it off again changes nothing.
   *
   * @throws Refusal if there is no such plan or it is past being called off
   */
  public Answer cancel(Asked asked, String id) {
    return intake.once(
        asked,
        () -> {
          // Held against the listener, which may be about to write a later state.
          jdbc.query("SELECT 1 FROM plans WHERE id = ? FOR UPDATE", _ -> {}, id);
          PlanRow row =
              plans
                  .findById(id)
                  .orElseThrow(() -> Refusal.notFound("There is no plan '%s'.".formatted(id)));
          PlanState plan = row.toState();
          if (plan.state().equals(CANCELLED)) {
            return intake.answer(HttpStatus.OK, path(plan), row);
          }
          if (!CANCELLABLE.contains(plan.state())) {
            throw Refusal.conflict(
                "Plan '%s' is %s; only a PENDING or ARMED one can be cancelled."
                    .formatted(id, plan.state()));
          }
          return published(cancelled(plan), HttpStatus.OK);
        });
  }

  private static PlanState cancelled(PlanState plan) {
    return new PlanState(
        plan.planId(),
        plan.version() + 1,
        plan.account(),
        plan.strategy(),
        plan.symbol(),
        CANCELLED,
        "USER",
        plan.body(),
        new EventTime(Outbox.nowMicros()));
  }

  private Answer published(PlanState plan, HttpStatus status) {
    intake.publish(plan.planId(), plan);
    return intake.answer(status, path(plan), intake.now(() -> plans.findById(plan.planId())));
  }

  private static String path(PlanState plan) {
    return "/api/v1/plans/" + plan.planId();
  }
}
