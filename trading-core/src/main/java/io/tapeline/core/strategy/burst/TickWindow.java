package io.tapeline.core.strategy.burst;

import io.tapeline.core.market.Tick;
import io.tapeline.core.time.EventTime;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * S2-BUFFER: the ticks of the last window, the last tick before them (the reference), and the
 * volume of each second. All figures are statistics, so doubles.
 *
 * <p>Highest and lowest price come from two monotonic queues: constant time per tick on average.
 */
final class TickWindow {

  private record Point(long micros, double price) {}

  private final long windowMicros;
  private final int minTicks;
  private final long maxGapMicros;
  private final ArrayDeque<Point> ticks = new ArrayDeque<>();
  private final ArrayDeque<Point> highs = new ArrayDeque<>();
  private final ArrayDeque<Point> lows = new ArrayDeque<>();
  private final SecondVolumes volumes = new SecondVolumes(BurstSettings.MEAN_SECONDS + 2);
  private @Nullable Point reference;
  private long lastMicros = Long.MIN_VALUE;
  private long firstMicros;
  private long dropped;

  TickWindow(BurstSettings settings) {
    this.windowMicros = EventTime.micros(settings.window());
    this.minTicks = settings.minTicks();
    this.maxGapMicros = EventTime.micros(settings.maxGap());
  }

  /** Takes a tick in; returns false if it is older than the last one and was dropped. */
  boolean add(Tick tick) {
    long now = tick.ts().micros();
    if (now < lastMicros) {
      dropped++;
      return false;
    }
    if (lastMicros == Long.MIN_VALUE || now - lastMicros > maxGapMicros) {
      clear();
      firstMicros = now;
    }
    lastMicros = now;
    Point point = new Point(now, tick.price().value().doubleValue());
    ticks.addLast(point);
    pushExtremes(point);
    volumes.add(now, tick.size().value().doubleValue());
    evict(now - windowMicros);
    return true;
  }

  /** Ticks may be missing: the window begins anew with the next one. */
  void restart() {
    clear();
    lastMicros = Long.MIN_VALUE;
  }

  private void clear() {
    ticks.clear();
    highs.clear();
    lows.clear();
    volumes.clear();
    reference = null;
  }

  private void pushExtremes(Point point) {
    while (!highs.isEmpty() && highs.getLast().price() <= point.price()) {
      highs.removeLast();
    }
    highs.addLast(point);
    while (!lows.isEmpty() && lows.getLast().price() >= point.price()) {
      lows.removeLast();
    }
    lows.addLast(point);
  }

  /** Ticks at or before the start give the reference; ticks before it leave the window. */
  private void evict(long start) {
    while (ticks.size() > 1 && ticks.getFirst().micros() < start) {
      reference = ticks.removeFirst();
    }
    while (highs.getFirst().micros() < start) {
      highs.removeFirst();
    }
    while (lows.getFirst().micros() < start) {
      lows.removeFirst();
    }
    for (Point point : ticks) {
      if (point.micros() > start) {
        break;
      }
      reference = point;
    }
  }

  /** True once there is a reference a whole window back and the window holds enough ticks. */
  boolean isReady() {
    return reference != null && ticks.size() >= minTicks;
  }

  /** Last price at or before the start of the window; asked only when ready. */
  double referencePrice() {
    Point point = reference;
    if (point == null) {
      throw new IllegalStateException("the window has no reference yet");
    }
    return point.price();
  }

  double highest() {
    return highs.getFirst().price();
  }

  double lowest() {
    return lows.getFirst().price();
  }

  int size() {
    return ticks.size();
  }

  /** Microseconds from the first tick after the last gap to the newest. */
  long spanMicros() {
    return ticks.isEmpty() ? 0 : lastMicros - firstMicros;
  }

  SecondVolumes volumes() {
    return volumes;
  }

  /** Ticks dropped because they were out of order. */
  long dropped() {
    return dropped;
  }
}
