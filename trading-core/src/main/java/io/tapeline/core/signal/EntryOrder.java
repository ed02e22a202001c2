package io.tapeline.core.signal;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.OrderType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a position is to be opened.
 *
 * @param limit worst price, null for a market order
 * @param postOnly refused by the venue rather than filled at once
 * @param goodFor what is not filled by then is cancelled; zero: as long as the venue's settings say
 * @param rungs of a ladder, the first at {@code limit}, the others at better prices; their
 *     quantities are all of the order. Empty: one order at {@code limit}
 */
public record EntryOrder(
    OrderType type, @Nullable Price limit, boolean postOnly, Duration goodFor, List<Rung> rungs) {

  /** At the market. */
  public static final EntryOrder MARKET =
      new EntryOrder(OrderType.MARKET, null, false, Duration.ZERO);

  private static final MathContext DOWN = new MathContext(18, RoundingMode.DOWN);

  public EntryOrder {
    rungs = List.copyOf(rungs);
    if ((type == OrderType.LIMIT) != (limit != null)) {
      throw new IllegalArgumentException("a limit order has a limit, another has none");
    }
    if (!rungs.isEmpty() && (postOnly || !rungs.getFirst().price().equals(limit))) {
      throw new IllegalArgumentException(
          "a ladder's limit is its first rung's price, and it is not post-only");
    }
  }

  /** One order. */
  public EntryOrder(OrderType type, @Nullable Price limit, boolean postOnly, Duration goodFor) {
    this(type, limit, postOnly, goodFor, List.of());
  }

  /** Rests at this price, or is refused. */
  public static EntryOrder postOnly(Price limit, Duration goodFor) {
    return new EntryOrder(OrderType.LIMIT, limit, true, goodFor);
  }

  /**
   * Several limit orders that are one: what the market offers is taken, the rest rests.
   *
   * @param rungs at least one, the worst price first
   */
  public static EntryOrder ladder(List<Rung> rungs, Duration goodFor) {
    return new EntryOrder(
        OrderType.LIMIT, rungs.getFirst().price(), false, goodFor, List.copyOf(rungs));
  }

  /** True if it is several limit orders. */
  public boolean isLadder() {
    return !rungs.isEmpty();
  }

  /** Average price of the rungs if all of them fill at their limits; only of a ladder. */
  public Price averagePrice() {
    BigDecimal notional = BigDecimal.ZERO;
    BigDecimal quantity = BigDecimal.ZERO;
    for (Rung rung : rungs) {
      notional = notional.add(rung.price().value().multiply(rung.quantity().value()));
      quantity = quantity.add(rung.quantity().value());
    }
    return new Price(notional.divide(quantity, MathContext.DECIMAL64).stripTrailingZeros());
  }

  /** The same with its limits on the tick grid: a buyer's down, a seller's up (CATALOGUE 1.1). */
  public EntryOrder onTicks(Side side, Instrument instrument) {
    if (limit == null) {
      return this;
    }
    return new EntryOrder(
        type,
        onTick(limit, side, instrument),
        postOnly,
        goodFor,
        rungs.stream()
            .map(rung -> new Rung(onTick(rung.price(), side, instrument), rung.quantity()))
            .toList());
  }

  /**
   * The same with no more than this quantity in all: each rung has its share of it, in lots.
   *
   * @param lotStep smallest step of a quantity
   */
  public EntryOrder within(Quantity size, BigDecimal lotStep) {
    Quantity all = quantity();
    if (!isLadder() || all.compareTo(size) <= 0) {
      return this;
    }
    BigDecimal share = size.value().divide(all.value(), DOWN);
    List<Rung> smaller =
        rungs.stream()
            .map(
                rung ->
                    new Rung(
                        rung.price(),
                        new Quantity(rung.quantity().value().multiply(share)).downToLot(lotStep)))
            .toList();
    return new EntryOrder(type, limit, postOnly, goodFor, smaller);
  }

  /** Of all rungs together; zero if it is no ladder. */
  public Quantity quantity() {
    Quantity all = Quantity.ZERO;
    for (Rung rung : rungs) {
      all = all.plus(rung.quantity());
    }
    return all;
  }

  private static Price onTick(Price price, Side side, Instrument instrument) {
    return side == Side.BUY
        ? instrument.floorToTick(price.value())
        : instrument.ceilToTick(price.value());
  }
}
