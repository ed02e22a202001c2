package io.tapeline.marketdata.live;

/** How often something has happened in the last ten seconds. Any thread may note and ask. */
final class Rate {

  private static final int SECONDS = 10;

  /** The running second has one, too. */
  private static final int SLOTS = SECONDS + 1;

  private static final long MICROS = 1_000_000;

  private final long[] seconds = new long[SLOTS];
  private final long[] counts = new long[SLOTS];

  synchronized void note(long micros) {
    long second = micros / MICROS;
    int place = (int) (second % SLOTS);
    if (seconds[place] != second) {
      seconds[place] = second;
      counts[place] = 0;
    }
    counts[place]++;
  }

  /** Times a second, over the ten whole seconds before this one. */
  synchronized double perSecond(long nowMicros) {
    long now = nowMicros / MICROS;
    long count = 0;
    for (int place = 0; place < SLOTS; place++) {
      if (seconds[place] < now && seconds[place] >= now - SECONDS) {
        count += counts[place];
      }
    }
    return (double) count / SECONDS;
  }
}
