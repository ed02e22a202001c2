package io.tapeline.core.strategy.adaptive;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.strategy.StrategyMaker;
import io.tapeline.core.strategy.StrategyProvider;
import java.time.Duration;
import java.util.Set;

/** Makes {@link Adaptive} strategies, set by {@code tapeline.adaptive.*}. */
public final class AdaptiveProvider implements StrategyProvider {

  @Override
  public StrategyId id() {
    return Adaptive.ID;
  }

  @Override
  public StrategyMaker configure(SettingsReader settings) {
    return new Maker(AdaptiveSettings.read(settings));
  }

  private record Maker(AdaptiveSettings settings) implements StrategyMaker {

    @Override
    public Strategy make(Instrument instrument) {
      return new Adaptive(settings, instrument);
    }

    @Override
    public Duration reach() {
      return settings.interval().plus(settings.entry().quoteMaxAge());
    }

    @Override
    public Set<Timeframe> timeframes() {
      return settings.frames();
    }

    @Override
    public Duration candleReach() {
      return settings.candleReach();
    }
  }
}
