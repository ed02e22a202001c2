package io.tapeline.core.instrument;

import io.tapeline.core.time.EventTime;

/**
 * A stretch of time in which a market is open without a break.
 *
 * @param open first moment
 * @param close first moment after it
 * @param sessionEnd close of the last stretch that positions may be held through to; equal to
 *     {@code close} unless only a pause follows
 */
public record OpenHours(EventTime open, EventTime close, EventTime sessionEnd) {

  public OpenHours {
    if (!open.isBefore(close) || sessionEnd.isBefore(close)) {
      throw new IllegalArgumentException(
          "open %s, close %s and session end %s must follow each other"
              .formatted(open, close, sessionEnd));
    }
  }

  /** True from {@link #open()} inclusive to {@link #close()} exclusive. */
  public boolean contains(EventTime moment) {
    return !moment.isBefore(open) && moment.isBefore(close);
  }
}
