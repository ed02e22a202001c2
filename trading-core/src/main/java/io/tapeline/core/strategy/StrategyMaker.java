package io.tapeline.core.strategy;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;

/** Makes strategies of one kind with the same settings. */
public interface StrategyMaker {

  /** A strategy as it is before its first event, for one instrument. */
  Strategy make(Instrument instrument);

  /**
   * Market time that the longest window looks back: so much at least is applied again after a
   * restart, before the strategy is asked.
   */
  Duration reach();

  /** Closed candles that the strategies take. */
  default Set<Timeframe> timeframes() {
    return Set.of();
  }

  /**
   * How far back the published candles are that the strategies are given after a restart: their
   * longest window of candles.
   */
  default Duration candleReach() {
    return Duration.ZERO;
  }

  /**
   * What the confidence of a wish is multiplied by where several strategies wish on the same event
   * of an instrument: only the greatest product is signalled. Empty: the wishes stand for
   * themselves.
   */
  default OptionalDouble weight() {
    return OptionalDouble.empty();
  }
}
