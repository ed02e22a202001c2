package io.tapeline.marketdata.instrument;

import java.math.BigDecimal;

/**
 * Fees from a traded volume on.
 *
 * @param volume of the last thirty days, in the venue's own currency for it
 * @param maker fee of a resting fill, a fraction of notional; negative is a rebate
 * @param taker fee of a taking fill, a fraction of notional
 */
public record FeeTier(BigDecimal volume, BigDecimal maker, BigDecimal taker) {}
