package io.tapeline.core.market;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Best bid and offer; never crossed or locked.
 *
 * @param bidSize displayed size at the bid, null where the source does not publish it
 * @param askSize displayed size at the ask, null where the source does not publish it
 */
public record Quote(
    Origin origin,
    Symbol symbol,
    Price bid,
    @Nullable Quantity bidSize,
    Price ask,
    @Nullable Quantity askSize)
    implements MarketEvent {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  public Quote {
    if (!ask.isAbove(bid)) {
      throw new IllegalArgumentException("crossed or locked quote: bid " + bid + ", ask " + ask);
    }
  }

  /** The price a market order of this side meets: ask for BUY, bid for SELL. */
  public Price oppositeTouch(Side side) {
    return side == Side.BUY ? ask : bid;
  }

  /** The displayed size a market order of this side meets, null where not published. */
  public @Nullable Quantity oppositeSize(Side side) {
    return side == Side.BUY ? askSize : bidSize;
  }

  /** Ask less bid. */
  public BigDecimal spread() {
    return ask.minus(bid);
  }

  /** The middle, exact. */
  public BigDecimal mid() {
    return bid.value().add(ask.value()).divide(TWO);
  }
}
