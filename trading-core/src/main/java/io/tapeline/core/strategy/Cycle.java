package io.tapeline.core.strategy;

import io.tapeline.core.time.EventTime;
import java.time.Duration;

/**
 * When a strategy that judges by the clock is due: on the first event at or after each multiple of
 * an interval. Cycles cannot overlap; those without an event are passed over.
 */
public final class Cycle {

  private final Duration interval;
  private EventTime begun = new EventTime(Long.MIN_VALUE);

  /**
   * @param interval time from a cycle to the next, above zero
   */
  public Cycle(Duration interval) {
    this.interval = interval;
  }

  /**
   * Takes the time of the next event; true if it is the first one of a cycle. The very first event
   * of all is not: whether an earlier one was is not known.
   */
  public boolean begins(EventTime now) {
    EventTime slot = now.floor(interval);
    if (!slot.isAfter(begun)) {
      return false;
    }
    boolean first = begun.micros() == Long.MIN_VALUE;
    begun = slot;
    return !first;
  }
}
