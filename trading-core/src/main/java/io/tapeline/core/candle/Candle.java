package io.tapeline.core.candle;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;

/**
 * One closed candle.
 *
 * @param origin the market event that closed it
 * @param openTime start, inclusive; the end is openTime + timeframe, exclusive
 * @param trades number of ticks in it
 * @param synthetic true if it was made to fill a short gap (MD-GAP)
 */
public record Candle(
    Origin origin,
    Symbol symbol,
    Timeframe timeframe,
    EventTime openTime,
    Price open,
    Price high,
    Price low,
    Price close,
    Quantity volume,
    long trades,
    boolean synthetic)
    implements Event {

  /** Instrument, timeframe and open time. */
  @Override
  public String id() {
    return symbol + "/" + timeframe.label() + "@" + openTime.micros();
  }
}
