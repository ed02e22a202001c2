package io.tapeline.backtest;

import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Plays one-minute candles as four trades each, open, high, low and close with a quarter of the
 * volume, and a quote around the close.
 */
final class CandlePlay implements Feed {

  private static final BigDecimal FOUR = BigDecimal.valueOf(4);
  private static final Quantity TOP = Quantity.of("10");

  private final Iterator<TapeRow.Bar> bars;
  private final BigDecimal halfSpread;
  private final Queue<MarketEvent> due = new ArrayDeque<>();
  private long seq;

  CandlePlay(List<TapeRow.Bar> bars, String halfSpread) {
    this.bars = bars.iterator();
    this.halfSpread = new BigDecimal(halfSpread);
  }

  @Override
  public @Nullable MarketEvent next() {
    if (due.isEmpty() && bars.hasNext()) {
      play(bars.next());
    }
    return due.poll();
  }

  private void play(TapeRow.Bar bar) {
    Quantity quarter = new Quantity(bar.volume().value().divide(FOUR));
    Price[] prices = {bar.open(), bar.high(), bar.low(), bar.close()};
    for (int i = 0; i < prices.length; i++) {
      due.add(
          new Tick(
              origin(bar, 1000 + i * 18_000L),
              bar.symbol(),
              prices[i],
              quarter,
              Aggressor.UNKNOWN));
    }
    due.add(
        new Quote(
            origin(bar, 59_000),
            bar.symbol(),
            new Price(bar.close().value().subtract(halfSpread)),
            TOP,
            new Price(bar.close().value().add(halfSpread)),
            TOP));
  }

  private Origin origin(TapeRow.Bar bar, long millis) {
    return new Origin(++seq, new EventTime(bar.micros() + millis * 1000));
  }

  @Override
  public double progress() {
    return Double.NaN;
  }

  @Override
  public void close() {}
}
