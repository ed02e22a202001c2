package io.tapeline.core.strategy.minute;

import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.strategy.Check;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Conditions asked one after another, each with its numbers. The first one that is not met gives
 * the reason of a refusal; those that are met are the evidence of a signal. Comparisons are
 * inclusive within the tolerance of CATALOGUE 1.1 unless their name says otherwise.
 */
public final class Checklist {

  private final String title;
  private final List<Check> asked = new ArrayList<>();

  /**
   * @param title what stands before the names of its conditions, may be empty
   */
  public Checklist(String title) {
    this.title = title;
  }

  /** Asks for anything; returns whether it is met. */
  public boolean that(String reason, String name, boolean met, String value, String limit) {
    asked.add(Check.of(reason, name, value, limit, met));
    return met;
  }

  public boolean atLeast(String reason, String name, double value, double limit) {
    return that(
        reason,
        name,
        Thresholds.atLeast(value, limit),
        Condition.number(value),
        ">= " + Condition.number(limit));
  }

  public boolean atMost(String reason, String name, double value, double limit) {
    return that(
        reason,
        name,
        Thresholds.atMost(value, limit),
        Condition.number(value),
        "<= " + Condition.number(limit));
  }

  /** Asks for strictly more. */
  public boolean above(String reason, String name, double value, double limit) {
    return that(
        reason,
        name,
        Thresholds.above(value, limit),
        Condition.number(value),
        "> " + Condition.number(limit));
  }

  /** Asks for strictly less. */
  public boolean below(String reason, String name, double value, double limit) {
    return that(
        reason,
        name,
        Thresholds.below(value, limit),
        Condition.number(value),
        "< " + Condition.number(limit));
  }

  /** Asks for an indicator that is ready; {@code <NAME>_NOT_READY} is the reason if it is not. */
  public boolean ready(String name, Reading<?> reading) {
    String value =
        switch (reading) {
          case Reading.Ready<?> _ -> "ready";
          case Reading.WarmingUp<?>(int have, int need) -> have + " of " + need;
          case Reading.Stale<?>(var age) -> "stale " + age;
          case Reading.Invalid<?>(String why) -> why;
        };
    return that(
        name.toUpperCase(Locale.ROOT) + "_NOT_READY", name, reading.isReady(), value, "ready");
  }

  /** How many were met before the first that was not. */
  public int metInARow() {
    int met = 0;
    while (met < asked.size() && asked.get(met).met()) {
      met++;
    }
    return met;
  }

  public boolean allMet() {
    return metInARow() == asked.size();
  }

  /** The refusal for the first that is not met; throws if all are. */
  public Opinion.Skip skip() {
    Check unmet = asked.get(metInARow());
    Condition condition = unmet.condition();
    return new Opinion.Skip(
        unmet.reason(), named(condition.name()), condition::value, condition::limit);
  }

  /** All of them, in order. */
  public List<Condition> conditions() {
    return asked.stream()
        .map(Check::condition)
        .map(each -> new Condition(named(each.name()), each.value(), each.limit(), each.met()))
        .toList();
  }

  /** Each name with its value, and with its limit as {@code NAMELimit}. */
  public Map<String, String> evidence() {
    Map<String, String> evidence = new LinkedHashMap<>();
    for (Check each : asked) {
      evidence.put(each.condition().name(), each.condition().value());
      evidence.put(each.condition().name() + "Limit", each.condition().limit());
    }
    return evidence;
  }

  private String named(String name) {
    return title.isEmpty() ? name : title + " " + name;
  }
}
