package io.tapeline.core.execution;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.CandleBuilder;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import java.util.EnumSet;
import java.util.List;

/**
 * S3-ADVERSE: whether a minute that began after the entry's own has closed against a position and
 * beyond its entry. Minutes are of trades, and of the middle until the first trade after the entry.
 */
final class AdverseCandles {

  private final Side side;
  private final EventTime entryMinute;
  private final CandleBuilder trades;
  private final CandleBuilder middles;
  private boolean traded;
  private boolean seen;

  AdverseCandles(Side side, EventTime entryTs, Instrument instrument) {
    this.side = side;
    this.entryMinute = entryTs.floor(Timeframe.M1.length());
    this.trades = minutes(PriceSource.TRADE, instrument);
    this.middles = minutes(PriceSource.MID, instrument);
  }

  private static CandleBuilder minutes(PriceSource source, Instrument instrument) {
    return new CandleBuilder(
        instrument.symbol(),
        EnumSet.of(Timeframe.M1),
        source,
        CandleBuilder.Settings.LINE,
        instrument.calendar());
  }

  /** Takes an event after the entry. */
  void onMarket(MarketEvent event, Price average) {
    trades.apply(event);
    if (traded) {
      judge(trades.closed(), average);
      return;
    }
    middles.apply(event);
    judge(middles.closed(), average);
    traded = event instanceof Tick;
  }

  private void judge(List<Candle> closed, Price average) {
    for (Candle candle : closed) {
      seen |=
          candle.isFirstOfPrices()
              && candle.openTime().isAfter(entryMinute)
              && isAgainst(candle, average);
    }
  }

  private boolean isAgainst(Candle candle, Price average) {
    Price close = candle.close();
    return side == Side.BUY
        ? close.isBelow(candle.open()) && close.isBelow(average)
        : close.isAbove(candle.open()) && close.isAbove(average);
  }

  /** True from the first such candle on. */
  boolean isSeen() {
    return seen;
  }
}
