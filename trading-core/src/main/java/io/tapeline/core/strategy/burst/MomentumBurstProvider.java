package io.tapeline.core.strategy.burst;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.strategy.StrategyMaker;
import io.tapeline.core.strategy.StrategyProvider;
import java.time.Duration;

/** Makes {@link MomentumBurst}s, set by {@code tapeline.burst.*}. */
public final class MomentumBurstProvider implements StrategyProvider {

  @Override
  public StrategyId id() {
    return MomentumBurst.ID;
  }

  @Override
  public StrategyMaker configure(SettingsReader settings) {
    return new Maker(BurstSettings.read(settings));
  }

  private record Maker(BurstSettings settings) implements StrategyMaker {

    @Override
    public Strategy make(Instrument instrument) {
      return new MomentumBurst(settings);
    }

    @Override
    public Duration reach() {
      return settings.window().plusSeconds(BurstSettings.MEAN_SECONDS + 2);
    }
  }
}
