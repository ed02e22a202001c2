package io.tapeline.core.market;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.Origin;

/** One trade of the market. Two equal trades in a row are two trades. */
public record Tick(Origin origin, Symbol symbol, Price price, Quantity size, Aggressor aggressor)
    implements MarketEvent {}
