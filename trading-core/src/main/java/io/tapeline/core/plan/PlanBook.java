package io.tapeline.core.plan;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.order.ExecutionReport;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every plan there is, and what becomes of each: the one writer of plans' states after their
 * creation.
 *
 * <p>Its memory is the fold of the plans' states. A state that is not newer than the one known is
 * passed over, so states may come twice and by two ways.
 */
public final class PlanBook {

  /** Refusals of the risk desk that pass: the plan goes back to wait (CATALOGUE S3-PREEXEC). */
  private static final Set<String> SOFT =
      Set.of(
          "DATA_STALE",
          "SIGNAL_STALE",
          "PRICE_DRIFT",
          "SPREAD_ABS",
          "SPREAD_RATIO",
          "SPREAD_Z",
          "SPREAD_VS_STOP",
          "SLIPPAGE",
          "LATENCY",
          "COOL_OFF",
          "POSITION_OPEN");

  private static final int SETUPS_KEPT = 1000;

  private final PlanSettings settings;
  private final PlanRules rules;
  private final Function<Symbol, Instrument> instruments;
  private final Function<Instrument, PlanEye> eyes;
  private final Map<Symbol, PlanDesk> desks = new HashMap<>();
  private final Map<String, PlanState> living = new TreeMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, String> bySignal = new HashMap<>();
  private final Map<String, String> byOrder = new HashMap<>();
  private final Set<String> traded = new LinkedHashSet<>();

  /**
   * @param eyes how an instrument's market is looked at
   */
  public PlanBook(
      PlanSettings settings,
      PlanRules rules,
      Function<Symbol, Instrument> instruments,
      Function<Instrument, PlanEye> eyes) {
    this.settings = settings;
    this.rules = rules;
    this.instruments = instruments;
    this.eyes = eyes;
  }

  /** Takes note of an event of the market and of the minutes it closed. */
  public void apply(MarketEvent event, List<Candle> closed) {
    desk(event.symbol()).apply(event, closed);
  }

  private PlanDesk desk(Symbol symbol) {
    return desks.computeIfAbsent(
        symbol,
        name -> new PlanDesk(eyes.apply(instruments.apply(name)), settings.checkInterval()));
  }

  /** Takes note of a plan's state; requests and states that are known change nothing. */
  public void apply(PlanState state) {
    if (state.request() != null || state.version() <= versions.getOrDefault(state.planId(), 0L)) {
      return;
    }
    versions.put(state.planId(), state.version());
    noteSetup(state);
    if (state.status().isTerminal()) {
      living.remove(state.planId());
      forget(state);
      return;
    }
    living.put(state.planId(), state);
    String signal = state.details().get(PlanDetails.SIGNAL);
    if (signal != null) {
      bySignal.put(signal, state.planId());
      byOrder.put(OrderId.entryOf(new SignalId(signal)).value(), state.planId());
    }
  }

  private void forget(PlanState state) {
    bySignal.values().remove(state.planId());
    byOrder.values().remove(state.planId());
  }

  /** A setup counts as traded once its plan triggered, until that comes to nothing. */
  private void noteSetup(PlanState state) {
    String setup = state.details().getOrDefault(PlanDetails.SETUP, "");
    if (setup.isEmpty()) {
      return;
    }
    switch (state.status()) {
      case ARMED, PENDING -> traded.remove(setup);
      default -> traded.add(setup);
    }
    if (traded.size() > SETUPS_KEPT) {
      traded.remove(traded.iterator().next());
    }
  }

  /** The plans that live, by id. */
  public Collection<PlanState> living() {
    return living.values();
  }

  private List<PlanState> livingOn(Symbol symbol) {
    return living.values().stream().filter(plan -> plan.symbol().equals(symbol)).toList();
  }

  /** What becomes of the plans of an instrument on its newest event. */
  public List<PlanState> decide(MarketEvent event) {
    if (living.isEmpty()) {
      return List.of();
    }
    List<PlanState> plans = livingOn(event.symbol());
    return plans.isEmpty() ? plans : desk(event.symbol()).decide(event, plans, traded);
  }

  /** What follows from a state or a request that came. */
  public List<PlanState> decide(PlanState told) {
    PlanState known = living.get(told.planId());
    if (told.request() == PlanState.Request.CANCEL) {
      if (known == null) {
        return List.of();
      }
      return known.status().isCancellable()
          ? List.of(
              known.to(
                  PlanStatus.CANCELLED,
                  "USER",
                  Map.of("by", told.reason()),
                  told.changedAt(),
                  null))
          : List.of();
    }
    if (known == null || known.status() != PlanStatus.PENDING || known.version() != 1) {
      return List.of();
    }
    List<String> violations = new ArrayList<>(rules.violations(known.terms(), known.symbol()));
    violations.addAll(PlanRules.limits(known.symbol(), others(known), settings));
    return violations.isEmpty()
        ? List.of()
        : List.of(
            known.to(
                PlanStatus.REJECTED,
                String.join("; ", violations),
                Map.of(),
                known.changedAt(),
                null));
  }

  /** Instruments of the account's other plans that live. */
  private List<Symbol> others(PlanState plan) {
    return living.values().stream()
        .filter(other -> !other.planId().equals(plan.planId()))
        .filter(other -> other.account().equals(plan.account()))
        .map(PlanState::symbol)
        .toList();
  }

