package io.tapeline.core.indicator;

import io.tapeline.core.indicator.SwingPoint.Kind;
import io.tapeline.core.money.Price;
import java.util.ArrayList;
import java.util.List;

/**
 * IND-SWING: fractals. A swing high is above the k highs before it and not below the k after it, so
 * that the first of equal highs wins; lows mirrored. It is told with the k-th candle after it and
 * never changes. Synthetic candles are no swing points. Its reading is the swing points that the
 * newest candle confirmed, the high first; ready after 2 k + 1 candles of a segment.
 */
public final class Swings extends CandleIndicator<List<SwingPoint>> {

  /** The usual k. */
  public static final int USUAL = 2;

  private final int k;
  private final List<Bar> window = new ArrayList<>();
  private List<SwingPoint> confirmed = List.of();
  private long taken;

  /**
   * @param k candles to each side, above zero
   */
  public Swings(int k) {
    if (k <= 0) {
      throw new IllegalArgumentException("k must be above zero: " + k);
    }
    this.k = k;
  }

  @Override
  void startSegment() {
    window.clear();
    confirmed = List.of();
  }

  @Override
  void add(Bar bar) {
    taken++;
    window.add(bar);
    if (window.size() > 2 * k + 1) {
      window.removeFirst();
    }
    confirmed = List.of();
    if (isFull() && !window.get(k).isSynthetic()) {
      look();
    }
  }

  private void look() {
    List<SwingPoint> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (isSwing(kind)) {
        Bar middle = window.get(k);
        found.add(new SwingPoint(kind, level(middle, kind), middle.openTime(), taken - 1 - k));
      }
    }
    confirmed = List.copyOf(found);
  }

  private boolean isSwing(Kind kind) {
    Price middle = level(window.get(k), kind);
    for (int i = 1; i <= k; i++) {
      int before = beyond(middle, level(window.get(k - i), kind), kind);
      int after = beyond(middle, level(window.get(k + i), kind), kind);
      if (before <= 0 || after < 0) {
        return false;
      }
    }
    return true;
  }

  /** Above zero if a level is farther out than another: higher of highs, lower of lows. */
  private static int beyond(Price level, Price other, Kind kind) {
    return kind == Kind.HIGH ? level.compareTo(other) : other.compareTo(level);
  }

  private static Price level(Bar bar, Kind kind) {
    return kind == Kind.HIGH ? bar.candle().high() : bar.candle().low();
  }

  private boolean isFull() {
    return window.size() == 2 * k + 1;
  }

  /** Swing points that the newest candle confirmed. */
  List<SwingPoint> confirmed() {
    return confirmed;
  }

  /** Number of the newest candle, from 0. */
  long index() {
    return taken - 1;
  }

  @Override
  public Reading<List<SwingPoint>> reading() {
    return isFull() ? Reading.ready(confirmed) : Reading.warmingUp(window.size(), 2 * k + 1);
  }
}
