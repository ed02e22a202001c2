package io.tapeline.core.strategy;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.StrategyId;
import java.time.Duration;

/**
 * {@code plan}: wishes for nothing of its own. Plans are carried out whatever strategies run; this
 * is for who wants nothing else.
 */
final class PlansOnly implements StrategyProvider, StrategyMaker, Strategy {

  private static final StrategyId ID = new StrategyId("plan");

  @Override
  public StrategyId id() {
    return ID;
  }

  @Override
  public StrategyMaker configure(SettingsReader settings) {
    return this;
  }

  @Override
  public Strategy make(Instrument instrument) {
    return this;
  }

  @Override
  public Duration reach() {
    return Duration.ZERO;
  }

  @Override
  public void apply(MarketEvent event) {}

  @Override
  public Opinion opinion() {
    return Opinion.SILENT;
  }
}
