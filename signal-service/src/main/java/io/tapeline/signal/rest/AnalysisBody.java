package io.tapeline.signal.rest;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.plan.scalp.Edge;
import io.tapeline.core.plan.scalp.Primary;
import io.tapeline.core.plan.scalp.ScalpAnalysis;
import io.tapeline.core.plan.scalp.ScalpCheck;
import io.tapeline.core.plan.scalp.ScalpIdea;
import io.tapeline.core.plan.scalp.ScalpScore;
import io.tapeline.core.plan.scalp.Secondary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The four layers of the micro-scalp on one instrument. Amounts are decimal strings.
 *
 * @param time of the check, null before the first
 * @param verdict ALLOWED, REFUSED or NOT_READY: a layer lacks its inputs
 * @param reason code of the first check that failed, null if a trade is allowed
 * @param layer of that check, 4 if there is none, 0 before the first check
 * @param side direction of the signals, null if they do not agree or there are none
 * @param setup names the setup, empty without a direction
 */
record AnalysisBody(
    String symbol,
    @Nullable String time,
    @Nullable String ruleSet,
    String verdict,
    @Nullable String reason,
    int layer,
    @Nullable String side,
    boolean aPlus,
    String setup,
    List<Layer> layers,
    List<Place> edges,
    List<Trigger> primaries,
    List<Confirmation> secondaries,
    @Nullable Score score,
    @Nullable Idea idea) {

  private static final String NOT_READY = "NOT_READY";
  private static final MathContext DIGITS = new MathContext(10);

  /** A layer and its checks, in the order in which they are asked. */
  record Layer(int layer, boolean met, List<ScalpCheck> checks) {}

  /**
   * An edge.
   *
   * @param supports direction it speaks for, NONE for either
   */
  record Place(String kind, String level, String price, String supports) {}

  /** A primary signal. */
  record Trigger(String kind, String side, String measure, int points) {}

  /**
   * A secondary signal.
   *
   * @param bias its direction, NONE if it has none
   * @param counts whether it does not speak against the direction; one that does is ignored
   */
  record Confirmation(String kind, String bias, boolean counts) {}

  /** The score and its parts. */
  record Score(
      String total,
      String most,
      String trigger,
      String vwap,
      String edges,
      String volatility,
      String session) {}

  /** The trade it would be. */
  record Idea(
      String side,
      String entry,
      String stop,
      String target,
      String stopDistance,
      String targetDistance,
      String extreme) {}

  /** Before the first check. */
  static AnalysisBody notReady(Symbol symbol) {
    return new AnalysisBody(
        symbol.value(),
        null,
        null,
        NOT_READY,
        "SNAPSHOT_NOT_READY",
        0,
        null,
        false,
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }

  static AnalysisBody of(Symbol symbol, ScalpAnalysis of) {
    ScalpCheck failure = of.failure();
    return new AnalysisBody(
        symbol.value(),
        of.snapshot().at().toString(),
        of.rules().set().name(),
        verdict(failure),
        failure == null ? null : failure.reason(),
        of.layer(),
        of.side() == null ? null : of.side().name(),
        of.aPlus(),
        of.signalHash(),
        layers(of.checks()),
        of.edges().stream().map(AnalysisBody::place).toList(),
        of.primaries().stream().map(AnalysisBody::trigger).toList(),
        of.secondaries().stream().map(each -> confirmation(each, of)).toList(),
        score(of.score()),
        idea(of.idea()));
  }

  private static String verdict(@Nullable ScalpCheck failure) {
    if (failure == null) {
      return "ALLOWED";
    }
    return failure.reason().endsWith(NOT_READY) ? NOT_READY : "REFUSED";
  }

  private static List<Layer> layers(List<ScalpCheck> checks) {
    return IntStream.rangeClosed(1, ScalpAnalysis.LAYERS)
        .mapToObj(
            layer -> {
              List<ScalpCheck> own = checks.stream().filter(each -> each.layer() == layer).toList();
              return new Layer(layer, own.stream().allMatch(ScalpCheck::met), own);
            })
        .toList();
  }

  private static Place place(Edge edge) {
    return new Place(
        edge.kind().name(), edge.level(), number(edge.price()), edge.supports().name());
  }

  private static Trigger trigger(Primary primary) {
    return new Trigger(
        primary.kind().name(), primary.side().name(), number(primary.measure()), primary.points());
  }

  private static Confirmation confirmation(Secondary secondary, ScalpAnalysis of) {
    return new Confirmation(
        secondary.kind().name(),
        secondary.bias().name(),
        of.side() != null && secondary.agreesWith(of.side()));
  }

  private static @Nullable Score score(@Nullable ScalpScore score) {
    return score == null
        ? null
        : new Score(
            number(score.total()),
            number(ScalpScore.MOST),
            number(score.trigger()),
            number(score.vwap()),
            number(score.edges()),
            number(score.volatility()),
            number(score.session()));
  }

  private static @Nullable Idea idea(@Nullable ScalpIdea idea) {
    return idea == null
        ? null
        : new Idea(
            idea.side().name(),
            idea.entry().toString(),
            idea.stop().toString(),
            idea.target().toString(),
            idea.stopDistance().toPlainString(),
            idea.targetDistance().toPlainString(),
            idea.extreme().toString());
  }

  /** Ten digits are more than a statistic has. */
  private static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString()
        : "none";
  }
}
