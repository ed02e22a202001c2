package io.tapeline.core.signal;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Where a stop or a target lies: so far from the entry fill, or at a price. */
public sealed interface Level {

  /**
   * So far from the average entry fill.
   *
   * @param fraction of the entry, above zero for a stop; a target eased to break-even may be zero
   */
  record Away(BigDecimal fraction) implements Level {}

  /**
   * At a price, whatever the entry was filled at.
   *
   * @param price on the tick grid or not: it is rounded for its purpose
   */
  record At(Price price) implements Level {}

  /** The price against the position's favour, before rounding. */
  default BigDecimal against(Side entrySide, Price entry) {
    return switch (this) {
      case Away away ->
          entry.movedBy(entrySide == Side.BUY ? away.fraction().negate() : away.fraction());
      case At at -> at.price().value();
    };
  }

  /** The price in the position's favour, before rounding. */
  default BigDecimal inFavour(Side entrySide, Price entry) {
    return against(entrySide.opposite(), entry);
  }

  /** Distance from an entry at this price, a fraction of it, zero or more. */
  default BigDecimal distanceFrom(Price entry) {
    return switch (this) {
      case Away away -> away.fraction();
      case At at ->
          at.price()
              .minus(entry)
              .abs()
              .divide(entry.value(), new MathContext(12, RoundingMode.HALF_EVEN));
    };
  }
}
