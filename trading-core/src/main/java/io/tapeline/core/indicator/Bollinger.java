package io.tapeline.core.indicator;

/**
 * IND-BB: Bollinger bands, the mean of the last n closes and so many population deviations around
 * it (Bollinger 1983). Ready after n candles of a segment.
 */
public final class Bollinger extends CandleIndicator<Bollinger.Bands> {

  /** The usual n. */
  public static final int USUAL = 20;

  /** The usual number of deviations. */
  public static final double USUAL_WIDTH = 2;

  private final double deviations;
  private final Ring closes;
  private double close;

  /**
   * The bands.
   *
   * @param position of the newest close from the lower band, 0, to the upper, 1; beyond them it
   *     stays there, and between bands without width it is 0.5
   */
  public record Bands(double middle, double upper, double lower, double position) {}

  /**
   * @param n closes, above zero
   * @param deviations to each side
   */
  public Bollinger(int n, double deviations) {
    this.closes = new Ring(n);
    this.deviations = deviations;
  }

  @Override
  void startSegment() {
    closes.clear();
  }

  @Override
  void add(Bar bar) {
    close = bar.close();
    closes.add(close);
  }

  @Override
  public Reading<Bands> reading() {
    if (!closes.isFull()) {
      return Reading.warmingUp(closes.size(), closes.capacity());
    }
    double mean = closes.mean();
    // The rounded mean of equal closes may differ from them, which is no width.
    double half =
        closes.spread() > 0 ? deviations * Math.sqrt(closes.squares(mean) / closes.size()) : 0;
    double position = half > 0 ? (close - mean + half) / (2 * half) : 0.5;
    return Reading.ready(
        new Bands(mean, mean + half, mean - half, Thresholds.clamp(position, 0, 1)));
  }
}
