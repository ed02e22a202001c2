package io.tapeline.journal.requests;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.plan.PlanDocument;
import io.tapeline.core.plan.PlanProposal;
import io.tapeline.core.plan.PlanRules;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.plan.PlanType;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.journal.books.PlanRow;
import io.tapeline.journal.books.Plans;
import io.tapeline.journal.outbox.Outbox;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes trade plans and requests to call them off. A plan is looked at whole before it is taken;
 * what becomes of it then, the strategies' stage decides and the books are told.
 */
@Component
public class PlanRequests {

  private static final List<String> LIVING =
      Stream.of(PlanStatus.values())
          .filter(status -> !status.isTerminal())
          .map(PlanStatus::name)
          .toList();

  private static final Duration ANSWER_WAIT = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Intake intake;
  private final Plans plans;
  private final JdbcTemplate jdbc;
  private final Accounts accounts;
  private final LineSettings line;

  PlanRequests(
      Intake intake, Plans plans, JdbcTemplate jdbc, Accounts accounts, LineSettings line) {
    this.intake = intake;
    this.plans = plans;
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.line = line;
  }

  /**
   * Takes a plan; the answer is its row. The same plan again is no second one.
   *
   * @param only the type it has to be of, null for any
   * @throws Refusal if it is not taken, naming everything that is wrong with it
   */
  public Answer create(Asked asked, @Nullable PlanType only) {
    EventTime now = new EventTime(Outbox.nowMicros());
    PlanProposal proposal =
        PlanProposal.read(JsonFields.of(asked.body()).values(), only, line, now);
    String id = proposal.planId();
    return intake.once(
        asked,
        () -> {
          PlanRow known = id == null ? null : plans.findById(id).orElse(null);
          if (known != null) {
            return again(known, asked.body());
          }
          if (!proposal.violations().isEmpty()) {
            throw Refusal.invalid(proposal.violations());
          }
          PlanState created =
              proposal.created(
                  id == null ? "P-" + UUID.randomUUID() : id,
                  accounts.named(proposal.account()),
                  asked.client(),
                  asked.body(),
                  now);
          room(created);
          intake.publish(created.planId(), created);
          return answer(created.planId(), HttpStatus.CREATED);
        });
  }

  /** At most so many plans live at a time. */
  private void room(PlanState plan) {
    List<Symbol> living =
        plans.findByAccountAndStateIn(plan.account().value(), LIVING).stream()
            .map(row -> new Symbol(row.symbol()))
            .toList();
    List<String> limits = PlanRules.limits(plan.symbol(), living, line.plans());
    if (!limits.isEmpty()) {
      throw Refusal.conflict(String.join("; ", limits));
    }
  }

  private Answer again(PlanRow known, String body) {
    if (!JsonFields.sayTheSame(known.body(), body)) {
      throw Refusal.conflict(
          "There is another plan '%s' already; give this one another plan_id."
              .formatted(known.id()));
    }
    return intake.answer(HttpStatus.OK, path(known.id()), known);
  }

  /**
   * Asks for a plan to be called off, and waits a little for the answer: 200 with the row once it
   * is, 202 if the answer is still awaited. To call it off again changes nothing. What rests of a
   * ladder that has triggered is taken back, too, and what it has filled goes on: 202 at once.
   *
   * @throws Refusal if there is no such plan or it is past being called off
   */
  public Answer cancel(Asked asked, String id) {
    Answer taken =
        intake.once(
            asked,
            () -> {
              PlanRow row = row(id);
              if (row.status() == PlanStatus.CANCELLED) {
                return intake.answer(HttpStatus.OK, path(id), row);
              }
              refuseIfPast(row);
              PlanState request =
                  state(row)
                      .requesting(
                          PlanState.Request.CANCEL,
                          asked.client(),
                          new EventTime(Outbox.nowMicros()));
              ProducerRecord<String, byte[]> record = Topics.PLANS.record(request);
              Headers.setStage(record.headers(), Intake.WRITER);
              intake.publish(id, record);
              return answer(id, HttpStatus.ACCEPTED);
            });
    boolean waits = taken.status() == HttpStatus.ACCEPTED.value();
    return waits ? awaited(taken, id) : taken;
  }

  /** The strategies' stage answers within milliseconds where it runs. */
  private Answer awaited(Answer taken, String id) {
    long end = System.nanoTime() + ANSWER_WAIT.toNanos();
    while (System.nanoTime() < end) {
      String state = jdbc.queryForObject("SELECT state FROM plans WHERE id = ?", String.class, id);
      if (!PlanStatus.valueOf(String.valueOf(state)).isCancellable()) {
        PlanRow row = intake.now(() -> plans.findById(id));
        if (row.status() != PlanStatus.CANCELLED) {
          refuseIfPast(row);
        }
        return mayRest(row) ? taken : intake.answer(HttpStatus.OK, path(id), row);
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return taken;
      }
    }
    return taken;
  }

  private void refuseIfPast(PlanRow row) {
    if (!row.status().isCancellable() && !mayRest(row)) {
      throw Refusal.conflict(
          "Plan '%s' is %s; only a PENDING or ARMED one can be cancelled."
              .formatted(row.id(), row.status()));
    }
  }

  /** True of a ladder of which something may rest at the venue. */
  private boolean mayRest(PlanRow row) {
    boolean triggered = row.status() == PlanStatus.TRIGGERED || row.status() == PlanStatus.FILLED;
    PlanTerms terms = triggered ? terms(row) : null;
    return terms != null && terms.isLadder();
  }

  private PlanRow row(String id) {
    // Held against the listener, which may be about to write a later state.
    jdbc.query("SELECT 1 FROM plans WHERE id = ? FOR UPDATE", _ -> {}, id);
    return plans
        .findById(id)
        .orElseThrow(() -> Refusal.notFound("There is no plan '%s'.".formatted(id)));
  }

  private @Nullable PlanTerms terms(PlanRow row) {
    return new PlanDocument(JsonFields.of(row.body()).values())
        .terms(new EventTime(row.createdTs()), line.plans().lifetime());
  }

  private PlanState state(PlanRow row) {
    PlanTerms terms = terms(row);
    if (terms == null) {
      throw Refusal.conflict(
          "Plan '%s' was written for an older version and is not carried out.".formatted(row.id()));
    }
    return new PlanState(
        row.id(),
        row.version(),
        new AccountId(row.account()),
        new StrategyId(row.strategy()),
        new Symbol(row.symbol()),
        row.status(),
        row.reason(),
        row.createdBy(),
        row.body(),
        terms,
        row.details(),
        null,
        new EventTime(row.ts()),
        null);
  }

  private Answer answer(String id, HttpStatus status) {
    return intake.answer(status, path(id), intake.now(() -> plans.findById(id)));
  }

  private static String path(String id) {
    return "/api/v1/plans/" + id;
  }
}
