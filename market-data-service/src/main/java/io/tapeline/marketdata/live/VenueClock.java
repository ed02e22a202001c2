package io.tapeline.marketdata.live;

/**
 * What time it is at a venue, told from the times its events bear and the local times they came at:
 * the local clock less the smallest difference of the last ten minutes. That is the way of the
 * fastest event, and whatever the two clocks differ by, so the time told is never ahead of the
 * venue's own.
 */
public final class VenueClock {

  private static final long SPAN = 300_000_000L;

  private long spanStart = Long.MIN_VALUE;
  private long smallest = Long.MAX_VALUE;
  private long smallestBefore = Long.MAX_VALUE;

  /** Notes an event; both in epoch microseconds. */
  public void note(long venueMicros, long localMicros) {
    if (spanStart == Long.MIN_VALUE || localMicros - spanStart >= SPAN) {
      smallestBefore = smallest;
      smallest = Long.MAX_VALUE;
      spanStart = localMicros;
    }
    smallest = Math.min(smallest, localMicros - venueMicros);
  }

  /** True once anything was noted. */
  public boolean isKnown() {
    return smallest != Long.MAX_VALUE || smallestBefore != Long.MAX_VALUE;
  }

  /** The venue's time at a local time, epoch microseconds; asked only when it is known. */
  public long at(long localMicros) {
    return localMicros - Math.min(smallest, smallestBefore);
  }
}
