package io.tapeline.marketdata.history;

import io.tapeline.core.time.EventTime;
import java.time.Duration;

/** A span of time: {@code from} is in it, {@code to} is not. */
public record Range(EventTime from, EventTime to) {

  public Range {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("%s is not before %s".formatted(from, to));
    }
  }

  boolean contains(EventTime ts) {
    return !ts.isBefore(from) && ts.isBefore(to);
  }

  long micros() {
    return to.microsSince(from);
  }

  /** How many spans of this length begin in it. */
  long slots(Duration length) {
    return Math.ceilDiv(micros(), EventTime.micros(length));
  }
}
