package io.tapeline.marketdata.tickserver;

import io.tapeline.core.time.EventTime;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a tick server does, which can be begun any number of times. */
public sealed interface Script permits RandomWalkScript, ScenarioScript, TapeScript {

  /**
   * Begins.
   *
   * @param from time the frames say at the beginning; null for recorded times, where there are any
   */
  Steps begin(@Nullable EventTime from) throws IOException;

  /** What is served, for the banner. */
  String says();

  /** A script under way. */
  interface Steps extends AutoCloseable {

    /** The next step, null at the end. */
    @Nullable Step next() throws IOException;

    /** What could not be served, in words; null if there is nothing. */
    default @Nullable String leftOut() {
      return null;
    }

    @Override
    default void close() throws IOException {}
  }
}
