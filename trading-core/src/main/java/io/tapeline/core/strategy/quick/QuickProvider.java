package io.tapeline.core.strategy.quick;

import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.StrategyMaker;
import io.tapeline.core.strategy.StrategyProvider;
import io.tapeline.core.strategy.minute.MinuteMaker;
import java.time.Duration;

/** Makes {@link QuickScalp}s, set by {@code tapeline.quick.*}. */
public final class QuickProvider implements StrategyProvider {

  /** After a thousand candles nothing is left in Wilder's averages of what was before them. */
  private static final Duration CANDLES = Duration.ofHours(17);

  @Override
  public StrategyId id() {
    return QuickScalp.ID;
  }

  @Override
  public StrategyMaker configure(SettingsReader settings) {
    QuickSettings quick = QuickSettings.read(settings);
    return new MinuteMaker(
        instrument -> new QuickScalp(quick, instrument),
        Duration.ZERO,
        CANDLES,
        quick.minute().weight());
  }
}
