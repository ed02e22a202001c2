package io.tapeline.core.strategy.burst;

import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.time.EventTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * S2: buys or sells short when the price has moved far enough in the last fifteen seconds on enough
 * volume and range (CATALOGUE S2-ENTRY). Judged on each tick.
 *
 * <p>A burst gives one signal: while the conditions go on holding on the following ticks, those are
 * DUPLICATE_SIGNAL, because otherwise the pause after a loss would be used up within milliseconds
 * by the very burst that lost. {@code tapeline.burst.one-signal-per-burst=false} restores a signal
 * on every such tick.
 */
public final class MomentumBurst implements Strategy {

  public static final StrategyId ID = new StrategyId("momentum-burst");

  private static final String NOT_READY = "not ready";

  private final BurstSettings settings;
  private final TickWindow window;
  private @Nullable EventTime quotedAt;
  private @Nullable Tick judged;
  private @Nullable EventTime quotedBefore;
  private Opinion opinion = Opinion.SILENT;
  private boolean inBurst;
  private boolean repeated;

  public MomentumBurst(BurstSettings settings) {
    this.settings = settings;
    this.window = new TickWindow(settings);
  }

  @Override
  public StrategyId id() {
    return ID;
  }

  @Override
  public Opinion opinion() {
    return opinion;
  }

  @Override
  public void apply(MarketEvent event) {
    opinion = Opinion.SILENT;
    switch (event) {
      case Tick tick -> onTick(tick);
      case Quote quote -> quotedAt = quote.ts();
      case BookUpdate ignored -> {}
      case Heartbeat ignored -> {}
      case MissedTick ignored -> {}
      case MissedCandle ignored -> {}
      case FeedGap ignored -> window.restart();
    }
  }

  private void onTick(Tick tick) {
    if (!window.add(tick)) {
      return;
    }
    judged = tick;
    quotedBefore = quotedAt;
    Opinion found = judge(tick);
    boolean holds = found instanceof Opinion.Wish;
    repeated = holds && inBurst && settings.oneSignalPerBurst();
    opinion =
        repeated
            ? new Opinion.Skip(
                "DUPLICATE_SIGNAL", "one signal per burst", () -> "same burst", () -> "new burst")
            : found;
    inBurst = holds;
  }

  private Opinion judge(Tick tick) {
    if (!window.isReady()) {
      double span = window.spanMicros() / 1e6;
      int size = window.size();
      return new Opinion.Skip(
          "BURST_WINDOW_NOT_READY",
          "S2-BUFFER",
          () -> String.format(Locale.ROOT, "%.3f s, %d ticks", span, size),
          () -> "%d s, %d ticks".formatted(settings.window().toSeconds(), settings.minTicks()));
    }
    double price = tick.price().value().doubleValue();
    double reference = window.referencePrice();
    double change = (price - reference) / reference;
    double threshold = settings.entryThreshold().doubleValue();
    if (!Thresholds.atLeast(Math.abs(change), threshold)) {
      return new Opinion.Skip("MOMENTUM_LOW", "change", text(change), text(threshold));
    }
    double volume = volumeNow(tick);
    double mean = meanVolume();
    double multiple = mean > 0 ? volume / mean : 0;
    double spike = settings.volumeSpikeMultiplier().doubleValue();
    if (!(mean > 0 && volume > spike * mean)) {
      return new Opinion.Skip("VOLUME_LOW", "volume multiple", text(multiple), text(spike));
    }
    double range = guard(change, reference);
    double guardLimit = settings.volatilityGuard().doubleValue();
    if (!Thresholds.atLeast(range, guardLimit)) {
      return new Opinion.Skip("GUARD_LOW", "range", text(range), text(guardLimit));
    }
    return direction(tick, change, multiple, range);
  }

