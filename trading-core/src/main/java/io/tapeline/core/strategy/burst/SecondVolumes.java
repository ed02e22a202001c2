package io.tapeline.core.strategy.burst;

import java.util.Arrays;

/** Traded volume of the running second and of the seconds before it, in a ring. */
final class SecondVolumes {

  private static final long SECOND = 1_000_000L;

  private final double[] ring;
  private long current = Long.MIN_VALUE;

  /**
   * @param seconds how many seconds are kept, the running one included
   */
  SecondVolumes(int seconds) {
    this.ring = new double[seconds];
  }

  void add(long micros, double volume) {
    advance(Math.floorDiv(micros, SECOND));
    ring[index(current)] += volume;
  }

  private void advance(long second) {
    if (current == Long.MIN_VALUE || second - current >= ring.length) {
      Arrays.fill(ring, 0);
      current = second;
      return;
    }
    while (current < second) {
      current++;
      ring[index(current)] = 0;
    }
  }

  /** Volume of the second so many before the running one, 0 for the running one. */
  double ago(int seconds) {
    return ring[index(current - seconds)];
  }

  /** Mean volume of {@code count} seconds, the newest of which is {@code from} seconds ago. */
  double mean(int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += ago(i);
    }
    return sum / count;
  }

  void clear() {
    Arrays.fill(ring, 0);
    current = Long.MIN_VALUE;
  }

  private int index(long second) {
    return (int) Math.floorMod(second, (long) ring.length);
  }
}
