package io.tapeline.core.indicator;

import io.tapeline.core.money.Price;
import io.tapeline.core.time.EventTime;

/**
 * Highest and lowest price of a stretch of candles, exact.
 *
 * @param from open time of its first candle
 * @param candles how many it was made of
 */
public record Extremes(Price high, Price low, EventTime from, int candles) {

  static Extremes of(Bar bar) {
    return new Extremes(bar.candle().high(), bar.candle().low(), bar.openTime(), 1);
  }

  Extremes with(Bar bar) {
    Price top = bar.candle().high();
    Price bottom = bar.candle().low();
    return new Extremes(
        top.isAbove(high) ? top : high, bottom.isBelow(low) ? bottom : low, from, candles + 1);
  }
}
