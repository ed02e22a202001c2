package io.tapeline.protocol.shell;

import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import java.util.function.Consumer;

/** What the runner of a live feed publishes, made anew for every life of it. */
public interface LiveSource {

  /** Connects, and goes on from what is published. */
  LiveFeed open(LiveFeed.Resume resume);

  /** A market-data stage as it is before its first event; asked for before {@link #audience}. */
  Stage stage();

  /** Who is told each event and each candle; called from the runner's thread. */
  Consumer<Event> audience();
}
