package io.tapeline.core.order;

import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import java.math.BigDecimal;

/**
 * One fill of an order as its venue reports it.
 *
 * @param venueExecutionId the venue's own id of the fill, unique per order
 * @param fee charged, in account currency, zero or more
 * @param touch the quote side it met, before slippage
 * @param slippageBps price paid beyond the touch, basis points of it, zero or more
 */
public record Execution(
    String venueExecutionId,
    Quantity quantity,
    Price price,
    Money fee,
    Liquidity liquidity,
    Price touch,
    BigDecimal slippageBps) {}
