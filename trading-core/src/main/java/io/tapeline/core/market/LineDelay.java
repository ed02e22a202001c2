package io.tapeline.core.market;

import io.tapeline.core.stage.Event;

/**
 * How late the line is: the wall-clock time since the market event behind the next input was first
 * seen. The one thing a stage is told of the wall clock, by its shell, and on no topic. Where a
 * tape is replayed in its own order there is none.
 *
 * @param micros microseconds, not negative
 */
public record LineDelay(long micros) implements Event {

  @Override
  public String id() {
    return "delay/" + micros;
  }
}
