package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.VolatilityExpansion;
import io.tapeline.core.indicator.Vwap;
import io.tapeline.core.indicator.VwapBand;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Side;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.time.EventTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One pass through the four layers. */
final class Layers {

  private static final int HASH_BYTES = 8;
  private static final int LOCATION = 2;
  private static final int SIGNALS = 3;
  private static final int CONFLUENCE = 4;
  private static final double MICROS_PER_SECOND = 1e6;

  private final ScalpSnapshot snapshot;
  private final ScalpRules rules;
  private final ScalpOptions options;
  private final @Nullable Quote quote;
  private final @Nullable ScalpLimits limits;
  private final @Nullable VwapBand band;
  private final @Nullable Triggers triggers;
  private final List<ScalpCheck> checks = new ArrayList<>();

  Layers(ScalpSnapshot snapshot, ScalpRules rules, ScalpOptions options) {
    this.snapshot = snapshot;
    this.rules = rules;
    this.options = options;
    this.quote = snapshot.quote();
    this.limits = quote == null ? null : rules.at(quote.mid());
    this.band = band();
    CandleSignals signals = snapshot.signals();
    this.triggers =
        signals == null
            ? null
            : new Triggers(signals, snapshot.instrument().tickSize().doubleValue());
  }

  private @Nullable VwapBand band() {
    Vwap.Average average = snapshot.vwap().orNull();
    if (average == null || quote == null) {
      return null;
    }
    Reading<Double> atr1 = snapshot.volatility().atr1();
    return rules.band(average.vwap(), atr1, quote.spread().doubleValue());
  }

  ScalpAnalysis analysis(EventTime now) {
    double least = limits == null ? 0 : Filters.atr1Least(snapshot, limits, options);
    checks.addAll(Filters.checks(snapshot, limits, least, options, now));
    List<Edge> edges = quote == null ? List.of() : Edges.of(snapshot, options, quote.mid(), band);
    location(edges);
    List<Primary> primaries = triggers == null ? List.of() : triggers.primaries();
    List<Secondary> secondaries =
        triggers == null ? List.of() : triggers.secondaries(rules.orderFlow());
    Side side = agreed(primaries);
    signals(primaries, secondaries, side, now);
    ScalpScore score = side == null ? null : score(side, primaries, secondaries, edges, least);
    ScalpIdea idea = side == null ? null : idea(side);
    confluence(score, idea);
    return new ScalpAnalysis(
        snapshot,
        rules,
        limits,
        band,
        checks,
        edges,
        primaries,
        secondaries,
        side,
        hash(side, primaries),
        score,
        idea,
        score != null && score.reaches(options.aPlusScore()));
  }

  private void location(List<Edge> edges) {
    String found = edges.stream().map(Edge::level).collect(Collectors.joining(" "));
    add(LOCATION, "MID_RANGE", "edges", or(found), "one", !edges.isEmpty());
  }

  private static @Nullable Side agreed(List<Primary> primaries) {
    List<Side> sides = primaries.stream().map(Primary::side).distinct().toList();
    return sides.size() == 1 ? sides.getFirst() : null;
  }

  private void signals(
      List<Primary> primaries, List<Secondary> secondaries, @Nullable Side side, EventTime now) {
    CandleSignals of = snapshot.signals();
    double oldest = EventTime.micros(options.candleMaxAge()) / MICROS_PER_SECOND;
    double age =
        of == null
            ? Double.POSITIVE_INFINITY
            : now.microsSince(of.candle().closeTime()) / MICROS_PER_SECOND;
    add(
        SIGNALS,
        "DATA_STALE",
        "trigger candle age",
        of == null ? Texts.NONE : Condition.number(age),
        Condition.number(oldest),
        age <= oldest);
    String fired =
        primaries.stream()
            .map(each -> each.kind() + ":" + each.side())
            .collect(Collectors.joining(" "));
    boolean all =
        primaries.stream()
            .map(Primary::kind)
            .collect(Collectors.toSet())
            .containsAll(options.requiredTriggers());
    String wanted =
        options.requiredTriggers().stream()
            .sorted()
            .map(Enum::name)
            .collect(Collectors.joining(" "));
    add(
        SIGNALS,
        "NO_PRIMARY",
        "primary signals",
        or(fired),
        wanted.isEmpty() ? "one" : wanted,
        !primaries.isEmpty() && all);
    add(
        SIGNALS,
        "TRIGGER_CONFLICT",
        "directions of primaries",
        side == null ? or(fired) : side.name(),
        "one",
        primaries.isEmpty() || side != null);
    direction(side);
    List<Secondary> agreeing =
        secondaries.stream().filter(each -> side == null || each.agreesWith(side)).toList();
    add(
        SIGNALS,
        "NO_SECONDARY",
        "secondary signals",
        or(agreeing.stream().map(each -> each.kind().name()).collect(Collectors.joining(" "))),
        "one",
        !agreeing.isEmpty());
  }

