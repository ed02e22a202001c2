package io.tapeline.core.strategy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.plan.PlanSight;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What keeps an instrument from being traded, as its strategies and plans see it.
 *
 * @param at time of the newest event of the instrument
 * @param strategies that run on it, in the order they are asked
 * @param plans that live on it, by id
 */
public record WhyNot(
    Symbol symbol, EventTime at, List<OfStrategy> strategies, List<PlanSight> plans) {

  public WhyNot {
    strategies = List.copyOf(strategies);
    plans = List.copyOf(plans);
  }

  /**
   * A strategy on the instrument.
   *
   * @param switchedOff stable code of why it is not asked any more, null while it runs
   * @param said what it said last, be it some events ago; null if it has never said anything
   * @param conditions for an entry, as they stand; empty if it does not tell them or is off
   */
  public record OfStrategy(
      StrategyId strategy,
      String version,
      @Nullable String switchedOff,
      @Nullable Said said,
      List<Condition> conditions) {

    public OfStrategy {
      conditions = List.copyOf(conditions);
    }
  }

  /** Kinds of what a strategy can say. */
  public enum Kind {
    /** It refused to enter. */
    SKIP,
    /** It wished to enter. */
    WISH
  }

  /**
   * An opinion in words.
   *
   * @param at when it was said
   * @param reason stable code of a refusal; of a wish its side
   * @param values of a refusal its rule, what was found and what was asked for, by name; of a wish
   *     its evidence
   */
  public record Said(Kind kind, EventTime at, String reason, Map<String, String> values) {

    public Said {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }
}
