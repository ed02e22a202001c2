package io.tapeline.core.indicator;

import org.jspecify.annotations.Nullable;

/**
 * IND-ENGULF: the newest candle's body encloses that of the one before, of the other colour, on one
 * side strictly; it is at least 1.2 times as long and half the micro volatility. Neither may be
 * synthetic. Ready with the range it is given.
 */
public final class Engulfing extends CandleIndicator<Bias> {

  private static final double TO_BODY = 1.2;
  private static final double TO_RANGE = 0.5;

  private final CandleIndicator<Double> atr1;
  private @Nullable Bar before;
  private Bias bias = Bias.NONE;

  /**
   * @param atr1 micro volatility, in price units; driven by this indicator
   */
  public Engulfing(CandleIndicator<Double> atr1) {
    this.atr1 = atr1;
  }

  @Override
  void startSegment() {
    atr1.startSegment();
    before = null;
    bias = Bias.NONE;
  }

  @Override
  void add(Bar bar) {
    atr1.add(bar);
    Double range = atr1.reading().orNull();
    Bar previous = before;
    bias = Bias.NONE;
    if (range != null && previous != null && !bar.isSynthetic()) {
      bias = judge(previous, bar, range);
    }
    before = bar.isSynthetic() ? null : bar;
  }

  private static Bias judge(Bar previous, Bar bar, double range) {
    boolean strong =
        Thresholds.atLeastTimes(bar.body(), TO_BODY, previous.body())
            && Thresholds.atLeastTimes(bar.body(), TO_RANGE, range);
    if (!strong) {
      return Bias.NONE;
    }
    boolean strict = bar.open() != previous.close() || bar.close() != previous.open();
    if (previous.isBearish()
        && bar.isBullish()
        && strict
        && bar.open() <= previous.close()
        && bar.close() >= previous.open()) {
      return Bias.BUY;
    }
    return previous.isBullish()
            && bar.isBearish()
            && strict
            && bar.open() >= previous.close()
            && bar.close() <= previous.open()
        ? Bias.SELL
        : Bias.NONE;
  }

  @Override
  public Reading<Bias> reading() {
    return atr1.reading().map(_ -> bias);
  }
}
