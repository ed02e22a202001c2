package io.tapeline.core.strategy.adaptive;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.indicator.Pvd;
import io.tapeline.core.indicator.Pvvm;
import io.tapeline.core.settings.SettingsReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Settings of the adaptive strategy, {@code tapeline.adaptive.*} (CATALOGUE S0, 15.1).
 *
 * @param interval from one judgement to the next
 * @param frames timeframes that have labels; the consensus names the main one
 * @param frameAges a label counts until its candle's close is so many lengths ago
 * @param pvvmCandles closes of PVVM, on the main timeframe
 * @param pvdCandles closes of PVD
 * @param minPvvm least PVVM, basis points
 * @param minPvd least PVD, basis points
 * @param minScore least quality, 0 to 100
 */
record AdaptiveSettings(
    Duration interval,
    Set<Timeframe> frames,
    int frameAges,
    LabelRule labels,
    Consensus consensus,
    int pvvmCandles,
    int pvdCandles,
    double minPvvm,
    double minPvd,
    VolatilitySteps volatility,
    TradeQuality quality,
    double minScore,
    EntrySettings entry,
    ExitSettings exit) {

  /** Where labels come from. */
  enum LabelSource {
    /** Made of the candles. */
    INTERNAL,
    /** Predictions of a file. */
    FILE
  }

  /** What becomes of a consensus to sell. */
  enum ShortMode {
    OFF,
    /** Sold short. */
    MARGIN,
    /** Sold out of what is held. */
    INVENTORY
  }

  /**
   * S0-ENTRY.
   *
   * @param goodFor how long a resting entry waits
   * @param quoteMaxAge oldest quote an entry may be priced by
   */
  record EntrySettings(
      boolean allowShort, boolean allowTaker, Duration goodFor, Duration quoteMaxAge) {

    static EntrySettings read(SettingsReader in) {
      String key = "tapeline.adaptive.short-mode";
      ShortMode mode = in.choice(key, ShortMode.OFF);
      if (mode == ShortMode.INVENTORY) {
        in.mistake(
            key, mode.name(), "OFF or MARGIN: selling out of what is held is not supported yet");
      }
      return new EntrySettings(
          mode == ShortMode.MARGIN,
          in.flag("tapeline.adaptive.allow-taker", false),
          in.seconds("tapeline.adaptive.entry-good-for-s", "15"),
          in.seconds("tapeline.adaptive.quote-max-age-s", "5"));
    }
  }

  /**
   * S0-FIB, S0-PARTIAL, S0-TRAIL.
   *
   * @param partialShare of the quantity opened that is closed at the target
   * @param trailActivate open profit from which the stop follows, a fraction of the entry
   * @param trailStep distance at which it follows, a fraction of the entry
   */
  record ExitSettings(
      Duration minHold,
      Duration maxHold,
      BigDecimal partialShare,
      BigDecimal trailActivate,
      BigDecimal trailStep) {

    private static final int MOST_MILLIS = 7 * 86_400_000;

    static ExitSettings read(SettingsReader in) {
      int index = in.integer("tapeline.adaptive.fib-hold-index", 10, 0, FibonacciHold.LAST_INDEX);
      Duration least = millis(in, "tapeline.adaptive.min-hold-ms", FibonacciHold.least(index), 0);
      String key = "tapeline.adaptive.max-hold-ms";
      Duration most = millis(in, key, FibonacciHold.longest(index, least), 1);
      if (most.compareTo(least) < 0) {
        in.mistake(
            key, Long.toString(most.toMillis()), "at least min-hold-ms, " + least.toMillis());
      }
      return new ExitSettings(
          least,
          most,
          in.decimal("tapeline.adaptive.partial-share", "0.5", "0.01", "1"),
          in.decimal("tapeline.adaptive.trail-activate-pct", "0.002", "0", "0.5"),
          in.decimal("tapeline.adaptive.trail-step-pct", "0.002", "0.000001", "0.5"));
    }

    private static Duration millis(SettingsReader in, String key, Duration byDefault, int least) {
      return Duration.ofMillis(
          in.integer(key, Math.toIntExact(byDefault.toMillis()), least, MOST_MILLIS));
    }
  }

  /** Reads {@code tapeline.adaptive.*}. */
  static AdaptiveSettings read(SettingsReader in) {
    String sourceKey = "tapeline.adaptive.label-source";
    if (in.choice(sourceKey, LabelSource.INTERNAL) == LabelSource.FILE) {
      in.mistake(sourceKey, "FILE", "INTERNAL: labels of a file are not supported yet");
    }
    Set<Timeframe> frames = frames(in);
    Consensus consensus = consensus(in, frames);
    return new AdaptiveSettings(
        Duration.ofMillis(in.integer("tapeline.adaptive.interval-ms", 60_000, 1_000, 3_600_000)),
        frames,
        in.integer("tapeline.adaptive.frame-ages", 2, 1, 1000),
        LabelRule.read(in),
        consensus,
        in.integer("tapeline.adaptive.pvvm-candles", Pvvm.USUAL, 2, 1000),
        in.integer("tapeline.adaptive.pvd-candles", Pvd.USUAL, 2, 1000),
        in.decimal("tapeline.adaptive.min-pvvm-bps", "3.0", "0", "10000").doubleValue(),
        in.decimal("tapeline.adaptive.min-pvd-bps", "2.0", "0", "10000").doubleValue(),
        VolatilitySteps.read(in),
        TradeQuality.read(in),
        in.decimal("tapeline.adaptive.min-score", "60", "0", "100").doubleValue(),
        EntrySettings.read(in),
        ExitSettings.read(in));
  }

  private static Set<Timeframe> frames(SettingsReader in) {
    String key = "tapeline.adaptive.frames";
    String text = in.text(key, "1m,5m,15m,1h");
    Set<Timeframe> frames = EnumSet.noneOf(Timeframe.class);
    for (String each : text.split(",", -1)) {
      try {
        frames.add(Timeframe.of(each.strip()));
      } catch (IllegalArgumentException e) {
        in.mistake(key, text, "timeframes with commas between: " + e.getMessage());
      }
    }
    return frames;
  }

  private static Consensus consensus(SettingsReader in, Set<Timeframe> frames) {
    String key = "tapeline.adaptive.timeframe";
    String text = in.text(key, Timeframe.M1.label());
    Timeframe main = Timeframe.M1;
    try {
      main = Timeframe.of(text);
    } catch (IllegalArgumentException e) {
      in.mistake(key, text, "a timeframe: " + e.getMessage());
    }
    if (!frames.isEmpty() && !frames.contains(main)) {
      in.mistake(key, text, "among tapeline.adaptive.frames");
    }
    String least = "tapeline.adaptive.min-frames";
    int minFrames = in.integer(least, 3, 1, Timeframe.values().length);
    if (!frames.isEmpty() && minFrames > frames.size()) {
      in.mistake(
          least, Integer.toString(minFrames), "at most the number of frames, " + frames.size());
    }
    return new Consensus(
        in.choice("tapeline.adaptive.consensus", Consensus.Mode.UNANIMOUS),
        main,
        minFrames,
        in.decimal("tapeline.adaptive.majority-share", "0.75", "0.501", "1").doubleValue());
  }

  /** The longest window of candles. */
  Duration candleReach() {
    Duration ofMain =
        consensus.main().length().multipliedBy(Math.max(pvvmCandles, pvdCandles) + 1L);
    return frames.stream()
        .map(each -> each.length().multipliedBy(labels.window() + 1L))
        .reduce(ofMain, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }
}
