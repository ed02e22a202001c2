package io.tapeline.core.strategy.hunt;

import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.StrategyMaker;
import io.tapeline.core.strategy.StrategyProvider;
import io.tapeline.core.strategy.minute.MinuteMaker;
import java.time.Duration;

/** Makes {@link StopHunt}s, set by {@code tapeline.hunt.*}. */
public final class HuntProvider implements StrategyProvider {

  /** The day before a weekend and a holiday. */
  private static final Duration CANDLES = Duration.ofHours(100);

  @Override
  public StrategyId id() {
    return StopHunt.ID;
  }

  @Override
  public StrategyMaker configure(SettingsReader settings) {
    HuntSettings hunt = HuntSettings.read(settings);
    return new MinuteMaker(
        instrument -> new StopHunt(hunt, instrument),
        hunt.book() ? Samples.WINDOW.plusMinutes(1) : Duration.ZERO,
        CANDLES,
        hunt.minute().weight());
  }
}
