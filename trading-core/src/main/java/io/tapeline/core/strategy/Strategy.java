package io.tapeline.core.strategy;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.signal.StrategyId;

/**
 * A strategy on one instrument: market events in, a wish to trade or the reason why not out.
 *
 * <p>{@link #apply} is the only method that changes state; {@link #opinion} tells what the last
 * applied event means and may be asked any number of times.
 */
public interface Strategy {

  StrategyId id();

  /** Takes note of the next event of the instrument. */
  void apply(MarketEvent event);

  /** What the strategy thinks after the last applied event. */
  Opinion opinion();
}
