package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.VenueException;

/** The history of one venue. */
sealed interface HistorySource permits KrakenHistory, BinanceHistory {

  /** The venue's time. */
  EventTime now() throws VenueException, InterruptedException;

  /** Its trades, oldest first. */
  Pages trades(String symbol, Range range);

  /**
   * Its own candles.
   *
   * @throws HistoryException if it has none of this length
   */
  Pages candles(String symbol, Timeframe timeframe, Range range) throws HistoryException;

  /** Requests made so far. */
  long requests();

  /** Those among them that were made again after a failure. */
  long retries();
}
