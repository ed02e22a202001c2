package io.tapeline.protocol.shell;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A source of market events that tells each one once, as it happens: a venue's stream. It cannot be
 * opened again from its beginning; what it missed while nobody listened it asks the venue for.
 */
public interface LiveFeed extends AutoCloseable {

  /**
   * Something a venue said.
   *
   * @param event the event once it has a number: a market event, or a quarantined input
   * @param seenMicros when it reached this process, epoch microseconds
   */
  record Seen(LongFunction<Event> event, long seenMicros) {}

  /**
   * Where to go on from: the newest that is published of each instrument.
   *
   * @param last empty for an instrument that nothing is kept of
   */
  record Resume(Map<Symbol, Last> last) {

    /** Nothing is published yet. */
    public static final Resume FRESH = new Resume(Map.of());

    public Resume {
      last = Map.copyOf(last);
    }

    /**
     * The newest of one instrument.
     *
     * @param ts time of its newest event
     * @param trade its newest trade with a number, null if none is known
     */
    public record Last(EventTime ts, @Nullable Trade trade) {}

    /**
     * A trade that is published.
     *
     * @param id the venue's number
     */
    public record Trade(long id, EventTime ts) {}
  }

  /**
   * The next thing seen; waits for it no longer than told, and returns null if there is none.
   *
   * @throws IllegalStateException if the feed has given up for good; the message says what to do
   */
  @Nullable Seen poll(Duration wait) throws InterruptedException;

  /** Ends the connection; what was seen and not polled is forgotten. */
  @Override
  void close();
}
