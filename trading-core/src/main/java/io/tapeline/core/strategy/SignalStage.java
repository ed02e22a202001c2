package io.tapeline.core.strategy;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.order.ExecutionReport;
import io.tapeline.core.plan.PlanBook;
import io.tapeline.core.plan.PlanEye;
import io.tapeline.core.plan.PlanSignals;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.scalp.ScalpAnalysis;
import io.tapeline.core.plan.scalp.ScalpEye;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Market events in; signals, and reasons for entries not taken, out. Each instrument has its own
 * set of strategies, so that the signals of an instrument depend on its own events alone.
 *
 * <p>Equal refusals in a row are told once a minute with their number (CATALOGUE 14.3, volume
 * control).
 */
public final class SignalStage implements Stage {

  /** Writer name in decisions. */
  public static final String NAME = "signal";

  /** A hundred samples of the spread, one each ten seconds (IND-SPREAD). */
  private static final Duration PLANS_REACH = Duration.ofMinutes(18);

  /** The trading day's average price, and the session before it. */
  private static final Duration PLANS_CANDLES = Duration.ofDays(2);

  private final LineSettings settings;
  private final Strategies strategies;
  private final List<String> strategyNames;
  private final LongSupplier nanos;
  private final Duration longestReach;
  private final Duration candleReach;
  private final PriceSource candlePrice;
  private final PlanBook plans;
  private final PlanSignals planSignals;
  private final Map<Symbol, Desk> desks = new HashMap<>();
  private final Map<Symbol, PlanEye> eyes = new HashMap<>();

  /** What there is of one instrument. */
  private record Desk(List<Watched> strategies, @Nullable StrategyCandles candles) {

    /** Returns the minutes that the event closed. */
    List<Candle> apply(MarketEvent event) {
      List<Candle> closed = List.of();
      if (candles != null) {
        candles.apply(event);
        closed = candles.closed();
      }
      for (Watched each : strategies) {
        each.apply(event, closed);
      }
      rank(event);
      return closed.isEmpty()
          ? closed
          : closed.stream().filter(each -> each.timeframe() == Timeframe.M1).toList();
    }

    /** Of several wishes that take part in it only the best stays, of equals the first asked. */
    private void rank(MarketEvent event) {
      Watched best = null;
      for (Watched each : strategies) {
        if (each.rank().isPresent()) {
          if (best == null) {
            best = each;
          } else if (each.rank().getAsDouble() > best.rank().getAsDouble()) {
            best.outranked(each, event.ts());
            best = each;
          } else {
            each.outranked(best, event.ts());
          }
        }
      }
    }
  }

  /** A stage whose strategies may take as long as they like. */
  public SignalStage(LineSettings settings, List<String> strategyNames) {
    this(settings, strategyNames, PriceSource.TRADE);
  }

  /**
   * A stage whose strategies may take as long as they like.
   *
   * @param candlePrice what their candles are made of
   */
  public SignalStage(LineSettings settings, List<String> strategyNames, PriceSource candlePrice) {
    this(settings, strategyNames, candlePrice, () -> 0);
  }

  /**
   * A stage that switches off strategies that take too long.
   *
   * @param strategyNames strategies to run on every instrument of which nothing else is said, in
   *     the order they are asked
   * @param candlePrice what their candles are made of: trades, or the middle for a feed without
   * @param nanos rises with time; only the verdict that a strategy is too slow follows from it, and
   *     that is an event
   */
  public SignalStage(
      LineSettings settings,
      List<String> strategyNames,
      PriceSource candlePrice,
      LongSupplier nanos) {
    this.settings = settings;
    this.candlePrice = candlePrice;
    this.strategies = settings.strategies();
    this.strategyNames = strategyNames.stream().map(Strategies::fullName).distinct().toList();
    this.nanos = nanos;
    strategyNames.forEach(strategies::require);
    this.longestReach = longer(strategies.reach(this.strategyNames), PLANS_REACH);
    this.candleReach = longer(strategies.candleReach(this.strategyNames), PLANS_CANDLES);
    this.plans =
        new PlanBook(
            settings.plans(), settings.planRules(), settings.instruments()::get, this::newEye);
    this.planSignals = new PlanSignals(settings.plans(), NAME);
  }

  @Override
  public void apply(Event event) {
    switch (event) {
      case MissedTick ignored -> {}
      case MissedCandle ignored -> {}
      case MarketEvent market -> plans.apply(market, desk(market.symbol()).apply(market));
      case PlanState plan -> plans.apply(plan);
      case Candle candle -> {
        StrategyCandles candles = desk(candle.symbol()).candles();
        if (candles != null) {
          candles.remember(candle);
        }
      }
      case Decision refusal when refusal.stage().equals(NAME) -> {
        for (Watched each : desk(refusal.symbol()).strategies()) {
          if (each.id().equals(refusal.strategy())) {
            each.told(refusal);
          }
        }
      }
      default -> {}
    }
  }

  /** A refusal is told again a minute after it was told before: that minute has to be seen. */
  @Override
  public Duration reach() {
    return longestReach.plus(Watched.REPEAT);
  }

  @Override
  public Duration candleReach() {
    return candleReach;
  }

