package io.tapeline.core.indicator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Volume by price (IND-VPROFILE). Bin i reaches from {@code lowest + i × width} to the next, which
 * begins where it ends; the edges are exact prices. With width zero there is one bin, a single
 * price.
 */
public final class Histogram {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final double VALUE_AREA = 0.70;
  private static final double HIGH_VOLUME = 2.0;
  private static final double LOW_VOLUME = 0.5;
  private static final double FULL_STRENGTH = 0.10;

  private final BigDecimal lowest;
  private final BigDecimal width;
  private final double[] volumes;
  private final double total;

  /**
   * The part of the prices around the point of control in which 70 % of the volume was traded.
   *
   * @param low lower edge of its lowest bin (VAL), {@code high} upper edge of its highest (VAH)
   */
  public record ValueArea(BigDecimal low, BigDecimal high) {}

  /**
   * @param lowest lower edge of the first bin
   * @param volumes volume of each bin, at least one, none negative
   */
  public Histogram(BigDecimal lowest, BigDecimal width, double[] volumes) {
    if (volumes.length == 0 || (width.signum() == 0 && volumes.length > 1)) {
      throw new IllegalArgumentException(volumes.length + " bins of width " + width);
    }
    this.lowest = lowest;
    this.width = width;
    this.volumes = volumes.clone();
    double sum = 0;
    for (double volume : volumes) {
      sum += volume;
    }
    this.total = sum;
  }

  public int bins() {
    return volumes.length;
  }

  public double volume(int bin) {
    return volumes[bin];
  }

  public double total() {
    return total;
  }

  /** Lower edge of a bin; of the number of bins the upper edge of the last. */
  public BigDecimal edge(int bin) {
    return lowest.add(width.multiply(BigDecimal.valueOf(bin)));
  }

  /** Middle of a bin. */
  public BigDecimal centre(int bin) {
    return edge(bin).add(width.divide(TWO));
  }

  /**
   * The bin of the point of control: that of most volume, of several the one closest to the middle,
   * then the lower.
   */
  public int pointOfControl() {
    int best = 0;
    for (int bin = 1; bin < volumes.length; bin++) {
      boolean more = Thresholds.above(share(bin), share(best));
      boolean equal = !more && Thresholds.atLeast(share(bin), share(best));
      if (more || (equal && fromMiddle(bin) < fromMiddle(best))) {
        best = bin;
      }
    }
    return best;
  }

  /** Distance to the middle in half bins. */
  private int fromMiddle(int bin) {
    return Math.abs(2 * bin + 1 - volumes.length);
  }

  /** Part of the whole volume, 0 to 1. */
  private double share(int bin) {
    return total > 0 ? volumes[bin] / total : 0;
  }

  /** The classical rule compares {@code step} bins to each side, 1 or 2; the larger side joins. */
  public ValueArea valueArea(int step) {
    int low = pointOfControl();
    int high = low;
    double sum = share(low);
    while (Thresholds.below(sum, VALUE_AREA) && (low > 0 || high < volumes.length - 1)) {
      int top = Math.min(high + step, volumes.length - 1);
      int bottom = Math.max(low - step, 0);
      double above = shares(high + 1, top);
      double below = shares(bottom, low - 1);
      boolean up = high < volumes.length - 1 && (low == 0 || Thresholds.atLeast(above, below));
      if (up) {
        high = top;
        sum += above;
      } else {
        low = bottom;
        sum += below;
      }
    }
    return new ValueArea(edge(low), edge(high + 1));
  }

  private double shares(int from, int to) {
    double sum = 0;
    for (int bin = from; bin <= to; bin++) {
      sum += share(bin);
    }
    return sum;
  }

  /** Bins of high volume: local maxima of at least twice the mean of the bins with volume. */
  public List<Integer> highNodes() {
    List<Integer> nodes = new ArrayList<>();
    double least = HIGH_VOLUME * meanOfFilled();
    for (int bin = 0; bin < volumes.length; bin++) {
      boolean peak =
          Thresholds.above(at(bin), at(bin - 1)) && Thresholds.atLeast(at(bin), at(bin + 1));
      if (peak && Thresholds.atLeast(at(bin), least)) {
        nodes.add(bin);
      }
    }
    return nodes;
  }

  /** Bins of low volume: local minima of at most half that mean, between two of high volume. */
  public List<Integer> lowNodes() {
    List<Integer> highs = highNodes();
    List<Integer> nodes = new ArrayList<>();
    if (highs.size() < 2) {
      return nodes;
    }
    for (int bin = highs.getFirst() + 1; bin < highs.getLast(); bin++) {
      boolean trough =
          Thresholds.below(at(bin), at(bin - 1)) && Thresholds.atMost(at(bin), at(bin + 1));
      if (trough && isLow(bin)) {
        nodes.add(bin);
      }
    }
    return nodes;
  }

  /** Whether a bin has at most half that mean. */
  public boolean isLow(int bin) {
    return Thresholds.atMost(share(bin), LOW_VOLUME * meanOfFilled());
  }

  /** 0 to 1, which is a tenth of the whole volume or more. */
  public double strength(int bin) {
    return Math.min(1, share(bin) / FULL_STRENGTH);
  }

  /** Part of the whole volume; none beyond the ends. */
  private double at(int bin) {
    return bin < 0 || bin >= volumes.length ? 0 : share(bin);
  }

  /** As a part of the whole volume. */
  private double meanOfFilled() {
    int filled = 0;
    for (double volume : volumes) {
      filled += volume > 0 ? 1 : 0;
    }
    return filled == 0 ? 0 : 1.0 / filled;
  }
}
