package io.tapeline.example;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.strategy.StrategyMaker;
import io.tapeline.core.strategy.StrategyProvider;
import java.math.BigDecimal;
import java.time.Duration;

/** Makes {@link RisingTrades}, set by {@code tapeline.rising-trades.*}. */
public final class RisingTradesProvider implements StrategyProvider {

  @Override
  public StrategyId id() {
    return RisingTrades.ID;
  }

  @Override
  public StrategyMaker configure(SettingsReader settings) {
    return new Maker(
        settings.integer("tapeline.rising-trades.count", 5, 2, 1_000),
        settings.seconds("tapeline.rising-trades.window-s", "10"),
        new Quantity(
            settings.decimal("tapeline.rising-trades.position-size", "1", "0.000001", "1000000")),
        new ExitPlan(
            settings.decimal("tapeline.rising-trades.stop-loss", "0.001", "0.000001", "0.5"),
            settings.decimal("tapeline.rising-trades.profit-target", "0.002", "0.000001", "1"),
            settings.seconds("tapeline.rising-trades.time-stop-s", "30"),
            0,
            BigDecimal.ONE));
  }

  private record Maker(int count, Duration window, Quantity size, ExitPlan exitPlan)
      implements StrategyMaker {

    @Override
    public Strategy make(Instrument instrument) {
      return new RisingTrades(count, window, size, exitPlan);
    }

    @Override
    public Duration reach() {
      return window;
    }
  }
}
