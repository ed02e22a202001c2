package io.tapeline.core.strategy.profile;

import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.strategy.StrategyMaker;
import io.tapeline.core.strategy.StrategyProvider;
import io.tapeline.core.strategy.minute.MinuteMaker;
import java.time.Duration;

/** Makes {@link ProfileScalp}s, set by {@code tapeline.profile.*}. */
public final class ProfileProvider implements StrategyProvider {

  /** The mean volume of so many candles before the window is still full where few trade. */
  private static final Duration BEFORE = Duration.ofHours(4);

  @Override
  public StrategyId id() {
    return ProfileScalp.ID;
  }

  @Override
  public StrategyMaker configure(SettingsReader settings) {
    ProfileSettings profile = ProfileSettings.read(settings);
    return new MinuteMaker(
        instrument -> new ProfileScalp(profile, instrument),
        Duration.ZERO,
        profile.profile().lookback().plus(BEFORE),
        profile.minute().weight());
  }
}
