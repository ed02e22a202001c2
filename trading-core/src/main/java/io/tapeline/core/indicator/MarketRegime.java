package io.tapeline.core.indicator;

/**
 * IND-REGIME: what kind of market the last twenty closes show, for display. In this order: the
 * population deviation of the ten ten-candle returns above 3 % is HIGH_VOL; a change over the
 * window above 1 % is TREND_UP, below −1 % TREND_DOWN; a deviation below 0.5 % is LOW_VOL; the rest
 * is RANGING. Ready after twenty candles of a segment.
 */
public final class MarketRegime extends Closes<MarketRegime.Regime> {

  private static final int WINDOW = 20;
  private static final int STEP = 10;
  private static final double HIGH = 0.03;
  private static final double LOW = 0.005;
  private static final double TREND = 0.01;

  /** Kinds of market. */
  public enum Regime {
    HIGH_VOL,
    TREND_UP,
    TREND_DOWN,
    LOW_VOL,
    RANGING
  }

  public MarketRegime() {
    super(WINDOW);
  }

  @Override
  Regime of(Ring closes) {
    Ring returns = new Ring(WINDOW - STEP);
    for (int i = WINDOW - STEP - 1; i >= 0; i--) {
      returns.add(closes.ago(i) / closes.ago(i + STEP) - 1);
    }
    double deviation = Math.sqrt(returns.squares(returns.mean()) / returns.size());
    double change = closes.ago(0) / closes.ago(WINDOW - 1) - 1;
    if (Thresholds.above(deviation, HIGH)) {
      return Regime.HIGH_VOL;
    }
    if (Thresholds.above(Math.abs(change), TREND)) {
      return change > 0 ? Regime.TREND_UP : Regime.TREND_DOWN;
    }
    return Thresholds.below(deviation, LOW) ? Regime.LOW_VOL : Regime.RANGING;
  }
}
