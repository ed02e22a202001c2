package io.tapeline.core.strategy.burst;

import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.ExitPlan;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Settings of the momentum burst, {@code tapeline.burst.*} (CATALOGUE S2, 15.2).
 *
 * @param window length of the tick window
 * @param minTicks ticks the window must hold
 * @param maxGap a longer silence between ticks empties the window
 * @param entryThreshold least price change over the window, a fraction
 * @param volumeSpikeMultiplier the last second's volume must exceed the mean so many times
 * @param volatilityGuard least range of the window, a fraction of its reference price
 * @param quoteMaxAge oldest quote an entry may be judged by
 * @param oneSignalPerBurst true: a burst gives one signal, the next only after the conditions
 *     failed; false: every tick on which they hold gives one
 */
public record BurstSettings(
    Duration window,
    int minTicks,
    Duration maxGap,
    BigDecimal entryThreshold,
    BigDecimal volumeSpikeMultiplier,
    VolumeMode volumeMode,
    BigDecimal volatilityGuard,
    GuardMode guardMode,
    boolean allowShort,
    Duration quoteMaxAge,
    Quantity positionSize,
    boolean oneSignalPerBurst,
    ExitPlan exitPlan) {

  /** Seconds whose mean volume the spike is held against. */
  static final int MEAN_SECONDS = 14;

  /** What counts as the volume of now. */
  public enum VolumeMode {
    /** The last completed second. */
    SECOND,
    /** The tick itself. */
    TICK
  }

  /** How the volatility guard measures. */
  public enum GuardMode {
    /** Highest less lowest price of the window. */
    RANGE,
    /** Net change over the window. */
    NET
  }

  /** Reads {@code tapeline.burst.*}. */
  public static BurstSettings read(SettingsReader in) {
    return new BurstSettings(
        in.seconds("tapeline.burst.window-s", "15"),
        in.integer("tapeline.burst.min-ticks", 5, 2, 1_000_000),
        in.seconds("tapeline.burst.max-gap-s", "5"),
        in.decimal("tapeline.burst.entry-threshold", "0.0005", "0.000001", "1"),
        in.decimal("tapeline.burst.volume-spike-multiplier", "1.5", "0", "1000"),
        in.choice("tapeline.burst.volume-mode", VolumeMode.SECOND),
        in.decimal("tapeline.burst.volatility-guard", "0.001", "0", "1"),
        in.choice("tapeline.burst.guard-mode", GuardMode.RANGE),
        in.flag("tapeline.burst.allow-short", true),
        in.seconds("tapeline.burst.quote-max-age-s", "2"),
        new Quantity(
            in.decimal("tapeline.burst.position-size", "1.0", "0.000000001", "1000000000")),
        in.flag("tapeline.burst.one-signal-per-burst", true),
        new ExitPlan(
            in.decimal("tapeline.burst.stop-loss", "0.0005", "0.000001", "0.5"),
            in.decimal("tapeline.burst.profit-target", "0.0015", "0.000001", "1"),
            in.seconds("tapeline.burst.time-stop-s", "8"),
            in.integer("tapeline.burst.flat-candles", 2, 0, 1000),
            in.decimal("tapeline.burst.flat-threshold", "0.00002", "0", "1")));
  }
}
