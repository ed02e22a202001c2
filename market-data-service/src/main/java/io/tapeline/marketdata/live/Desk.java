package io.tapeline.marketdata.live;

/** Takes what a venue said, in its order. */
public interface Desk {

  /**
   * Takes it, waiting while the line cannot follow.
   *
   * @param seenMicros when it came, epoch microseconds
   */
  void take(Said said, long seenMicros) throws InterruptedException;
}
