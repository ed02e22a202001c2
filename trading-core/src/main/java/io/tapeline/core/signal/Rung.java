package io.tapeline.core.signal;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;

/**
 * One limit order of an entry by several.
 *
 * @param price its limit
 * @param quantity its part of the order's quantity
 */
public record Rung(Price price, Quantity quantity) {}
