package io.tapeline.core.plan.scalp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.plan.PlanEye;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at an instrument's market through the four layers, for its micro-scalp plans. */
public final class ScalpEye implements PlanEye {

  /** Times the widest stop that the middle may be away from a plan's entry (S3-PLAN). */
  private static final BigDecimal ZONE = BigDecimal.TWO;

  private static final BigDecimal TRAIL = new BigDecimal("0.3");
  private static final int LOCATION = 2;

  private final ScalpRules rules;
  private final ScalpSettings settings;
  private final ScalpState state;

  public ScalpEye(Instrument instrument, ScalpRules rules, ScalpSettings settings) {
    this.rules = rules;
    this.settings = settings;
    this.state = new ScalpState(instrument, rules, settings);
  }

  @Override
  public void apply(Candle closed) {
    state.apply(closed);
  }

  @Override
  public void apply(MarketEvent event) {
    state.apply(event);
  }

  /** What the last check found, analysed without a plan; null before the first. */
  public @Nullable ScalpAnalysis analysis(EventTime now) {
    ScalpSnapshot snapshot = state.snapshot();
    return snapshot == null
        ? null
        : ScalpAnalysis.of(snapshot, rules, settings.options(), now.max(snapshot.at()));
  }

  @Override
  public Look look(PlanTerms terms, EventTime now) {
    ScalpSnapshot snapshot = state.snapshot();
    if (snapshot == null || terms.targets().isEmpty()) {
      return new Look(false, false, List.of("SNAPSHOT_NOT_READY"), Map.of(), "", BigDecimal.ZERO);
    }
    Set<PrimaryKind> wanted =
        terms.requiredTriggers().stream()
            .map(PrimaryKind::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(PrimaryKind.class)));
    ScalpOptions options =
        settings
            .options()
            .forPlan(
                terms.side(),
                terms.minScore(),
                terms.requireAPlus(),
                wanted,
                new ScalpOptions.Levels(terms.stop(), terms.targets().getFirst().price()));
    ScalpAnalysis analysis = ScalpAnalysis.of(snapshot, rules, options, now);
    List<String> reasons =
        new ArrayList<>(analysis.failures().stream().map(ScalpCheck::reason).distinct().toList());
    boolean inZone = inZone(terms, snapshot.quote());
    if (!inZone) {
      reasons.add("OUTSIDE_ENTRY_ZONE");
    }
    return new Look(
        analysis.passes(LOCATION),
        analysis.isAllowed() && inZone,
        reasons,
        details(analysis, reasons, now),
        analysis.signalHash(),
        trail(snapshot));
  }

  private boolean inZone(PlanTerms terms, @Nullable Quote quote) {
    if (terms.anywhere()) {
      return true;
    }
    return quote != null
        && quote
                .mid()
                .subtract(terms.entry().value())
                .abs()
                .compareTo(ZONE.multiply(rules.at(terms.entry().value()).stop().most()))
            <= 0;
  }

  private static BigDecimal trail(ScalpSnapshot snapshot) {
    Double atr1 = snapshot.volatility().atr1().orNull();
    return atr1 == null
        ? BigDecimal.ZERO
        : TRAIL.multiply(BigDecimal.valueOf(atr1)).setScale(8, RoundingMode.HALF_EVEN);
  }

  private static Map<String, String> details(
      ScalpAnalysis analysis, List<String> reasons, EventTime now) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("checked_at", now.toString());
    details.put("layer", Integer.toString(analysis.layer()));
    ScalpScore score = analysis.score();
    details.put("score", score == null ? "" : Condition.number(score.total()));
    details.put("a_plus", Boolean.toString(analysis.aPlus()));
    details.put("edges", names(analysis.edges().stream().map(Edge::level).toList()));
    details.put(
        "primary", names(analysis.primaries().stream().map(each -> each.kind().name()).toList()));
    details.put(
        "secondary",
        names(analysis.secondaries().stream().map(each -> each.kind().name()).toList()));
    details.put("reasons", String.join(" ", reasons));
    return details;
  }

  private static String names(List<?> all) {
    return all.stream().map(String::valueOf).distinct().collect(Collectors.joining(" "));
  }
}
