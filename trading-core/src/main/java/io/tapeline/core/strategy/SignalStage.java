package io.tapeline.core.strategy;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  private final LineSettings settings;
  private final List<String> strategyNames;
  private final Duration longestReach;
  private final Map<Symbol, List<Watched>> watched = new HashMap<>();

  /**
   * @param strategyNames strategies to run on every instrument, in the order they are asked
   */
  public SignalStage(LineSettings settings, List<String> strategyNames) {
    this.settings = settings;
    this.strategyNames = List.copyOf(strategyNames);
    this.longestReach =
        strategyNames.stream()
            .map(name -> Strategies.create(name, settings).reach())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
  }

  @Override
  public void apply(Event event) {
    switch (event) {
      case MissedTick ignored -> {}
      case MarketEvent market -> strategiesOf(market.symbol()).forEach(each -> each.apply(market));
      case Decision refusal -> {
        for (Watched each : strategiesOf(refusal.symbol())) {
          if (each.strategy.id().equals(refusal.strategy())) {
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
    return longestReach.plusMillis(Watched.REPEAT_MICROS / 1000);
  }

  @Override
  public List<Event> decide(Event input) {
    if (!(input instanceof MarketEvent market) || input instanceof MissedTick) {
      return List.of();
    }
    List<Event> events = new ArrayList<>();
    for (Watched each : strategiesOf(market.symbol())) {
      switch (each.strategy.opinion()) {
        case Opinion.Silent ignored -> {}
        case Opinion.Wish wish -> events.add(signal(each.strategy, market, wish));
        case Opinion.Skip skip -> {
          if (each.dueRepeats > 0) {
            events.add(refusal(each, market, skip));
          }
        }
      }
    }
    return events;
  }

  private List<Watched> strategiesOf(Symbol symbol) {
    return watched.computeIfAbsent(
        symbol,
        ignored ->
            strategyNames.stream()
                .map(name -> new Watched(Strategies.create(name, settings)))
                .toList());
  }

  private Signal signal(Strategy strategy, MarketEvent trigger, Opinion.Wish wish) {
    Instrument instrument = settings.instruments().get(trigger.symbol());
    SignalId id = Signal.idFor(strategy.id(), trigger.symbol(), trigger.seq());
    return new Signal(
        id,
        settings.account(),
        strategy.id(),
        trigger.symbol(),
        wish.side(),
        trigger.origin(),
        wish.refPrice(),
        wish.quantity(),
        wish.exitPlan().stopFor(wish.side(), wish.refPrice(), instrument),
        wish.exitPlan().targetFor(wish.side(), wish.refPrice(), instrument),
        wish.exitPlan(),
        wish.confidence(),
        wish.evidence());
  }

  private Decision refusal(Watched each, MarketEvent trigger, Opinion.Skip skip) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rule", skip.rule());
    values.put("value", skip.value().get());
    values.put("limit", skip.limit().get());
    return new Decision(
        "D-signal-%s-%s-%d".formatted(each.strategy.id(), trigger.symbol(), trigger.seq()),
        NAME,
        Outcome.SKIP,
        skip.reason(),
        settings.account(),
        each.strategy.id(),
        trigger.symbol(),
        trigger.origin(),
        null,
        null,
        List.of(),
        values,
        each.dueRepeats);
  }

  /** A strategy on one instrument with its count of equal refusals. */
  private static final class Watched {

    private static final long REPEAT_MICROS = 60_000_000L;

    private final Strategy strategy;
    private final Map<String, Long> toldAt = new HashMap<>();
    private final Map<String, Long> untold = new HashMap<>();
    private long dueRepeats;

    Watched(Strategy strategy) {
      this.strategy = strategy;
    }

    /**
     * A refusal that was published. After a restart the minutes go on from it, not from the first
     * refusal that is read again.
     */
    void told(Decision refusal) {
      toldAt.put(refusal.reason(), refusal.origin().ts().micros());
      untold.put(refusal.reason(), 0L);
    }

    void apply(MarketEvent event) {
      strategy.apply(event);
      dueRepeats = 0;
      if (strategy.opinion() instanceof Opinion.Skip skip) {
        long count = untold.merge(skip.reason(), 1L, Long::sum);
        Long told = toldAt.get(skip.reason());
        long now = event.ts().micros();
        if (told == null || now - told >= REPEAT_MICROS) {
          toldAt.put(skip.reason(), now);
          untold.put(skip.reason(), 0L);
          dueRepeats = count;
        }
      }
    }
  }
}
