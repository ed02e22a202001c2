package io.tapeline.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact price in the quote currency per unit; strictly positive.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><td>price − price</td><td>{@link BigDecimal} price difference</td></tr>
 * <tr><td>price × quantity</td><td>{@link Money}</td></tr>
 * <tr><td>price × (1 + fraction)</td><td>{@link BigDecimal}, to be rounded to a tick by purpose</td></tr>
 * </table>
 *
 * Equality is numeric: 1.50 equals 1.5. The scale of the source is kept for printing.
 */
public record Price(BigDecimal value) implements Comparable<Price> {

  public Price {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException("price must be above zero: " + value.toPlainString());
    }
  }

  /**
   * The price written as a plain decimal string; throws {@link NumberFormatException} otherwise.
   */
  public static Price of(String text) {
    return new Price(new BigDecimal(text));
  }

  /** This price less another: a difference in quote currency, may be negative. */
  public BigDecimal minus(Price other) {
    return value.subtract(other.value);
  }

  /** Price times quantity: the notional in quote currency (contract size one). */
  public Money times(Quantity quantity) {
    return new Money(value.multiply(quantity.value()));
  }

  /** This price moved by a fraction of itself (0.0015 = +0.15 %), not rounded. */
  public BigDecimal movedBy(BigDecimal fraction) {
    return value.add(value.multiply(fraction));
  }

  /** The multiple of {@code tick} nearest to {@code raw} on the side {@code mode} names. */
  public static Price onTick(BigDecimal raw, BigDecimal tick, RoundingMode mode) {
    return new Price(Multiples.round(raw, tick, mode));
  }

  public boolean isAbove(Price other) {
    return value.compareTo(other.value) > 0;
  }

  public boolean isBelow(Price other) {
    return value.compareTo(other.value) < 0;
  }

  @Override
  public int compareTo(Price other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Price price && value.compareTo(price.value) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(value.doubleValue());
  }

  /** Plain decimal digits, never an exponent. */
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
