package io.tapeline.signal.rest;

import io.tapeline.core.plan.PlanEye;
import io.tapeline.core.plan.PlanSight;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.WhyNot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What keeps instruments from being traded. */
record WhyNotBody(List<Instrument> instruments) {

  /**
   * One instrument.
   *
   * @param time of its newest event
   */
  record Instrument(String symbol, String time, List<OfStrategy> strategies, List<OfPlan> plans) {}

  /**
   * A strategy on it.
   *
   * @param switchedOff code of why it is not asked any more, null while it runs
   * @param said what it said last, null if nothing
   */
  record OfStrategy(
      String strategy,
      String version,
      @Nullable String switchedOff,
      @Nullable Said said,
      List<Condition> conditions) {}

  /**
   * What a strategy said.
   *
   * @param what SKIP or WISH
   * @param reason code of a refusal; of a wish its side
   */
  record Said(String what, String time, String reason, Map<String, String> values) {}

  /**
   * A living plan.
   *
   * @param statusReason why it has this status
   * @param waiting whether it waits for the market; if not, for risk desk, venue or exit
   * @param armed whether market and location fit
   * @param reasons codes of what keeps it from triggering now
   * @param found what the last check found, by name
   */
  record OfPlan(
      String plan,
      String type,
      String side,
      String status,
      String statusReason,
      String time,
      boolean waiting,
      boolean armed,
      List<String> reasons,
      Map<String, String> found) {}

  static WhyNotBody of(List<WhyNot> all) {
    return new WhyNotBody(all.stream().map(WhyNotBody::instrument).toList());
  }

  private static Instrument instrument(WhyNot why) {
    return new Instrument(
        why.symbol().value(),
        why.at().toString(),
        why.strategies().stream().map(WhyNotBody::strategy).toList(),
        why.plans().stream().map(WhyNotBody::plan).toList());
  }

  private static OfStrategy strategy(WhyNot.OfStrategy strategy) {
    WhyNot.Said said = strategy.said();
    return new OfStrategy(
        strategy.strategy().value(),
        strategy.version(),
        strategy.switchedOff(),
        said == null
            ? null
            : new Said(said.kind().name(), said.at().toString(), said.reason(), said.values()),
        strategy.conditions());
  }

  private static OfPlan plan(PlanSight sight) {
    PlanEye.Look look = sight.look();
    return new OfPlan(
        sight.plan().planId(),
        sight.plan().terms().type().name(),
        sight.plan().terms().side().name(),
        sight.plan().status().name(),
        sight.plan().reason(),
        sight.plan().changedAt().toString(),
        look != null,
        look != null && look.armed(),
        sight.reasons(),
        sight.found());
  }
}
