package io.tapeline.core.strategy.scalp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.plan.scalp.PreExecution;
import io.tapeline.core.plan.scalp.ScalpAnalysis;
import io.tapeline.core.plan.scalp.ScalpCheck;
import io.tapeline.core.plan.scalp.ScalpIdea;
import io.tapeline.core.plan.scalp.ScalpLimits;
import io.tapeline.core.plan.scalp.ScalpRules;
import io.tapeline.core.plan.scalp.ScalpScore;
import io.tapeline.core.plan.scalp.ScalpSnapshot;
import io.tapeline.core.plan.scalp.ScalpState;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * S3 without plans: at each check it analyses the instrument in either direction and wishes to
 * enter where the analysis allows it. One setup gives one signal: the same direction and primaries
 * on the same candle are DUPLICATE_SIGNAL from then on.
 */
public final class MicroScalp implements Strategy {

  public static final StrategyId ID = new StrategyId("micro-scalp");

  private final MicroScalpSettings settings;
  private final Instrument instrument;
  private final @Nullable ScalpRules rules;
  private final @Nullable ScalpState state;
  private @Nullable ScalpAnalysis analysis;
  private Opinion opinion = Opinion.SILENT;
  private String traded = "";

  public MicroScalp(Instrument instrument, MicroScalpSettings settings) {
    this.instrument = instrument;
    this.settings = settings;
    this.rules = settings.analysis().rulesFor(instrument);
    this.state = rules == null ? null : new ScalpState(instrument, rules, settings.analysis());
  }

  @Override
  public StrategyId id() {
    return ID;
  }

  @Override
  public Opinion opinion() {
    return opinion;
  }

  /** The newest analysis, null before the first check. */
  public @Nullable ScalpAnalysis analysis() {
    return analysis;
  }

  @Override
  public List<Condition> conditions() {
    ScalpAnalysis newest = analysis;
    return newest == null ? List.of() : newest.conditions();
  }

  @Override
  public void apply(Candle closed) {
    if (state != null) {
      state.apply(closed);
    }
  }

  @Override
  public void apply(MarketEvent event) {
    opinion = Opinion.SILENT;
    if (event instanceof MissedTick || event instanceof MissedCandle) {
      return;
    }
    if (state == null || rules == null) {
      opinion =
          new Opinion.Skip(
              "SYMBOL_NOT_CONFIGURED",
              "rule set",
              instrument.symbol()::value,
              () -> "tapeline.plan.rule-set");
      return;
    }
    state.apply(event);
    ScalpSnapshot snapshot = state.snapshot();
    if (state.isChecked() && snapshot != null) {
      ScalpAnalysis made =
          ScalpAnalysis.of(snapshot, rules, settings.analysis().options(), event.ts());
      analysis = made;
      opinion = judge(made, event.ts());
    }
  }

  private Opinion judge(ScalpAnalysis made, EventTime now) {
    ScalpCheck failure = made.failure();
    if (failure != null) {
      return skip(failure);
    }
    if (made.signalHash().equals(traded)) {
      return new Opinion.Skip(
          "DUPLICATE_SIGNAL", "one signal per setup", made::signalHash, () -> "another setup");
    }
    ScalpIdea idea = made.idea();
    ScalpScore score = made.score();
    ScalpLimits limits = made.limits();
    Quote quote = made.snapshot().quote();
    Double atr1 = made.snapshot().volatility().atr1().orNull();
    if (idea == null || score == null || limits == null || quote == null || atr1 == null) {
      throw new IllegalStateException("allowed without score, idea or quote: " + made);
    }
    for (ScalpCheck check : preExecution(made, idea, limits, quote, now)) {
      if (!check.met()) {
        return skip(check);
      }
    }
    traded = made.signalHash();
    return new Opinion.Wish(
        idea.side(),
        idea.entry(),
        made.rules().volume(),
        settings.exitPlan(idea, atr1),
        score.total() / ScalpScore.MOST,
        made.evidence());
  }

  private List<ScalpCheck> preExecution(
      ScalpAnalysis made, ScalpIdea idea, ScalpLimits limits, Quote quote, EventTime now) {
    return new PreExecution(limits, settings.analysis().preExecution())
        .checks(
            idea,
            new PreExecution.Moment(now, Duration.ZERO, quote),
            made.snapshot().spread(),
            made.snapshot().lowVolume());
  }

  private static Opinion skip(ScalpCheck check) {
    return new Opinion.Skip(check.reason(), check.name(), check::value, check::limit);
  }
}