  /** What follows from a fill or the end of an order. */
  public List<PlanState> decide(ExecutionReport report) {
    PlanState plan = living.get(byOrder.getOrDefault(report.orderId().value(), ""));
    if (plan == null || plan.status() != PlanStatus.TRIGGERED) {
      return List.of();
    }
    return switch (report) {
      case Fill fill when fill.intent() == Intent.OPEN ->
          List.of(
              filled(
                  plan,
                  fill.execution().price().toString(),
                  fill.execution().quantity().toString(),
                  fill.origin().ts()));
      case OrderDone done when done.intent() == Intent.OPEN ->
          List.of(
              plan.to(
                  PlanStatus.CANCELLED,
                  "ORDER_" + done.status(),
                  Map.of(),
                  done.origin().ts(),
                  null));
      default -> List.of();
    };
  }

  private static PlanState filled(PlanState plan, String price, String quantity, EventTime at) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put(PlanDetails.FILL_PRICE, price);
    details.put(PlanDetails.FILLED_VOLUME, quantity);
    details.put(PlanDetails.FILLED_AT, at.toString());
    return plan.to(PlanStatus.FILLED, "FILL", details, at, null);
  }

  /** What follows from a denial by the risk desk, or from the end of a position. */
  public List<PlanState> decide(Decision decision) {
    SignalId signal = decision.signalId();
    PlanState plan = signal == null ? null : living.get(bySignal.getOrDefault(signal.value(), ""));
    if (plan == null) {
      return List.of();
    }
    EventTime at = decision.origin().ts();
    if (decision.outcome() == Outcome.DENIED && plan.status() == PlanStatus.TRIGGERED) {
      return List.of(denied(plan, decision, at));
    }
    if (decision.outcome() == Outcome.EXIT) {
      List<PlanState> steps = new ArrayList<>();
      PlanState held = plan;
      if (plan.status() == PlanStatus.TRIGGERED) {
        held =
            filled(
                plan,
                decision.values().getOrDefault("entry", ""),
                decision.values().getOrDefault("qty", ""),
                at);
        steps.add(held);
      }
      steps.add(closed(held, decision, at));
      return steps;
    }
    return List.of();
  }

  private PlanState denied(PlanState plan, Decision decision, EventTime at) {
    int failures =
        Integer.parseInt(plan.details().getOrDefault(PlanDetails.SOFT_FAILURES, "0")) + 1;
    boolean again = SOFT.contains(decision.reason()) && failures <= settings.softFailures();
    return plan.to(
        again ? PlanStatus.ARMED : PlanStatus.REJECTED,
        decision.reason(),
        Map.of(PlanDetails.SOFT_FAILURES, Integer.toString(failures)),
        at,
        null);
  }

  private static PlanState closed(PlanState plan, Decision exit, EventTime at) {
    Map<String, String> details = filledInAll(exit);
    String price = exit.values().getOrDefault("price", "");
    String net = exit.values().getOrDefault("net", "");
    details.put(PlanDetails.EXIT_PRICE, price);
    details.put(PlanDetails.CLOSED_AT, at.toString());
    details.put(PlanDetails.CLOSE_REASON, exit.reason());
    details.put(PlanDetails.NET, net);
    String entry =
        details.getOrDefault(
            PlanDetails.FILL_PRICE, plan.details().getOrDefault(PlanDetails.FILL_PRICE, ""));
    String ratio = ratio(plan, entry, price);
    if (ratio != null) {
      details.put(PlanDetails.R, ratio);
    }
    return plan.to(PlanStatus.CLOSED, exit.reason(), details, at, null);
  }

  /** Average entry and quantity of all fills, where the exit tells them. */
  private static Map<String, String> filledInAll(Decision exit) {
    Map<String, String> details = new LinkedHashMap<>();
    String entry = exit.values().get("entry");
    String quantity = exit.values().get("qty");
    if (entry != null && quantity != null) {
      details.put(PlanDetails.FILL_PRICE, entry);
      details.put(PlanDetails.FILLED_VOLUME, quantity);
    }
    return details;
  }

  /**
   * Gain per unit over the distance of entry and stop, before fees; null if it cannot be told.
   *
   * @param entry average of all fills
   */
  private static @Nullable String ratio(PlanState plan, String entry, String exit) {
    try {
      BigDecimal fill = new BigDecimal(entry);
      BigDecimal risk = fill.subtract(plan.terms().stop().value()).abs();
      return new BigDecimal(exit)
          .subtract(fill)
          .multiply(BigDecimal.valueOf(plan.terms().side().sign()))
          .divide(risk, 4, RoundingMode.HALF_EVEN)
          .toPlainString();
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  /** All plans of an account that is being flattened are called off. */
  public List<PlanState> decide(Control control) {
    if (control.action() != Control.Action.FLATTEN) {
      return List.of();
    }
    return living.values().stream()
        .filter(plan -> plan.account().equals(control.account()))
        .filter(plan -> plan.status().isCancellable())
        .map(
            plan ->
                plan.to(
                    PlanStatus.CANCELLED,
                    "FLATTEN",
                    Map.of("by", control.who()),
                    control.issuedAt(),
                    null))
        .toList();
  }

  /** Time of the newest event of an instrument, null before the first. */
  public @Nullable EventTime now(Symbol symbol) {
    PlanDesk desk = desks.get(symbol);
    return desk == null ? null : desk.now();
  }

  /** The plans that live on an instrument, by id, and what the market says of each. */
  public List<PlanSight> sights(Symbol symbol) {
    PlanDesk desk = desks.get(symbol);
    return livingOn(symbol).stream()
        .map(plan -> new PlanSight(plan, desk == null ? null : desk.look(plan, traded)))
        .toList();
  }
}
