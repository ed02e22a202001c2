package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.BinanceRest;
import io.tapeline.marketdata.rest.VenueException;

/** Binance spot: all its aggregated trades and all its candles. */
final class BinanceHistory implements HistorySource {

  private final BinanceRest rest;
  private final Patience patience;
  private final int rowsPage;

  BinanceHistory(BinanceRest rest, Patience patience, int rowsPage) {
    this.rest = rest;
    this.patience = patience;
    this.rowsPage = rowsPage;
  }

  @Override
  public EventTime now() throws VenueException, InterruptedException {
    return patience.untilGood(
        () -> {
          patience.await();
          return rest.time();
        });
  }

  @Override
  public Pages trades(String symbol, Range range) {
    return new BinanceTradePages(rest, patience, rowsPage, symbol, range);
  }

  @Override
  public Pages candles(String symbol, Timeframe timeframe, Range range) {
    return new BinanceCandlePages(rest, patience, rowsPage, symbol, timeframe, range);
  }

  @Override
  public long requests() {
    return patience.requests();
  }

  @Override
  public long retries() {
    return patience.retries();
  }
}
