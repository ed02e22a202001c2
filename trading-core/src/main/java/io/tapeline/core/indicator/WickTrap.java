package io.tapeline.core.indicator;

/**
 * IND-WICK: a long wick on one side of the newest candle. BUY if the lower wick is at least 1.5
 * bodies, 0.3 of the micro volatility and 1.2 upper wicks; SELL mirrored; strong from 2 bodies on.
 * A synthetic candle is none. Ready with the range it is given.
 */
public final class WickTrap extends CandleIndicator<WickTrap.Trap> {

  private static final double TO_BODY = 1.5;
  private static final double STRONG_TO_BODY = 2.0;
  private static final double TO_RANGE = 0.3;
  private static final double TO_OTHER_WICK = 1.2;

  private final double tick;
  private final CandleIndicator<Double> atr1;
  private Trap trap = Trap.NONE;

  /** The trade it speaks for, and whether it is strong. */
  public record Trap(Bias bias, boolean strong) {

    /** No trap. */
    public static final Trap NONE = new Trap(Bias.NONE, false);
  }

  /**
   * @param tick tick size, the least body of a candle
   * @param atr1 micro volatility, in price units; driven by this indicator
   */
  public WickTrap(double tick, CandleIndicator<Double> atr1) {
    this.tick = tick;
    this.atr1 = atr1;
  }

  @Override
  void startSegment() {
    atr1.startSegment();
    trap = Trap.NONE;
  }

  @Override
  void add(Bar bar) {
    atr1.add(bar);
    Double range = atr1.reading().orNull();
    trap = Trap.NONE;
    if (range != null && !bar.isSynthetic()) {
      double body = Math.max(bar.body(), tick);
      if (isLong(bar.lowerWick(), bar.upperWick(), body, range)) {
        trap = new Trap(Bias.BUY, isStrong(bar.lowerWick(), body));
      } else if (isLong(bar.upperWick(), bar.lowerWick(), body, range)) {
        trap = new Trap(Bias.SELL, isStrong(bar.upperWick(), body));
      }
    }
  }

  private static boolean isLong(double wick, double other, double body, double range) {
    return wick > 0
        && Thresholds.atLeastTimes(wick, TO_BODY, body)
        && Thresholds.atLeastTimes(wick, TO_RANGE, range)
        && Thresholds.atLeastTimes(wick, TO_OTHER_WICK, other);
  }

  private static boolean isStrong(double wick, double body) {
    return Thresholds.atLeastTimes(wick, STRONG_TO_BODY, body);
  }

  @Override
  public Reading<Trap> reading() {
    return atr1.reading().map(_ -> trap);
  }
}