  @Override
  public List<Event> decide(Event input) {
    return switch (input) {
      case MissedTick ignored -> List.of();
      case MissedCandle ignored -> List.of();
      case MarketEvent market -> onMarket(market);
      case PlanState plan when isOurs(plan.account()) -> List.copyOf(plans.decide(plan));
      case ExecutionReport report when isOurs(report.account()) ->
          List.copyOf(plans.decide(report));
      case Decision decision when isOurs(decision.account()) && !decision.stage().equals(NAME) ->
          List.copyOf(plans.decide(decision));
      case Control control when isOurs(control.account()) -> List.copyOf(plans.decide(control));
      default -> List.of();
    };
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private boolean isOurs(AccountId account) {
    return account.equals(settings.account());
  }

  /** A plan's new state is told as a decision, and one that triggered as its signal. */
  @Override
  public List<Event> project(Event decided) {
    return decided instanceof PlanState plan
        ? planSignals.of(plan, settings.instruments().get(plan.symbol()))
        : List.of();
  }

  private List<Event> onMarket(MarketEvent market) {
    List<Event> events = new ArrayList<>();
    for (Watched each : desk(market.symbol()).strategies()) {
      Event answer = answer(each, market);
      if (answer != null) {
        events.add(answer);
      }
      Watched.Fault fault = each.dueFault();
      if (fault != null) {
        events.add(switchedOff(each.id(), market, fault));
      }
    }
    events.addAll(plans.decide(market));
    return events;
  }

  /** What a strategy says, in the line's words; what it says must make sense, too. */
  private @Nullable Event answer(Watched each, MarketEvent market) {
    try {
      return switch (each.opinion()) {
        case Opinion.Silent ignored -> null;
        case Opinion.Wish wish -> signal(each.id(), market, wish);
        case Opinion.Skip skip -> each.dueRepeats() > 0 ? refusal(each, market, skip) : null;
      };
    } catch (RuntimeException e) {
      return switchedOff(each.id(), market, each.failed(e));
    }
  }

  /** Instruments of which there was an event, in order. */
  public List<Symbol> seen() {
    return desks.keySet().stream().filter(symbol -> plans.now(symbol) != null).sorted().toList();
  }

  /** What keeps an instrument from being traded; null if no event of it has come. */
  public @Nullable WhyNot whyNot(Symbol symbol) {
    Desk desk = desks.get(symbol);
    EventTime now = plans.now(symbol);
    return desk == null || now == null
        ? null
        : new WhyNot(
            symbol,
            now,
            desk.strategies().stream().map(Watched::standing).toList(),
            plans.sights(symbol));
  }

  /** What the four layers of the micro-scalp say of an instrument now. */
  public MarketAnswer analysis(Symbol symbol) {
    EventTime now = plans.now(symbol);
    if (now == null) {
      return new MarketAnswer.Unknown();
    }
    if (!(eyes.get(symbol) instanceof ScalpEye eye)) {
      return new MarketAnswer.NotConfigured();
    }
    ScalpAnalysis analysis = eye.analysis(now);
    return analysis == null ? new MarketAnswer.NotReady() : new MarketAnswer.Analysed(analysis);
  }

  private PlanEye newEye(Instrument instrument) {
    PlanEye eye = settings.planEye(instrument);
    eyes.put(instrument.symbol(), eye);
    return eye;
  }

  private Desk desk(Symbol symbol) {
    return desks.computeIfAbsent(symbol, this::newDesk);
  }

  private Desk newDesk(Symbol symbol) {
    Instrument instrument = settings.instruments().get(symbol);
    List<Watched> running =
        strategies.on(symbol, strategyNames).stream()
            .map(name -> Watched.of(name, instrument, strategies, nanos))
            .toList();
    Set<Timeframe> timeframes = new TreeSet<>();
    running.forEach(each -> timeframes.addAll(each.timeframes()));
    if (settings.hasScalpRules(instrument)) {
      timeframes.add(Timeframe.M1);
    }
    return new Desk(running, StrategyCandles.of(instrument, timeframes, candlePrice));
  }

  private Signal signal(StrategyId strategy, MarketEvent trigger, Opinion.Wish wish) {
    Instrument instrument = settings.instruments().get(trigger.symbol());
    SignalId id = Signal.idFor(strategy, trigger.symbol(), trigger.seq());
    return new Signal(
        id,
        settings.account(),
        strategy,
        trigger.symbol(),
        wish.side(),
        trigger.origin(),
        wish.refPrice(),
        wish.quantity(),
        wish.exitPlan().stopFor(wish.side(), wish.refPrice(), instrument),
        wish.exitPlan().targetFor(wish.side(), wish.refPrice(), instrument),
        wish.exitPlan(),
        wish.confidence(),
        wish.evidence(),
        wish.entry().onTicks(wish.side(), instrument));
  }

  /** The first event after which the strategy is not asked any more on this instrument. */
  private Decision switchedOff(StrategyId strategy, MarketEvent trigger, Watched.Fault fault) {
    return new Decision(
        "D-signal-%s-%s-%d-off".formatted(strategy, trigger.symbol(), trigger.seq()),
        NAME,
        Outcome.ERROR,
        fault.reason(),
        settings.account(),
        strategy,
        trigger.symbol(),
        trigger.origin(),
        null,
        null,
        List.of(),
        fault.values(),
        1);
  }

  private Decision refusal(Watched each, MarketEvent trigger, Opinion.Skip skip) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rule", skip.rule());
    values.put("value", skip.value().get());
    values.put("limit", skip.limit().get());
    return new Decision(
        "D-signal-%s-%s-%d".formatted(each.id(), trigger.symbol(), trigger.seq()),
        NAME,
        Outcome.SKIP,
        skip.reason(),
        settings.account(),
        each.id(),
        trigger.symbol(),
        trigger.origin(),
        null,
        null,
        List.of(),
        values,
        each.dueRepeats());
  }
}
