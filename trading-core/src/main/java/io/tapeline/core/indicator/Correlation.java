package io.tapeline.core.indicator;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.time.EventTime;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * IND-CORR: Pearson's correlation of two instruments' logarithmic returns from candle to candle,
 * aligned by open time, over the last points that both have. Synthetic candles give no return, nor
 * does a candle that does not follow the one before it. With too few points, or without variance,
 * there is the cautious prior; so it is always ready.
 */
public final class Correlation {

  /** The usual window and the fewest points in it. */
  public static final int USUAL = 120;

  public static final int LEAST = 60;

  /** Priors: within an asset class, and across. */
  public static final double PRIOR_SAME_CLASS = 0.8;

  public static final double PRIOR_OTHERWISE = 0.3;

  private final int window;
  private final int least;
  private final double prior;
  private final Series first = new Series();
  private final Series second = new Series();

  /**
   * A correlation, −1 to 1.
   *
   * @param points common returns it is made of
   * @param measured false if it is the prior
   */
  public record Estimate(double value, int points, boolean measured) {}

  /** Returns by the open time of their second candle. */
  private static final class Series {

    private final NavigableMap<EventTime, Double> returns = new TreeMap<>();
    private @Nullable Candle before;

    void add(Candle candle, int window) {
      Candle last = before;
      before = candle;
      boolean follows =
          last != null
              && !last.synthetic()
              && !candle.synthetic()
              && last.closeTime().equals(candle.openTime());
      if (last != null && follows) {
        returns.put(candle.openTime(), Math.log(close(candle) / close(last)));
        // Common points are among the last two windows, or too rare to be measured.
        while (returns.size() > 2 * window) {
          returns.pollFirstEntry();
        }
      }
    }

    private static double close(Candle candle) {
      return candle.close().value().doubleValue();
    }
  }

  /**
   * @param window most points
   * @param least points from which on it is measured, at least 2
   * @param prior what is taken before
   */
  public Correlation(int window, int least, double prior) {
    if (least < 2 || window < least) {
      throw new IllegalArgumentException("window " + window + " and least " + least);
    }
    this.window = window;
    this.least = least;
    this.prior = prior;
  }

  /** Takes a candle of the first instrument. */
  public void takeFirst(Candle candle) {
    if (candle.revision() == 0) {
      first.add(candle, window);
    }
  }

  /** Takes a candle of the second instrument. */
  public void takeSecond(Candle candle) {
    if (candle.revision() == 0) {
      second.add(candle, window);
    }
  }

  public Estimate estimate() {
    double[] x = new double[window];
    double[] y = new double[window];
    int points = 0;
    for (var each : first.returns.descendingMap().entrySet()) {
      Double other = second.returns.get(each.getKey());
      if (other != null && points < window) {
        x[points] = each.getValue();
        y[points] = other;
        points++;
      }
    }
    double measured = points < least ? Double.NaN : pearson(x, y, points);
    return Double.isNaN(measured)
        ? new Estimate(prior, points, false)
        : new Estimate(measured, points, true);
  }

  /** Pearson's coefficient of the first {@code count} pairs; NaN without variance. */
  static double pearson(double[] x, double[] y, int count) {
    double meanX = 0;
    double meanY = 0;
    double squaresX = 0;
    double squaresY = 0;
    double products = 0;
    for (int i = 0; i < count; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      meanX += dx / (i + 1);
      meanY += dy / (i + 1);
      squaresX += dx * (x[i] - meanX);
      squaresY += dy * (y[i] - meanY);
      products += dx * (y[i] - meanY);
    }
    double scale = Math.sqrt(squaresX) * Math.sqrt(squaresY);
    return scale > 0 ? Thresholds.clamp(products / scale, -1, 1) : Double.NaN;
  }
}
