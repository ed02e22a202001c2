package io.tapeline.core.strategy;

import io.tapeline.core.instrument.Instrument;
import java.time.Duration;

/** Makes strategies of one kind with the same settings. */
public interface StrategyMaker {

  /** A strategy as it is before its first event, for one instrument. */
  Strategy make(Instrument instrument);

  /**
   * Market time that the longest window looks back: so much at least is applied again after a
   * restart, before the strategy is asked.
   */
  Duration reach();
}
