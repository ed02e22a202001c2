package io.tapeline.marketdata.rest;

import io.tapeline.core.market.Aggressor;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;

/**
 * One trade as a venue reports it.
 *
 * @param tradeId the venue's number, rising with each trade of the instrument; Binance's is that of
 *     the aggregated trade
 * @param ts whole microseconds, finer digits cut off
 */
public record VenueTrade(
    long tradeId, EventTime ts, Price price, Quantity size, Aggressor aggressor) {}