  private Opinion direction(Tick tick, double change, double multiple, double range) {
    Side side = change > 0 ? Side.BUY : Side.SELL;
    if (side == Side.SELL && !settings.allowShort()) {
      return new Opinion.Skip("DIRECTION_MISMATCH", "allow-short", () -> "SELL", () -> "BUY only");
    }
    EventTime quoted = quotedAt;
    long age = quoted == null ? Long.MAX_VALUE : tick.ts().microsSince(quoted);
    long oldest = EventTime.micros(settings.quoteMaxAge());
    if (age > oldest) {
      return new Opinion.Skip(
          "DATA_STALE",
          "quote age",
          () -> quoted == null ? "none" : Condition.number(age / 1e6) + " s",
          () -> Condition.number(oldest / 1e6) + " s");
    }
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("reference", Condition.number(window.referencePrice()));
    evidence.put("change", Condition.number(change));
    evidence.put("changeLimit", settings.entryThreshold().toPlainString());
    evidence.put("volumeMultiple", Condition.number(multiple));
    evidence.put("volumeMultipleLimit", settings.volumeSpikeMultiplier().toPlainString());
    evidence.put("range", Condition.number(range));
    evidence.put("rangeLimit", settings.volatilityGuard().toPlainString());
    evidence.put("quoteAgeSeconds", Condition.number(age / 1e6));
    evidence.put("tickPrice", tick.price().toString());
    evidence.put("tickSize", tick.size().toString());
    return new Opinion.Wish(
        side, tick.price(), settings.positionSize(), settings.exitPlan(), 1.0, evidence);
  }

  /** As of the last tick; what needs a full window is {@code not ready} without one. */
  @Override
  public List<Condition> conditions() {
    Tick tick = judged;
    if (tick == null) {
      return List.of();
    }
    boolean ready = window.isReady();
    List<Condition> conditions = new ArrayList<>();
    conditions.add(
        new Condition(
            "window",
            "%s s, %d ticks".formatted(Condition.number(window.spanMicros() / 1e6), window.size()),
            "%d s, %d ticks".formatted(settings.window().toSeconds(), settings.minTicks()),
            ready));
    double reference = ready ? window.referencePrice() : Double.NaN;
    double change = (tick.price().value().doubleValue() - reference) / reference;
    double threshold = settings.entryThreshold().doubleValue();
    conditions.add(
        condition("change", change, threshold, Thresholds.atLeast(Math.abs(change), threshold)));
    conditions.add(volumeCondition(tick, ready));
    double range = ready ? guard(change, reference) : Double.NaN;
    double least = settings.volatilityGuard().doubleValue();
    conditions.add(condition("range", range, least, Thresholds.atLeast(range, least)));
    if (!settings.allowShort()) {
      conditions.add(new Condition("direction", direction(change), "BUY only", change > 0));
    }
    conditions.add(quoteCondition(tick));
    if (settings.oneSignalPerBurst()) {
      conditions.add(
          new Condition(
              "one signal per burst",
              repeated ? "same burst" : "new burst",
              "new burst",
              !repeated));
    }
    return conditions;
  }

  private static String direction(double change) {
    return Double.isNaN(change) ? NOT_READY : change > 0 ? "BUY" : "SELL";
  }

  private Condition volumeCondition(Tick tick, boolean ready) {
    double mean = ready ? meanVolume() : Double.NaN;
    double multiple = mean > 0 ? volumeNow(tick) / mean : mean;
    double spike = settings.volumeSpikeMultiplier().doubleValue();
    return condition(
        "volume multiple", multiple, spike, mean > 0 && volumeNow(tick) > spike * mean);
  }

  private Condition quoteCondition(Tick tick) {
    EventTime quoted = quotedBefore;
    long oldest = EventTime.micros(settings.quoteMaxAge());
    String limit = Condition.number(oldest / 1e6) + " s";
    if (quoted == null) {
      return new Condition("quote age", "none", limit, false);
    }
    long age = tick.ts().microsSince(quoted);
    return new Condition("quote age", Condition.number(age / 1e6) + " s", limit, age <= oldest);
  }

  private static Condition condition(String name, double value, double limit, boolean met) {
    return new Condition(
        name,
        Double.isNaN(value) ? NOT_READY : Condition.number(value),
        Condition.number(limit),
        met);
  }

  private double guard(double change, double reference) {
    return settings.guardMode() == BurstSettings.GuardMode.NET
        ? Math.abs(change)
        : (window.highest() - window.lowest()) / reference;
  }

  private double volumeNow(Tick tick) {
    return settings.volumeMode() == BurstSettings.VolumeMode.TICK
        ? tick.size().value().doubleValue()
        : window.volumes().ago(1);
  }

  private double meanVolume() {
    int newest = settings.volumeMode() == BurstSettings.VolumeMode.TICK ? 1 : 2;
    return window.volumes().mean(newest, BurstSettings.MEAN_SECONDS);
  }

  private static Supplier<String> text(double value) {
    return () -> Condition.number(value);
  }
}
