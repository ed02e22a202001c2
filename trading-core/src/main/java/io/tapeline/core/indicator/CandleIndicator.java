package io.tapeline.core.indicator;

import io.tapeline.core.candle.Candle;

/**
 * An indicator of closed candles. Corrections (revision above 0) are passed over: they are no new
 * candles of the series, and what was decided on the first closing stands.
 *
 * @param <T> what it says
 */
public abstract class CandleIndicator<T> implements Indicator<Candle, T> {

  @Override
  public final void take(Candle candle) {
    if (candle.revision() > 0) {
      return;
    }
    if (candle.startsSegment()) {
      startSegment();
    }
    add(Bar.of(candle));
  }

  /** The next candle is not contiguous with those before: what needs that begins anew (MD-GAP). */
  abstract void startSegment();

  abstract void add(Bar bar);
}
