package io.tapeline.core.signal;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.OrderType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a position is to be opened.
 *
 * @param limit worst price, null for a market order
 * @param postOnly refused by the venue rather than filled at once
 * @param goodFor what is not filled by then is cancelled; zero: as long as the venue's settings say
 */
public record EntryOrder(
    OrderType type, @Nullable Price limit, boolean postOnly, Duration goodFor) {

  /** At the market. */
  public static final EntryOrder MARKET =
      new EntryOrder(OrderType.MARKET, null, false, Duration.ZERO);

  public EntryOrder {
    if ((type == OrderType.LIMIT) != (limit != null)) {
      throw new IllegalArgumentException("a limit order has a limit, another has none");
    }
  }

  /** Rests at this price, or is refused. */
  public static EntryOrder postOnly(Price limit, Duration goodFor) {
    return new EntryOrder(OrderType.LIMIT, limit, true, goodFor);
  }

  /** The same with its limit on the tick grid: a buyer's down, a seller's up (CATALOGUE 1.1). */
  public EntryOrder onTicks(Side side, Instrument instrument) {
    if (limit == null) {
      return this;
    }
    Price rounded =
        side == Side.BUY
            ? instrument.floorToTick(limit.value())
            : instrument.ceilToTick(limit.value());
    return new EntryOrder(type, rounded, postOnly, goodFor);
  }
}
