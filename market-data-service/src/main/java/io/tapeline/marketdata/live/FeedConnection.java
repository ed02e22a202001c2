package io.tapeline.marketdata.live;

import org.jspecify.annotations.Nullable;

/** What brings a venue's events to the desk, on threads of its own. */
public interface FeedConnection extends AutoCloseable {

  void start();

  /** What ended it for good, null if nothing did. */
  @Nullable RuntimeException failure();

  /** Ends it and waits until its threads have ended. */
  @Override
  void close();
}
