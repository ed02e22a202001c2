package io.tapeline.core.indicator;

import io.tapeline.core.indicator.SwingPoint.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * IND-EQLEVEL: prices at which swing highs, or swing lows, lie within a tolerance of each other:
 * where stops gather. Swing points of the last 200 candles are sorted by price and taken together
 * as long as they are within the tolerance of the first; touches less than three candles after the
 * last one do not count. A level is gone once a close is beyond it by more than the tolerance.
 * Ready with the range it is given.
 */
public final class EqualLevels extends CandleIndicator<List<EqualLevels.Level>> {

  private static final int LOOKBACK = 200;
  private static final int APART = 3;
  private static final int TOUCHES = 2;
  private static final double OF_RANGE = 0.25;
  private static final double MOST_PART = 0.0005;

  private final double tick;
  private final CandleIndicator<Double> atr;
  private final Swings swings = new Swings(Swings.USUAL);
  private final List<SwingPoint> points = new ArrayList<>();
  private List<Level> levels = List.of();

  /**
   * A level.
   *
   * @param price mean of its touches
   */
  public record Level(Kind kind, double price, int touches) {}

  /**
   * @param tick tick size, the least tolerance
   * @param atr range of the candles, in price units; driven by this indicator
   */
  public EqualLevels(double tick, CandleIndicator<Double> atr) {
    this.tick = tick;
    this.atr = atr;
  }

  /** A quarter of the range, at least a tick, at most 0.05 % of the price. */
  static double tolerance(double atr, double tick, double price) {
    return Math.max(tick, Math.min(OF_RANGE * atr, MOST_PART * price));
  }

  @Override
  void startSegment() {
    swings.startSegment();
    atr.startSegment();
    points.clear();
    levels = List.of();
  }

  @Override
  void add(Bar bar) {
    atr.add(bar);
    swings.add(bar);
    points.addAll(swings.confirmed());
    points.removeIf(point -> swings.index() - point.index() >= LOOKBACK);
    Double range = atr.reading().orNull();
    if (range == null) {
      return;
    }
    double tolerance = tolerance(range, tick, bar.close());
    List<Level> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (List<SwingPoint> cluster : clusters(kind, tolerance)) {
        if (cluster.size() < TOUCHES) {
          continue;
        }
        Level level = levelOf(kind, cluster);
        if (isBroken(level, bar, tolerance)) {
          points.removeAll(cluster);
        } else {
          found.add(level);
        }
      }
    }
    levels = List.copyOf(found);
  }

  private List<List<SwingPoint>> clusters(Kind kind, double tolerance) {
    List<SwingPoint> sorted = new ArrayList<>();
    for (SwingPoint point : points) {
      if (point.kind() == kind) {
        sorted.add(point);
      }
    }
    sorted.sort(Comparator.comparing(SwingPoint::price).thenComparingLong(SwingPoint::index));
    List<List<SwingPoint>> clusters = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size()
          || Thresholds.aboveTimes(
              sorted.get(i).value() - sorted.get(from).value(), 1, tolerance)) {
        clusters.add(touches(sorted.subList(from, i)));
        from = i;
      }
    }
    return clusters;
  }

  /** Those at least three candles apart, from the oldest on. */
  private static List<SwingPoint> touches(List<SwingPoint> cluster) {
    List<SwingPoint> byTime = new ArrayList<>(cluster);
    byTime.sort(Comparator.comparingLong(SwingPoint::index));
    List<SwingPoint> counted = new ArrayList<>();
    for (SwingPoint point : byTime) {
      if (counted.isEmpty() || point.index() - counted.getLast().index() >= APART) {
        counted.add(point);
      }
    }
    return counted;
  }

  private static Level levelOf(Kind kind, List<SwingPoint> cluster) {
    double sum = 0;
    for (SwingPoint point : cluster) {
      sum += point.value();
    }
    return new Level(kind, sum / cluster.size(), cluster.size());
  }

  private static boolean isBroken(Level level, Bar bar, double tolerance) {
    double beyond = level.kind == Kind.HIGH ? bar.close() - level.price : level.price - bar.close();
    return Thresholds.aboveTimes(beyond, 1, tolerance);
  }

  /** Levels of highs first, each kind by price. */
  @Override
  public Reading<List<Level>> reading() {
    return atr.reading().map(_ -> levels);
  }
}
