package io.tapeline.protocol.shell;

/**
 * How fast a feed is played.
 *
 * @param speed multiple of the feed's own time; infinite for as fast as the line takes it
 * @param lockstep whether the line keeps one order, so that every run gives the same result
 * @param window market events that may be under way in the line at once; beyond, the feed waits
 */
public record Pace(double speed, boolean lockstep, int window) {

  public Pace {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed must be above zero: " + speed);
    }
    if (window < 1) {
      throw new IllegalArgumentException("window must be at least 1: " + window);
    }
  }

  /** True if events are held back to the feed's own time. */
  public boolean isTimed() {
    return !Double.isInfinite(speed);
  }

  /**
   * True if the line's progress is watched: always but for a feed that runs free in its own time.
   */
  boolean isWindowed() {
    return lockstep || !isTimed();
  }
}
