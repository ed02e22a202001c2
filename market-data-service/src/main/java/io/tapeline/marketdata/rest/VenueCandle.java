package io.tapeline.marketdata.rest;

import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;

/** One candle as a venue reports it: exact numbers, not judged. */
public record VenueCandle(
    EventTime openTime,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    BigDecimal volume) {}
