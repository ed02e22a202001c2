package io.tapeline.core.time;

import java.time.Duration;
import java.time.Instant;

/** A moment at the source of an event: microseconds since the Unix epoch, UTC. */
public record EventTime(long micros) implements Comparable<EventTime> {

  public static final long MICROS_PER_SECOND = 1_000_000L;

  public EventTime plus(Duration duration) {
    return new EventTime(micros + micros(duration));
  }

  public EventTime minus(Duration duration) {
    return new EventTime(micros - micros(duration));
  }

  /** Microseconds from an earlier moment to this one; negative if it is later. */
  public long microsSince(EventTime earlier) {
    return micros - earlier.micros;
  }

  public boolean isBefore(EventTime other) {
    return micros < other.micros;
  }

  public boolean isAfter(EventTime other) {
    return micros > other.micros;
  }

  /** The later of the two. */
  public EventTime max(EventTime other) {
    return micros >= other.micros ? this : other;
  }

  /** The start of the epoch-aligned bucket of {@code length} that holds this moment. */
  public EventTime floor(Duration length) {
    return new EventTime(Math.floorDiv(micros, micros(length)) * micros(length));
  }

  public Instant toInstant() {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1000);
  }

  /** Whole microseconds of a duration. */
  public static long micros(Duration duration) {
    return duration.getSeconds() * MICROS_PER_SECOND + duration.getNano() / 1000;
  }

  @Override
  public int compareTo(EventTime other) {
    return Long.compare(micros, other.micros);
  }

  @Override
  public String toString() {
    return toInstant().toString();
  }
}
