package io.tapeline.core.plan;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.PlanEye.Look;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The market of one instrument as its plans see it: when a check is due, and what follows from it
 * (CATALOGUE S3-CHECK, S3-PLAN).
 *
 * <p>A check is due on the first event in each interval of event time, and on each that closes a
 * minute. A bracket's price is looked at on every quote.
 */
final class PlanDesk {

  private static final Duration QUOTE_AGE = Duration.ofSeconds(1);

  private final PlanEye eye;
  private final long interval;
  private @Nullable Quote quote;
  private @Nullable EventTime now;
  private boolean due;

  PlanDesk(PlanEye eye, Duration interval) {
    this.eye = eye;
    this.interval = EventTime.micros(interval);
  }

  /** Takes note of an event and the minutes it closed. */
  void apply(MarketEvent event, List<Candle> closed) {
    closed.forEach(eye::apply);
    eye.apply(event);
    if (event instanceof Quote newest) {
      quote = newest;
    }
    EventTime before = now;
    EventTime latest = before == null ? event.ts() : before.max(event.ts());
    due =
        !closed.isEmpty()
            || before == null
            || Math.floorDiv(latest.micros(), interval) != Math.floorDiv(before.micros(), interval);
    now = latest;
  }

  /** Time of the newest event, null before the first. */
  @Nullable EventTime now() {
    return now;
  }

  /**
   * What keeps a waiting plan from triggering; null for one that does not wait, and before the
   * first event.
   *
   * @param traded setups that have been traded
   */
  @Nullable Look look(PlanState plan, Set<String> traded) {
    EventTime at = now;
    if (at == null || !plan.status().isCancellable()) {
      return null;
    }
    return plan.terms().type() == PlanType.BRACKET
        ? bracketLook(plan)
        : scalpLook(plan, at, traded);
  }

  private Look bracketLook(PlanState plan) {
    Quote touch = quote;
    Map<String, String> found = new LinkedHashMap<>();
    found.put("entry", plan.terms().entry().toString());
    List<String> reasons = List.of("QUOTE_NOT_READY");
    if (touch != null) {
      Price paid = touch.oppositeTouch(plan.terms().side());
      found.put("price", paid.toString());
      reasons = isMet(plan.terms(), paid) ? List.of() : List.of("PRICE_NOT_REACHED");
    }
    return new Look(touch != null, reasons.isEmpty(), reasons, found, "", BigDecimal.ZERO);
  }

  private Look scalpLook(PlanState plan, EventTime at, Set<String> traded) {
    Look look = eye.look(plan.terms(), at);
    List<String> reasons = new ArrayList<>(look.reasons());
    if (look.triggers() && !isQuoted(at)) {
      reasons.add("DATA_STALE");
    }
    if (look.triggers() && traded.contains(look.setup())) {
      reasons.add("DUPLICATE_SIGNAL");
    }
    return new Look(
        look.armed(),
        reasons.isEmpty(),
        reasons,
        look.details(),
        look.setup(),
        look.trailDistance());
  }

  private boolean isQuoted(EventTime at) {
    Quote touch = quote;
    return touch != null && at.microsSince(touch.ts()) <= EventTime.micros(QUOTE_AGE);
  }

  /**
   * What becomes of the plans of the instrument on the newest event, in order.
   *
   * @param plans that live, in the order they are looked at
   * @param traded setups that have been traded
   */
  List<PlanState> decide(MarketEvent event, Collection<PlanState> plans, Set<String> traded) {
    List<PlanState> next = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (PlanState plan : plans) {
      String group = plan.terms().group();
      if (!plan.status().isCancellable() || taken.contains(group)) {
        continue;
      }
      if (!event.ts().isBefore(plan.terms().expiresAt())) {
        next.add(plan.to(PlanStatus.EXPIRED, "EXPIRED", Map.of(), event.ts(), event.origin()));
      } else {
        List<PlanState> steps =
            plan.terms().type() == PlanType.BRACKET
                ? bracket(plan, event)
                : due ? scalp(plan, event, traded) : List.of();
        next.addAll(steps);
        if (!group.isEmpty()
            && steps.stream().anyMatch(step -> step.status() == PlanStatus.TRIGGERED)) {
          taken.add(group);
        }
      }
    }
    return cancelGroups(next, plans, taken, event);
  }

