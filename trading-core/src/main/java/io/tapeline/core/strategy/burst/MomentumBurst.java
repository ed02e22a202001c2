package io.tapeline.core.strategy.burst;

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
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.time.EventTime;
import java.util.LinkedHashMap;
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

  private final BurstSettings settings;
  private final TickWindow window;
  private @Nullable EventTime quotedAt;
  private Opinion opinion = Opinion.SILENT;
  private boolean inBurst;

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
    Opinion found = judge(tick);
    boolean holds = found instanceof Opinion.Wish;
    opinion =
        holds && inBurst && settings.oneSignalPerBurst()
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
    if (!atLeast(Math.abs(change), threshold)) {
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
    if (!atLeast(range, guardLimit)) {
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
          () -> quoted == null ? "none" : number(age / 1e6) + " s",
          () -> number(oldest / 1e6) + " s");
    }
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("reference", number(window.referencePrice()));
    evidence.put("change", number(change));
    evidence.put("changeLimit", settings.entryThreshold().toPlainString());
    evidence.put("volumeMultiple", number(multiple));
    evidence.put("volumeMultipleLimit", settings.volumeSpikeMultiplier().toPlainString());
    evidence.put("range", number(range));
    evidence.put("rangeLimit", settings.volatilityGuard().toPlainString());
    evidence.put("quoteAgeSeconds", number(age / 1e6));
    evidence.put("tickPrice", tick.price().toString());
    evidence.put("tickSize", tick.size().toString());
    return new Opinion.Wish(
        side, tick.price(), settings.positionSize(), settings.exitPlan(), 1.0, evidence);
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

  /** Inclusive comparison with the tolerance of CATALOGUE 1.1. */
  private static boolean atLeast(double value, double limit) {
    return value >= limit - 1e-9 * Math.max(1, Math.abs(limit));
  }

  private static Supplier<String> text(double value) {
    return () -> number(value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
