package io.tapeline.core.strategy.scalp;

import io.tapeline.core.plan.PlanSettings;
import io.tapeline.core.plan.scalp.ScalpIdea;
import io.tapeline.core.plan.scalp.ScalpSettings;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the strategy: those of the analysis, and how a position is left.
 *
 * @param trailFrom open profit from which the stop follows, in R
 * @param trailDistance of the stop that follows, in micro volatilities
 * @param timeStop longest time in a position
 */
public record MicroScalpSettings(
    ScalpSettings analysis, BigDecimal trailFrom, BigDecimal trailDistance, Duration timeStop) {

  private static final MathContext DIGITS = new MathContext(9);

  /** Reads {@code tapeline.plan.*}. */
  public static MicroScalpSettings read(SettingsReader in) {
    return new MicroScalpSettings(
        ScalpSettings.read(in),
        in.decimal("tapeline.plan.trail-activate-r", "0.5", "0", "100"),
        in.decimal("tapeline.plan.trail-atr1", "0.3", "0", "100"),
        PlanSettings.read(in).timeStop());
  }

  /** How a position is left that follows an idea at this micro volatility. */
  public ExitPlan exitPlan(ScalpIdea idea, double atr1) {
    BigDecimal distance = BigDecimal.valueOf(atr1).multiply(trailDistance).round(DIGITS);
    return new ExitPlan(
        new Level.At(idea.stop()),
        List.of(Target.whole(new Level.At(idea.target()))),
        new Trailing.RatioAtr(trailFrom, distance),
        false,
        Duration.ZERO,
        timeStop,
        false,
        0,
        BigDecimal.ZERO,
        true);
  }
}
