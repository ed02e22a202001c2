package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.DynamicAtr;
import io.tapeline.core.indicator.MarketSession;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.SpreadTracker;
import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.market.Quote;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.time.EventTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** S3-L1: what has to hold before a trade is looked for at all. */
final class Filters {

  private static final int LAYER = 1;
  private static final double MOST_RANGES = 5;
  private static final double MICROS_PER_SECOND = 1e6;
  private static final String READY = "ready";

  private final ScalpSnapshot snapshot;
  private final @Nullable ScalpLimits limits;
  private final ScalpOptions options;
  private final List<ScalpCheck> checks = new ArrayList<>();

  private Filters(ScalpSnapshot snapshot, @Nullable ScalpLimits limits, ScalpOptions options) {
    this.snapshot = snapshot;
    this.limits = limits;
    this.options = options;
  }

  /**
   * All checks of the layer, in order.
   *
   * @param limits null without a quote
   * @param atr1Least see {@link #atr1Least}
   */
  static List<ScalpCheck> checks(
      ScalpSnapshot snapshot,
      @Nullable ScalpLimits limits,
      double atr1Least,
      ScalpOptions options,
      EventTime now) {
    Filters filters = new Filters(snapshot, limits, options);
    filters.ready(now);
    filters.volatility(atr1Least);
    filters.spread();
    filters.extreme();
    return List.copyOf(filters.checks);
  }

  /** The least micro volatility as it holds now, in price units. */
  static double atr1Least(ScalpSnapshot snapshot, ScalpLimits limits, ScalpOptions options) {
    double base = limits.atr1Least().doubleValue();
    Double mean = snapshot.volatility().meanTrueRange().orNull();
    return options.dynamicAtr() && mean != null ? DynamicAtr.threshold(base, mean) : base;
  }

  private void ready(EventTime now) {
    double age = now.microsSince(snapshot.at()) / MICROS_PER_SECOND;
    double oldest = EventTime.micros(options.snapshotMaxAge()) / MICROS_PER_SECOND;
    Quote quote = snapshot.quote();
    add("QUOTE_NOT_READY", "quote", quote == null ? Texts.NONE : READY, READY, quote != null);
    int candles = snapshot.candles().size();
    add(
        "CANDLES_NOT_READY",
        "minute candles",
        Integer.toString(candles),
        Integer.toString(ScalpSnapshot.LEAST_CANDLES),
        candles >= ScalpSnapshot.LEAST_CANDLES);
    input("VWAP_NOT_READY", "vwap", snapshot.vwap());
    input("ATR1_NOT_READY", "atr1", snapshot.volatility().atr1());
    input("ATR14_NOT_READY", "atr14", snapshot.volatility().atr14());
    input("M1RANGE_NOT_READY", "mean range", snapshot.volatility().meanRange());
    add(
        "DATA_STALE",
        "snapshot age",
        Condition.number(age),
        Condition.number(oldest),
        age <= oldest);
  }

  private void input(String reason, String name, Reading<?> reading) {
    String state =
        switch (reading) {
          case Reading.Ready<?> _ -> READY;
          case Reading.WarmingUp<?>(int have, int need) -> have + " of " + need;
          case Reading.Stale<?>(var age) -> age.toSeconds() + " s old";
          case Reading.Invalid<?>(String why) -> why;
        };
    add(reason, name + " state", state, READY, reading.isReady());
  }

  private void volatility(double atr1Least) {
    ScalpSnapshot.Volatility of = snapshot.volatility();
    double rangeLeast = limits == null ? 0 : limits.rangeLeast().doubleValue();
    atLeast("ATR1_LOW", "atr1", of.atr1().orNull(), atr1Least);
    atLeast("RANGE_LOW", "mean range", of.meanRange().orNull(), rangeLeast);
  }

  private void atLeast(String reason, String name, @Nullable Double value, double least) {
    add(
        reason,
        name,
        value == null ? Texts.NONE : Condition.number(value),
        limits == null ? Texts.NONE : Condition.number(least),
        value != null && limits != null && Thresholds.atLeast(value, least));
  }

  private void spread() {
    Quote quote = snapshot.quote();
    add(
        "SPREAD_ABS",
        "spread",
        quote == null ? Texts.NONE : quote.spread().toPlainString(),
        limits == null ? Texts.NONE : Texts.price(limits.maxSpread()),
        quote != null && limits != null && quote.spread().compareTo(limits.maxSpread()) <= 0);
    SpreadTracker.Spread statistics = snapshot.spread().orNull();
    double mostRatio = SpreadTracker.mostRatio(snapshot.lowVolume());
    atMost(
        "SPREAD_RATIO", "spread ratio", statistics == null ? null : statistics.ratio(), mostRatio);
    atMost(
        "SPREAD_Z", "spread z", statistics == null ? null : statistics.z(), SpreadTracker.MOST_Z);
  }

  /** Met while there are too few samples. */
  private void atMost(String reason, String name, @Nullable Double value, double most) {
    add(
        reason,
        name,
        value == null ? Texts.NONE : Condition.number(value),
        Condition.number(most),
        value == null || Thresholds.atMost(value, most));
  }

  private void extreme() {
    Double atr1 = snapshot.volatility().atr1().orNull();
    Double atr14 = snapshot.volatility().atr14().orNull();
    add(
        "VOL_EXTREME",
        "atr1 of extreme volatility",
        atr1 == null ? Texts.NONE : Condition.number(atr1),
        atr14 == null ? Texts.NONE : Condition.number(MOST_RANGES * atr14),
        atr1 != null && atr14 != null && Thresholds.atMost(atr1, MOST_RANGES * atr14));
    boolean blocked = options.blockPostNy() && snapshot.session() == MarketSession.POST_NY;
    add(
        "POST_NY_BLOCKED",
        "session",
        snapshot.session().name(),
        options.blockPostNy() ? "not POST_NY" : "any",
        !blocked);
  }

  private void add(String reason, String name, String value, String limit, boolean met) {
    checks.add(new ScalpCheck(LAYER, reason, name, value, limit, met));
  }
}
