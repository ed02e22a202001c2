package io.tapeline.marketdata;

import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.protocol.shell.FeedSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The configured feed, opened at start to see that it can be, and again whenever it starts over.
 */
final class Playback implements FeedSource {

  private final MarketDataSettings settings;
  private final Feeds.Opened first;
  private final Instruments instruments;
  private final Played played;
  private final SeriesFigures series;
  private @Nullable Feed unused;
  private @Nullable MarketDataStage stage;

  Playback(
      MarketDataSettings settings,
      Feeds.Opened first,
      Instruments instruments,
      Played played,
      SeriesFigures series) {
    this.settings = settings;
    this.first = first;
    this.instruments = instruments;
    this.played = played;
    this.series = series;
    this.unused = first.feed();
  }

  @Override
  public Feed feed() {
    Feed opened = unused;
    unused = null;
    return opened == null
        ? Objects.requireNonNull(Feeds.open(settings).feed(), "a live feed is not played")
        : opened;
  }

  @Override
  public Stage stage() {
    MarketDataStage made = new MarketDataStage(first.candlePrice(), instruments);
    stage = made;
    return made;
  }

  @Override
  public Consumer<Event> audience() {
    return new Watched(Objects.requireNonNull(stage, "the stage is made first"), played, series);
  }
}
