package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.KrakenRest;
import io.tapeline.marketdata.rest.VenueException;

/** Kraken: all its trades, and the newest 720 candles of each length. */
final class KrakenHistory implements HistorySource {

  private final KrakenRest rest;
  private final Patience patience;
  private final int tradesPage;

  KrakenHistory(KrakenRest rest, Patience patience, int tradesPage) {
    this.rest = rest;
    this.patience = patience;
    this.tradesPage = tradesPage;
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
    return new KrakenTradePages(rest, patience, tradesPage, symbol, range);
  }

  @Override
  public Pages candles(String symbol, Timeframe timeframe, Range range) throws HistoryException {
    if (timeframe == Timeframe.S1) {
      throw new HistoryException(
          "kraken has no 1s candles: add --from-trades to make them of its trades");
    }
    return new KrakenCandlePages(rest, patience, symbol, timeframe, range);
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
