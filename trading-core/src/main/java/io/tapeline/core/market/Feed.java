package io.tapeline.core.market;

import io.tapeline.core.stage.Event;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A source of market events, already merged, validated and numbered.
 *
 * <p>The same feed opened again gives the same events with the same numbers, so that a restarted
 * reader finds its place by number alone.
 */
public interface Feed extends AutoCloseable {

  /**
   * The next {@link MarketEvent} or {@link io.tapeline.core.quarantine.Quarantined} input, or null
   * at the end of the feed. Market events come with sequence numbers strictly rising from 1,
   * heartbeats of silent instruments included.
   */
  @Nullable Event next() throws IOException;

  /** Share of the feed already delivered, 0 to 1; NaN where the feed has no end. */
  double progress();

  @Override
  void close() throws IOException;
}
