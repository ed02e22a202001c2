package io.tapeline.core.testing;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Makes contiguous closed candles of one instrument. */
public final class CandleRow {

  private CandleRow() {}

  /**
   * So many candles, the last of which closes at a moment; the first begins a segment. Each opens
   * at the close before it, and its wicks are as long as the margin.
   *
   * @param close gives the close of each by its number from 0 on
   */
  public static List<Candle> ending(
      EventTime end,
      String symbol,
      Timeframe timeframe,
      int count,
      IntFunction<BigDecimal> close,
      BigDecimal margin,
      String volume) {
    List<Candle> candles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigDecimal last = close.apply(i);
      BigDecimal open = i == 0 ? last : close.apply(i - 1);
      EventTime opened = end.minus(timeframe.length().multipliedBy(count - i));
      candles.add(
          new Candle(
              new Origin(1, end),
              new Symbol(symbol),
              timeframe,
              opened,
              new Price(open),
              new Price(open.max(last).add(margin)),
              new Price(open.min(last).subtract(margin)),
              new Price(last),
              Quantity.of(volume),
              10,
              false,
              0,
              i == 0));
    }
    return candles;
  }
}
