package io.tapeline.core.indicator;

import io.tapeline.core.money.Price;
import io.tapeline.core.time.EventTime;

/**
 * A confirmed turning point of the candles (IND-SWING).
 *
 * @param price the high or low of its candle, exact
 * @param openTime of its candle
 * @param index number of its candle among those taken, from 0
 */
public record SwingPoint(Kind kind, Price price, EventTime openTime, long index) {

  /** A high above, or a low below, the candles around it. */
  public enum Kind {
    HIGH,
    LOW
  }

  double value() {
    return price.value().doubleValue();
  }
}
