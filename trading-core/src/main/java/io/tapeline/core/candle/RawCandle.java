package io.tapeline.core.candle;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;

/**
 * A candle as somebody else says it is, not checked yet ({@link CandleValidator}).
 *
 * @param openTime start, inclusive
 * @param volume units of the base asset
 */
public record RawCandle(
    Symbol symbol,
    Timeframe timeframe,
    EventTime openTime,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    BigDecimal volume) {

  /** When it is over. */
  public EventTime closeTime() {
    return openTime.plus(timeframe.length());
  }

  /** Whether the figures are the same as another's, whatever their scale. */
  boolean hasFiguresOf(RawCandle other) {
    return open.compareTo(other.open) == 0
        && high.compareTo(other.high) == 0
        && low.compareTo(other.low) == 0
        && close.compareTo(other.close) == 0
        && volume.compareTo(other.volume) == 0;
  }
}
