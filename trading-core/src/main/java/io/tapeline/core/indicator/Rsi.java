package io.tapeline.core.indicator;

/**
 * IND-RSI: relative strength by Wilder's smoothing (Wilder 1978), 0 to 100. The seeds are the mean
 * gain and loss of the first n changes of a segment; 100 without losses, 0 without gains, 50
 * without either. Ready after n + 1 candles.
 */
public final class Rsi extends CandleIndicator<Double> {

  /** The usual n. */
  public static final int USUAL = 14;

  private static final double WHOLE = 100;
  private static final double MIDDLE = 50;

  private final int n;
  private boolean started;
  private double close;
  private int changes;
  private double gain;
  private double loss;

  /**
   * @param n changes of the average, above zero
   */
  public Rsi(int n) {
    if (n <= 0) {
      throw new IllegalArgumentException("n must be above zero: " + n);
    }
    this.n = n;
  }

  @Override
  void startSegment() {
    started = false;
    changes = 0;
    gain = 0;
    loss = 0;
  }

  @Override
  void add(Bar bar) {
    if (started) {
      double change = bar.close() - close;
      double up = Math.max(0, change);
      double down = Math.max(0, -change);
      if (changes < n) {
        changes++;
        gain += up / n;
        loss += down / n;
      } else {
        gain += (up - gain) / n;
        loss += (down - loss) / n;
      }
    }
    close = bar.close();
    started = true;
  }

  @Override
  public Reading<Double> reading() {
    if (changes < n) {
      return Reading.warmingUp(started ? changes + 1 : 0, n + 1);
    }
    double both = gain + loss;
    return Reading.ready(both > 0 ? WHOLE * gain / both : MIDDLE);
  }
}
