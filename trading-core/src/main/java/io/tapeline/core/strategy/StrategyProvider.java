package io.tapeline.core.strategy;

import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.StrategyId;

/**
 * Makes the strategies of one kind. A jar in the strategies' folder names its providers in {@code
 * META-INF/services/io.tapeline.core.strategy.StrategyProvider}; each has a public constructor
 * without parameters.
 */
public interface StrategyProvider {

  /** What {@code --strategy} calls it, and what its signals bear. */
  StrategyId id();

  /**
   * Reads the settings of this kind. Called before anything starts, so that mistakes and unknown
   * properties show then, and once more for each instrument that has settings of its own.
   *
   * @param settings whatever is asked for here is a property that may be set
   */
  StrategyMaker configure(SettingsReader settings);
}
