package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.BinanceRest;
import io.tapeline.marketdata.rest.CandlesPage;
import io.tapeline.marketdata.rest.RefusedRow;
import io.tapeline.marketdata.rest.VenueCandle;
import io.tapeline.marketdata.rest.VenueException;
import io.tapeline.marketdata.rest.VenueException.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Binance's candles, newest page first. A page is a span of as many candles as an answer may hold;
 * its newest slot is the oldest of the page before, and what both say of it must agree.
 *
 * <p>A cursor is {@code OPEN_TIME LINE}: the newest slot of the page, and the line that is known of
 * it, or {@code -}.
 */
final class BinanceCandlePages implements Pages {

  private static final String NONE = "-";
  private static final Duration MICRO = Duration.ofNanos(1000);

  private final BinanceRest rest;
  private final Patience patience;
  private final int pageSize;
  private final String symbol;
  private final Timeframe timeframe;
  private final Range range;

  BinanceCandlePages(
      BinanceRest rest,
      Patience patience,
      int pageSize,
      String symbol,
      Timeframe timeframe,
      Range range) {
    this.rest = rest;
    this.patience = patience;
    this.pageSize = pageSize;
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.range = range;
  }

  @Override
  public String start() {
    return range.to().minus(timeframe.length()).micros() + " " + NONE;
  }

  @Override
  public boolean newestFirst() {
    return true;
  }

  @Override
  public Page page(String cursor) throws VenueException, InterruptedException {
    int blank = cursor.indexOf(' ');
    EventTime newest = new EventTime(Long.parseLong(cursor, 0, blank, 10));
    String known = cursor.substring(blank + 1);
    return patience.untilGood(() -> ask(newest, known));
  }

  private Page ask(EventTime newest, String known) throws VenueException, InterruptedException {
    Duration span = timeframe.length().multipliedBy(pageSize - 1L);
    EventTime oldest = newest.minus(span).max(range.from());
    CandleSeries series = fetch(oldest, newest);
    boolean overlaps = !known.equals(NONE);
    if (overlaps && !series.has(newest)) {
      throw new VenueException(
          Fault.UNREADABLE,
          "binance: candles of '%s' up to %s lack that one, known before"
              .formatted(symbol, newest));
    }
    List<RefusedRow> refused = new ArrayList<>(series.refused());
    List<String> rows = new ArrayList<>();
    for (VenueCandle candle : series.candles()) {
      String line = TapeLines.candle(symbol, timeframe, candle);
      if (!overlaps || !candle.openTime().equals(newest)) {
        rows.add(line);
      } else if (!line.equals(known)) {
        refused.add(CandleSeries.conflict(candle));
      }
    }
    boolean last = oldest.equals(range.from());
    VenueCandle edge = series.at(oldest);
    String next =
        oldest.micros() + " " + (edge == null ? NONE : TapeLines.candle(symbol, timeframe, edge));
    return new Page(rows, refused, next, oldest, last, 0);
  }

  /** Every candle of a span, however few the venue gives at once. */
  private CandleSeries fetch(EventTime oldest, EventTime newest)
      throws VenueException, InterruptedException {
    CandleSeries series = new CandleSeries(timeframe, new Range(oldest, newest.plus(MICRO)));
    EventTime from = oldest;
    while (true) {
      patience.await();
      CandlesPage answer = rest.candles(symbol, timeframe, from, newest, pageSize);
      series.add(answer);
      EventTime reached = series.newest();
      if (reached == null || !reached.isAfter(from) || reached.equals(newest)) {
        return series;
      }
      from = reached;
    }
  }
}
