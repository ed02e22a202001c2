package io.tapeline.marketdata.rest;

import java.util.List;

/**
 * Trades in the order of the answer.
 *
 * @param last where Kraken says the next page begins, nanoseconds since the epoch; for Binance the
 *     highest id of the page, or -1
 * @param refused rows that are no trades
 */
public record TradesPage(List<VenueTrade> trades, long last, List<RefusedRow> refused) {

  public TradesPage {
    trades = List.copyOf(trades);
    refused = List.copyOf(refused);
  }
}
