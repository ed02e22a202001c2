package io.tapeline.core.market;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One trade of the market. Two equal trades in a row are two trades.
 *
 * @param tradeId the venue's number of it, null where there is none; rises with each trade of an
 *     instrument
 */
public record Tick(
    Origin origin,
    Symbol symbol,
    Price price,
    Quantity size,
    Aggressor aggressor,
    @Nullable Long tradeId)
    implements MarketEvent {

  /** A trade of a source that does not number them. */
  public Tick(Origin origin, Symbol symbol, Price price, Quantity size, Aggressor aggressor) {
    this(origin, symbol, price, size, aggressor, null);
  }
}
