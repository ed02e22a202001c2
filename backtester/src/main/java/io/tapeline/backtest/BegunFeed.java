package io.tapeline.backtest;

import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A feed of which it is known when it begins before it is played. */
public final class BegunFeed implements Feed {

  private final Feed feed;
  private final Deque<Event> ahead = new ArrayDeque<>();
  private EventTime start = new EventTime(0);

  /** Reads on to the first market event. */
  public BegunFeed(Feed feed) throws IOException {
    this.feed = feed;
    for (Event input = feed.next(); input != null; input = feed.next()) {
      ahead.add(input);
      if (input instanceof MarketEvent first) {
        start = first.ts();
        break;
      }
    }
  }

  /** Time of the first market event; 1970 of a feed without any. */
  public EventTime start() {
    return start;
  }

  @Override
  public @Nullable Event next() throws IOException {
    Event held = ahead.poll();
    return held == null ? feed.next() : held;
  }

  @Override
  public double progress() {
    return feed.progress();
  }

  @Override
  public void close() throws IOException {
    feed.close();
  }
}
