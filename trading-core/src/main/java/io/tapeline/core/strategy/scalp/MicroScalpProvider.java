package io.tapeline.core.strategy.scalp;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.strategy.StrategyMaker;
import io.tapeline.core.strategy.StrategyProvider;
import java.time.Duration;
import java.util.Set;

/** Makes {@link MicroScalp}s, set by {@code tapeline.plan.*}. */
public final class MicroScalpProvider implements StrategyProvider {

  /** The spread's samples, and the minutes that a spike of order flow is held against. */
  private static final Duration REACH = Duration.ofHours(2);

  /** Monday's day before is Friday. */
  private static final Duration CANDLE_REACH = Duration.ofDays(4);

  @Override
  public StrategyId id() {
    return MicroScalp.ID;
  }

  @Override
  public StrategyMaker configure(SettingsReader settings) {
    return new Maker(MicroScalpSettings.read(settings));
  }

  private record Maker(MicroScalpSettings settings) implements StrategyMaker {

    @Override
    public Strategy make(Instrument instrument) {
      return new MicroScalp(instrument, settings);
    }

    @Override
    public Duration reach() {
      return REACH;
    }

    @Override
    public Set<Timeframe> timeframes() {
      return Set.of(Timeframe.M1);
    }

    @Override
    public Duration candleReach() {
      return CANDLE_REACH;
    }
  }
}
