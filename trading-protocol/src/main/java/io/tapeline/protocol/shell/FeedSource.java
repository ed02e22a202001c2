package io.tapeline.protocol.shell;

import io.tapeline.core.market.Feed;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import java.io.IOException;
import java.util.function.Consumer;

/** What a feed's runner plays, made anew for every life of it. */
public interface FeedSource {

  /** The feed from its beginning, the same every time. */
  Feed feed() throws IOException;

  /** A market-data stage as it is before its first event. */
  Stage stage();

  /**
   * Who is told each event of the feed and each candle once, also those published before; called
   * from the runner's thread.
   */
  Consumer<Event> audience();
}
