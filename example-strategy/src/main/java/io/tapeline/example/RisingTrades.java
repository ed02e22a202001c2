package io.tapeline.example;

import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Buys when so many trades in a row were each at a higher price than the one before, all within a
 * window of time. It shows how a strategy is written; it does not earn its fees.
 */
public final class RisingTrades implements Strategy {

  static final StrategyId ID = new StrategyId("rising-trades");

  private final int count;
  private final long windowMicros;
  private final Quantity size;
  private final ExitPlan exitPlan;
  private @Nullable Price last;
  private EventTime firstAt = new EventTime(0);
  private int rising;
  private Opinion opinion = Opinion.SILENT;

  RisingTrades(int count, Duration window, Quantity size, ExitPlan exitPlan) {
    this.count = count;
    this.windowMicros = EventTime.micros(window);
    this.size = size;
    this.exitPlan = exitPlan;
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
      case Tick tick -> onTrade(tick);
      // What was missed is not known: begin anew.
      case FeedGap ignored -> last = null;
      default -> {}
    }
  }

  private void onTrade(Tick tick) {
    Price before = last;
    last = tick.price();
    if (before == null || !tick.price().isAbove(before)) {
      rising = 1;
      firstAt = tick.ts();
      return;
    }
    rising++;
    if (rising < count) {
      return;
    }
    long took = tick.ts().microsSince(firstAt);
    rising = 1;
    firstAt = tick.ts();
    opinion = took <= windowMicros ? wish(tick, took) : tooSlow(took);
  }

  private Opinion wish(Tick tick, long took) {
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("risingTrades", Integer.toString(count));
    evidence.put("tookSeconds", Double.toString(took / 1e6));
    return new Opinion.Wish(Side.BUY, tick.price(), size, exitPlan, 1.0, evidence);
  }

  private Opinion tooSlow(long took) {
    return new Opinion.Skip(
        "RISE_TOO_SLOW",
        "seconds of the rise",
        () -> Double.toString(took / 1e6),
        () -> Double.toString(windowMicros / 1e6));
  }
}
