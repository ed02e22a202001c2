package io.tapeline.core.plan;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the line is told of a plan's new state: a decision, and of one that triggered its signal.
 */
public final class PlanSignals {

  private static final String PREFIX = "S-plan-";
  private static final BigDecimal TRAIL_FROM_R = new BigDecimal("0.5");

  private final PlanSettings settings;
  private final String stage;

  /**
   * @param stage writer name in decisions
   */
  public PlanSignals(PlanSettings settings, String stage) {
    this.settings = settings;
    this.stage = stage;
  }

  /** The signal that a plan gives when it triggers from this state. */
  static SignalId signalOf(PlanState armed) {
    return new SignalId(PREFIX + armed.planId() + "-" + (armed.version() + 1));
  }

  /** The plan behind a signal, empty if there is none. */
  public static String planOf(SignalId signal) {
    String value = signal.value();
    int end = value.lastIndexOf('-');
    return value.startsWith(PREFIX) && end > PREFIX.length()
        ? value.substring(PREFIX.length(), end)
        : "";
  }

  /** What follows from a plan's new state. */
  public List<Event> of(PlanState state, Instrument instrument) {
    List<Event> events = new ArrayList<>();
    events.add(decision(state));
    if (state.status() == PlanStatus.TRIGGERED && state.origin() != null) {
      events.add(signal(state, state.origin(), instrument));
    }
    return events;
  }

  private Decision decision(PlanState state) {
    Origin origin = state.origin();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("planId", state.planId());
    values.put("status", state.status().label());
    if (!state.createdBy().isEmpty()) {
      values.put("createdBy", state.createdBy());
    }
    values.putAll(state.details());
    String signal = state.details().get(PlanDetails.SIGNAL);
    return new Decision(
        "D-plan-" + state.id(),
        stage,
        Outcome.PLAN,
        state.reason().isEmpty() ? state.status().name() : state.reason(),
        state.account(),
        state.strategy(),
        state.symbol(),
        origin == null ? new Origin(0, state.changedAt()) : origin,
        signal == null ? null : new SignalId(signal),
        null,
        List.of(),
        values,
        1);
  }

  private Signal signal(PlanState state, Origin origin, Instrument instrument) {
    PlanTerms terms = state.terms();
    Map<String, String> details = state.details();
    Price refPrice =
        terms.isLadder()
            ? EntryOrder.ladder(terms.ladder(), Duration.ZERO).averagePrice()
            : Price.of(details.getOrDefault(PlanDetails.REF_PRICE, terms.entry().toString()));
    ExitPlan exitPlan = exitPlan(state, instrument);
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("plan", state.planId());
    evidence.putAll(details);
    return new Signal(
        new SignalId(details.getOrDefault(PlanDetails.SIGNAL, "")),
        state.account(),
        state.strategy(),
        state.symbol(),
        terms.side(),
        origin,
        refPrice,
        terms.quantity(),
        exitPlan.stopFor(terms.side(), refPrice, instrument),
        exitPlan.targetFor(terms.side(), refPrice, instrument),
        exitPlan,
        1.0,
        evidence,
        terms.isLadder() ? ladder(terms, origin.ts()) : EntryOrder.MARKET);
  }

  /** What has not filled when the plan's time is over is cancelled. */
  private static EntryOrder ladder(PlanTerms terms, EventTime from) {
    return EntryOrder.ladder(
        terms.ladder(), Duration.of(terms.expiresAt().microsSince(from), ChronoUnit.MICROS));
  }

  private ExitPlan exitPlan(PlanState state, Instrument instrument) {
    PlanTerms terms = state.terms();
    boolean scalp = terms.type() == PlanType.MICRO_SCALP;
    return new ExitPlan(
        new Level.At(terms.stop()),
        targets(terms, instrument),
        trailing(state, scalp),
        terms.breakEvenAfterFirst(),
        Duration.ZERO,
        terms.timeStop().isZero() ? settings.timeStop() : terms.timeStop(),
        false,
        0,
        BigDecimal.ZERO,
        scalp);
  }

  private static Trailing trailing(PlanState state, boolean scalp) {
    if (scalp) {
      return new Trailing.RatioAtr(
          TRAIL_FROM_R, new BigDecimal(state.details().getOrDefault(PlanDetails.TRAIL, "0")));
    }
    BigDecimal fraction = state.terms().trailFraction();
    return fraction.signum() == 0 ? Trailing.NONE : new Trailing.PercentStep(fraction, fraction);
  }

  /** A share too small for an order of its own goes with the next target. */
  private static List<Target> targets(PlanTerms terms, Instrument instrument) {
    List<Target> targets = new ArrayList<>();
    BigDecimal carried = BigDecimal.ZERO;
    for (PlanTerms.PlanTarget target : terms.targets()) {
      BigDecimal share = target.share().add(carried);
      Quantity part =
          new Quantity(terms.quantity().value().multiply(share)).downToLot(instrument.lotStep());
      boolean last = target.equals(terms.targets().getLast());
      if (!last && part.isBelow(instrument.minQty())) {
        carried = share;
      } else {
        targets.add(new Target(new Level.At(target.price()), share, List.of()));
        carried = BigDecimal.ZERO;
      }
    }
    return targets;
  }
}