  /** The others of a group are cancelled, those that were looked at before it, too. */
  private static List<PlanState> cancelGroups(
      List<PlanState> decided, Collection<PlanState> plans, Set<String> taken, MarketEvent event) {
    if (taken.isEmpty()) {
      return decided;
    }
    List<PlanState> all = new ArrayList<>(decided);
    for (PlanState plan : plans) {
      PlanState latest = plan;
      for (PlanState step : decided) {
        latest = step.planId().equals(plan.planId()) ? step : latest;
      }
      if (taken.contains(plan.terms().group()) && latest.status().isCancellable()) {
        all.add(
            latest.to(
                PlanStatus.CANCELLED, "ONE_CANCELS_OTHER", Map.of(), event.ts(), event.origin()));
      }
    }
    return all;
  }

  private List<PlanState> bracket(PlanState plan, MarketEvent event) {
    Quote touch = quote;
    if (!(event instanceof Quote) || touch == null) {
      return List.of();
    }
    List<PlanState> steps = new ArrayList<>();
    PlanState armed = plan;
    if (plan.status() == PlanStatus.PENDING) {
      armed = plan.to(PlanStatus.ARMED, "QUOTED", Map.of(), event.ts(), event.origin());
      steps.add(armed);
    }
    Price paid = touch.oppositeTouch(plan.terms().side());
    if (isMet(plan.terms(), paid)) {
      Map<String, String> details = new LinkedHashMap<>();
      details.put("price", paid.toString());
      steps.add(triggered(armed, paid, "", BigDecimal.ZERO, details, event));
    }
    return steps;
  }

  private static boolean isMet(PlanTerms terms, Price paid) {
    boolean better =
        terms.side() == Side.BUY ? !paid.isAbove(terms.entry()) : !paid.isBelow(terms.entry());
    boolean worse =
        terms.side() == Side.BUY ? !paid.isBelow(terms.entry()) : !paid.isAbove(terms.entry());
    return switch (terms.entryKind()) {
      case MARKET, LADDER -> true;
      case LIMIT -> better;
      case STOP -> worse;
    };
  }

  private List<PlanState> scalp(PlanState plan, MarketEvent event, Set<String> traded) {
    Look look = eye.look(plan.terms(), event.ts());
    List<PlanState> steps = new ArrayList<>();
    PlanState current = plan;
    if (look.armed() != (plan.status() == PlanStatus.ARMED)) {
      Map<String, String> details = new LinkedHashMap<>(look.details());
      if (!look.armed()) {
        int disarmed = Integer.parseInt(plan.details().getOrDefault("disarmed", "0")) + 1;
        details.put("disarmed", Integer.toString(disarmed));
      }
      String why = look.armed() ? "LOCATION" : String.join(",", look.reasons());
      current =
          plan.to(
              look.armed() ? PlanStatus.ARMED : PlanStatus.PENDING,
              why,
              details,
              event.ts(),
              event.origin());
      steps.add(current);
    }
    Quote touch = quote;
    if (look.triggers()
        && touch != null
        && isQuoted(event.ts())
        && !traded.contains(look.setup())) {
      Price paid = touch.oppositeTouch(plan.terms().side());
      steps.add(
          triggered(current, paid, look.setup(), look.trailDistance(), look.details(), event));
    }
    return steps;
  }

  private static PlanState triggered(
      PlanState armed,
      Price price,
      String setup,
      BigDecimal trailDistance,
      Map<String, String> found,
      MarketEvent event) {
    Map<String, String> details = new LinkedHashMap<>(found);
    details.put(PlanDetails.REF_PRICE, price.toString());
    details.put(PlanDetails.SETUP, setup);
    details.put(PlanDetails.TRAIL, trailDistance.toPlainString());
    details.put(PlanDetails.SIGNAL, PlanSignals.signalOf(armed).value());
    return armed.to(PlanStatus.TRIGGERED, "TRIGGER", details, event.ts(), event.origin());
  }
}
