package io.tapeline.core.market;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.time.Origin;

/** Time passes for an instrument although nothing else is said of it. */
public record Heartbeat(Origin origin, Symbol symbol) implements MarketEvent {}
