package io.tapeline.core.risk;

import io.tapeline.core.account.AccountState;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.LineDelay;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.ExecutionReport;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signals in, approved orders or denials out, each with every rule's number and limit. Money for an
 * approved order is reserved when the approval is applied, before the next signal is looked at.
 */
public final class RiskStage implements Stage {

  /** Writer name in decisions. */
  public static final String NAME = "risk";

  private final LineSettings settings;
  private final RiskRules rules;
  private final AccountBooks books;
  private long lineDelay;

  public RiskStage(LineSettings settings) {
    this.settings = settings;
    this.rules = new RiskRules(settings.risk());
    this.books = new AccountBooks(settings.account(), settings.risk(), settings.instruments());
  }

  @Override
  public void apply(Event event) {
    switch (event) {
      case MarketEvent market -> books.onMarket(market);
      case ExecutionReport report -> books.onReport(report);
      case Control control -> books.onControl(control);
      case LineDelay delay -> lineDelay = delay.micros();
      case ApprovedOrder order -> books.onApproved(order);
      case Decision decision -> books.onDecision(decision);
      case AccountState state -> books.onPublished(state);
      default -> {}
    }
  }

  @Override
  public List<Event> decide(Event input) {
    if (input instanceof Signal signal) {
      boolean ours = signal.account().equals(settings.account());
      return ours && !books.isAnswered(signal.signalId()) ? List.of(judge(signal)) : List.of();
    }
    AccountState due = books.dueState(input);
    return due == null ? List.of() : List.of(due);
  }

  @Override
  public Duration reach() {
    return settings.risk().reach();
  }

  /** An approval is also a decision of its own kind, for those who read decisions alone. */
  @Override
  public List<Event> project(Event decided) {
    if (!(decided instanceof ApprovedOrder order)) {
      return List.of();
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put("qty", order.quantity().toString());
    values.put("price", order.refPrice().toString());
    values.put("orderType", order.type().name());
    values.put("intent", order.side() == Side.BUY ? "OPEN_LONG" : "OPEN_SHORT");
    return List.of(
        new Decision(
            "D-risk-" + order.signalId(),
            NAME,
            order.side() == Side.BUY ? Outcome.BUY : Outcome.SELL,
            "APPROVED",
            order.account(),
            order.strategy(),
            order.symbol(),
            order.origin(),
            order.signalId(),
            order.orderId(),
            order.checks(),
            values,
            1));
  }

  private Event judge(Signal signal) {
    Candidate candidate = candidate(signal);
    RiskRules.Verdict verdict = rules.judge(candidate);
    String refusal = verdict.refusal();
    return refusal == null
        ? approval(candidate, verdict)
        : denial(signal, refusal, verdict.checks());
  }

  private Candidate candidate(Signal signal) {
    Instrument instrument = settings.instruments().get(signal.symbol());
    @Nullable Quote quote = books.quote(signal.symbol());
    return new Candidate(
        signal,
        instrument,
        quote,
        books.now().max(signal.origin().ts()),
        lineDelay,
        books,
        settings.risk().limits(signal.strategy()),
        settings.paper().slippageOf(instrument.assetClass()));
  }

  private static ApprovedOrder approval(Candidate candidate, RiskRules.Verdict verdict) {
    Signal signal = candidate.signal();
    return new ApprovedOrder(
        OrderId.entryOf(signal.signalId()),
        signal.signalId(),
        signal.account(),
        signal.strategy(),
        signal.symbol(),
        signal.side(),
        signal.entry().type(),
        verdict.size(),
        candidate.limit(),
        signal.refPrice(),
        SizeRules.reservation(candidate, verdict.size()),
        signal.exitPlan(),
        signal.origin(),
        candidate.now(),
        verdict.checks(),
        signal.entry().postOnly(),
        signal.entry().goodFor(),
        SizeRules.entry(candidate, verdict.size()).rungs());
  }

  private static Decision denial(Signal signal, String code, List<RuleCheck> checks) {
    RuleCheck failed = checks.stream().filter(check -> !check.passed()).findFirst().orElseThrow();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rule", failed.rule());
    values.put("value", failed.value());
    values.put("limit", failed.limit());
    return new Decision(
        "D-risk-" + signal.signalId(),
        NAME,
        Outcome.DENIED,
        code,
        signal.account(),
        signal.strategy(),
        signal.symbol(),
        signal.origin(),
        signal.signalId(),
        null,
        checks,
        values,
        1);
  }
}