  private void direction(@Nullable Side side) {
    Side wanted = options.direction();
    add(
        SIGNALS,
        "DIRECTION_MISMATCH",
        "direction",
        side == null ? Texts.NONE : side.name(),
        wanted == null ? "any" : wanted.name(),
        side != null && (wanted == null || wanted == side));
    VwapBand of = band;
    add(
        SIGNALS,
        "VWAP_SIDE",
        "side of the vwap",
        quote == null ? Texts.NONE : Texts.price(quote.mid()),
        of == null ? Texts.NONE : sideLimit(side, of),
        of != null
            && quote != null
            && side != null
            && options.vwapMode().allows(side, quote.mid().doubleValue(), of));
  }

  private String sideLimit(@Nullable Side side, VwapBand of) {
    if (side == null || options.vwapMode() == VwapMode.OFF) {
      return "any";
    }
    boolean trend = options.vwapMode() == VwapMode.TREND;
    double edge = side == Side.BUY ? of.upper() : of.lower();
    String sign = (side == Side.BUY) == trend ? "above " : "below ";
    return sign + Condition.number(trend ? of.vwap() : edge);
  }

  private ScalpScore score(
      Side side,
      List<Primary> primaries,
      List<Secondary> secondaries,
      List<Edge> edges,
      double atr1Least) {
    boolean spike =
        secondaries.stream()
            .anyMatch(each -> each.kind() == SecondaryKind.DELTA_SPIKE && each.agreesWith(side));
    Double atr1 = snapshot.volatility().atr1().orNull();
    VolatilityExpansion.Change change = snapshot.volatility().expansion().orNull();
    double from = EventTime.micros(options.persistenceFrom()) / MICROS_PER_SECOND;
    VwapBand of = band;
    return new ScalpScore(
        ScalpScore.trigger(primaries, spike),
        of == null || quote == null
            ? 0
            : ScalpScore.vwap(
                of.distance(quote.mid().doubleValue()),
                of.halfWidth(),
                snapshot.persistenceSeconds(),
                from),
        ScalpScore.edges(edges.stream().filter(edge -> edge.agreesWith(side)).toList()),
        atr1 == null || change == null ? 0 : ScalpScore.volatility(change.state(), atr1, atr1Least),
        ScalpScore.session(snapshot.session(), rules));
  }

  private @Nullable ScalpIdea idea(Side side) {
    Double atr1 = snapshot.volatility().atr1().orNull();
    if (quote == null || limits == null || triggers == null || atr1 == null) {
      return null;
    }
    return ScalpIdea.of(
        new ScalpIdea.Setup(
            side, quote.oppositeTouch(side), triggers.extreme(side), atr1, quote.spread()),
        limits,
        snapshot.instrument(),
        options.levels());
  }

  private void confluence(@Nullable ScalpScore score, @Nullable ScalpIdea idea) {
    double needed = options.neededScore();
    add(
        CONFLUENCE,
        "SCORE_BELOW_MIN",
        "score",
        score == null ? Texts.NONE : Condition.number(score.total()),
        Condition.number(needed),
        score != null && score.reaches(needed));
    add(
        CONFLUENCE,
        "STOP_TOO_WIDE",
        "stop inside the extreme by",
        idea == null ? Texts.NONE : Texts.price(idea.pulledIn()),
        idea == null ? Texts.NONE : Texts.price(idea.mostPulledIn()),
        idea != null && !idea.isStopTooWide());
    ScalpLimits of = limits;
    add(
        CONFLUENCE,
        "TICK_TOO_COARSE",
        "stop and target distance",
        idea == null ? Texts.NONE : idea.stopDistance() + " " + idea.targetDistance(),
        of == null ? Texts.NONE : of.stop() + " " + of.target(),
        idea != null && of != null && !idea.isTickTooCoarse(of));
  }

  private String hash(@Nullable Side side, List<Primary> primaries) {
    CandleSignals of = snapshot.signals();
    if (side == null || of == null) {
      return "";
    }
    String setup =
        "%s %s %d %s"
            .formatted(
                snapshot.instrument().symbol(),
                side,
                of.candle().openTime().micros(),
                primaries.stream()
                    .map(each -> each.kind().name())
                    .collect(Collectors.joining(",")));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(setup.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String or(String text) {
    return text.isEmpty() ? Texts.NONE : text;
  }

  private void add(int layer, String reason, String name, String value, String limit, boolean met) {
    checks.add(new ScalpCheck(layer, reason, name, value, limit, met));
  }
}
