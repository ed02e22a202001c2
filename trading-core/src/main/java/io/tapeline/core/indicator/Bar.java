package io.tapeline.core.indicator;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.time.EventTime;

/** A candle's figures as doubles, for statistics. Levels are taken from the candle itself. */
record Bar(Candle candle, double open, double high, double low, double close, double volume) {

  static Bar of(Candle candle) {
    return new Bar(
        candle,
        candle.open().value().doubleValue(),
        candle.high().value().doubleValue(),
        candle.low().value().doubleValue(),
        candle.close().value().doubleValue(),
        candle.volume().value().doubleValue());
  }

  boolean isSynthetic() {
    return candle.synthetic();
  }

  EventTime openTime() {
    return candle.openTime();
  }

  EventTime closeTime() {
    return candle.closeTime();
  }

  double range() {
    return high - low;
  }

  double body() {
    return Math.abs(close - open);
  }

  double upperWick() {
    return high - Math.max(open, close);
  }

  double lowerWick() {
    return Math.min(open, close) - low;
  }

  boolean isBullish() {
    return close > open;
  }

  boolean isBearish() {
    return close < open;
  }
}
