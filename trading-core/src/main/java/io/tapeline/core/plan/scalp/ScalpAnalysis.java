package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.VwapBand;
import io.tapeline.core.money.Side;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.time.EventTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the four layers make of a snapshot (S3-L1 to S3-L4, S3-IDEA). Nothing is left out when a
 * layer fails: everything that can be said is said, so that it can be shown whole.
 *
 * @param limits the rules' numbers at this price, null without a quote
 * @param band of the VWAP, null while that is not ready
 * @param checks of all layers, in the order in which they are asked
 * @param edges places the price is at
 * @param primaries and {@code secondaries}: signals that fired, those ignored included
 * @param side direction in which all primaries agree, null if they do not or there are none
 * @param signalHash names the setup: instrument, direction, trigger candle and primaries; empty
 *     without a direction
 * @param score null without a direction
 * @param idea null without a direction
 */
public record ScalpAnalysis(
    ScalpSnapshot snapshot,
    ScalpRules rules,
    @Nullable ScalpLimits limits,
    @Nullable VwapBand band,
    List<ScalpCheck> checks,
    List<Edge> edges,
    List<Primary> primaries,
    List<Secondary> secondaries,
    @Nullable Side side,
    String signalHash,
    @Nullable ScalpScore score,
    @Nullable ScalpIdea idea,
    boolean aPlus) {

  /** The last layer. */
  public static final int LAYERS = 4;

  public ScalpAnalysis {
    checks = List.copyOf(checks);
    edges = List.copyOf(edges);
    primaries = List.copyOf(primaries);
    secondaries = List.copyOf(secondaries);
  }

  /**
   * Analyses a snapshot; the same arguments always give the same.
   *
   * @param now when it is evaluated: the snapshot must not be too old
   */
  public static ScalpAnalysis of(
      ScalpSnapshot snapshot, ScalpRules rules, ScalpOptions options, EventTime now) {
    return new Layers(snapshot, rules, options).analysis(now);
  }

  /** Whether all of the layers up to this one, 1 to 4, are passed. */
  public boolean passes(int layer) {
    return checks.stream().allMatch(check -> check.met() || check.layer() > layer);
  }

  /** Whether a trade is allowed: all layers are passed. */
  public boolean isAllowed() {
    return passes(LAYERS);
  }

  /** The first check that failed, null if a trade is allowed. */
  public @Nullable ScalpCheck failure() {
    return checks.stream().filter(check -> !check.met()).findFirst().orElse(null);
  }

  /** Every check that failed, in order. */
  public List<ScalpCheck> failures() {
    return checks.stream().filter(check -> !check.met()).toList();
  }

  /** The layer of the first failure, 4 if there is none. */
  public int layer() {
    ScalpCheck first = failure();
    return first == null ? LAYERS : first.layer();
  }

  /** The checks in a strategy's words. */
  public List<Condition> conditions() {
    return checks.stream().map(ScalpCheck::condition).toList();
  }

  /** Every number, by name, in order. */
  public Map<String, String> evidence() {
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("ruleSet", rules.set().name());
    evidence.put("signalHash", signalHash);
    evidence.put("edges", joined(edges, Edge::level));
    evidence.put("primaries", joined(primaries, each -> each.kind().name()));
    evidence.put("secondaries", joined(secondaries, each -> each.kind().name()));
    ScalpScore of = score;
    if (of != null) {
      evidence.put("scoreTrigger", Condition.number(of.trigger()));
      evidence.put("scoreVwap", Condition.number(of.vwap()));
      evidence.put("scoreEdges", Condition.number(of.edges()));
      evidence.put("scoreVolatility", Condition.number(of.volatility()));
      evidence.put("scoreSession", Condition.number(of.session()));
      evidence.put("aPlus", Boolean.toString(aPlus));
    }
    ScalpIdea trade = idea;
    if (trade != null) {
      evidence.put("entry", trade.entry().toString());
      evidence.put("stop", trade.stop().toString());
      evidence.put("target", trade.target().toString());
      evidence.put("extreme", trade.extreme().toString());
    }
    evidence.put("vwapPersistenceSeconds", Condition.number(snapshot.persistenceSeconds()));
    for (ScalpCheck check : checks) {
      String name = Texts.camelCase(check.name());
      evidence.put(name, check.value());
      evidence.put(name + "Limit", check.limit());
    }
    return evidence;
  }

  private static <T> String joined(List<T> all, java.util.function.Function<T, String> name) {
    return all.stream().map(name).distinct().collect(Collectors.joining(" "));
  }
}
