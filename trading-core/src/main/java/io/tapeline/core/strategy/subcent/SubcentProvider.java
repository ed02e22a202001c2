package io.tapeline.core.strategy.subcent;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.strategy.StrategyMaker;
import io.tapeline.core.strategy.StrategyProvider;
import java.time.Duration;
import java.util.Set;

/** Makes {@link Subcent} strategies, set by {@code tapeline.subcent.*}. */
public final class SubcentProvider implements StrategyProvider {

  @Override
  public StrategyId id() {
    return Subcent.ID;
  }

  @Override
  public StrategyMaker configure(SettingsReader settings) {
    return new Maker(SubcentSettings.read(settings));
  }

  private record Maker(SubcentSettings settings) implements StrategyMaker {

    @Override
    public Strategy make(Instrument instrument) {
      return new Subcent(settings, instrument, new TradeFilter.NoVerdict());
    }

    @Override
    public Duration reach() {
      return settings.interval().plus(settings.quoteMaxAge()).plus(settings.trend().window());
    }

    @Override
    public Set<Timeframe> timeframes() {
      return Set.of(Timeframe.M1);
    }

    @Override
    public Duration candleReach() {
      return MinuteFigures.DAY.plusHours(1);
    }
  }
}
