package io.tapeline.core.strategy;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.signal.StrategyId;
import java.util.List;

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

  /**
   * Takes note of a closed candle of one of the maker's {@link StrategyMaker#timeframes}. It comes
   * just before the event that closed it; each slot once, in order, corrections not at all.
   */
  default void apply(Candle closed) {}

  /** What the strategy thinks after the last applied event. */
  Opinion opinion();

  /**
   * What would have to be met for an entry, as it stands after the last applied event; in the order
   * in which it is asked. Empty if the strategy does not say.
   */
  default List<Condition> conditions() {
    return List.of();
  }
}
