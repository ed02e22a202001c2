package io.tapeline.core.strategy.subcent;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;

/**
 * S1-VALID: what is wrong with an order before it is sent.
 *
 * @param offMid furthest distance of a price from the middle, a fraction of it
 */
record OrderValidation(BigDecimal offMid) {

  /** Up to 10 % off the middle. */
  static final OrderValidation USUAL = new OrderValidation(new BigDecimal("0.10"));

  /** Why an order is not sent. */
  enum Fault {
    QUANTITY_BELOW_MIN,
    NOTIONAL_BELOW_MIN,
    PRICE_OFF_TICK,
    QUANTITY_OFF_LOT,
    PRICE_OFF_MID,
    INSUFFICIENT_FUNDS,
    NOT_TRADABLE,
    DUPLICATE_CLIENT_ID
  }

  /** A buy as it would be sent. */
  record Order(String clientId, Price price, Quantity quantity) {}

  /**
   * What it is held against.
   *
   * @param mid of the newest quote
   * @param free quote currency
   * @param tradable whether the venue takes orders
   * @param usedIds client ids of earlier orders
   */
  record Situation(BigDecimal mid, Money free, boolean tradable, Set<String> usedIds) {}

  /** Everything that is wrong with a buy, its maker fee counted; empty if it may be sent. */
  Set<Fault> faults(Order order, Instrument instrument, Situation now) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    Money notional = instrument.notional(order.price, order.quantity);
    add(faults, Fault.QUANTITY_BELOW_MIN, order.quantity.isBelow(instrument.minQty()));
    add(faults, Fault.NOTIONAL_BELOW_MIN, notional.compareTo(instrument.minNotional()) < 0);
    add(faults, Fault.PRICE_OFF_TICK, !isMultiple(order.price.value(), instrument.tickSize()));
    add(faults, Fault.QUANTITY_OFF_LOT, !isMultiple(order.quantity.value(), instrument.lotStep()));
    BigDecimal distance = order.price.value().subtract(now.mid).abs();
    add(faults, Fault.PRICE_OFF_MID, distance.compareTo(now.mid.multiply(offMid)) > 0);
    Money cost = notional.times(BigDecimal.ONE.add(instrument.makerFee()));
    add(faults, Fault.INSUFFICIENT_FUNDS, cost.compareTo(now.free) > 0);
    add(faults, Fault.NOT_TRADABLE, !now.tradable);
    add(faults, Fault.DUPLICATE_CLIENT_ID, now.usedIds.contains(order.clientId));
    return faults;
  }

  private static void add(Set<Fault> faults, Fault fault, boolean there) {
    if (there) {
      faults.add(fault);
    }
  }

  private static boolean isMultiple(BigDecimal value, BigDecimal step) {
    return value.remainder(step).signum() == 0;
  }
}
