package io.tapeline.core.strategy.minute;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.strategy.StrategyMaker;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes strategies of closed minutes.
 *
 * @param reach of the ticks and quotes they look at
 * @param candleReach of the minutes they look at
 * @param rank by which their wishes are weighed against others'
 */
public record MinuteMaker(
    Function<Instrument, Strategy> of, Duration reach, Duration candleReach, double rank)
    implements StrategyMaker {

  @Override
  public Strategy make(Instrument instrument) {
    return of.apply(instrument);
  }

  @Override
  public Set<Timeframe> timeframes() {
    return Set.of(Timeframe.M1);
  }

  @Override
  public OptionalDouble weight() {
    return OptionalDouble.of(rank);
  }
}
