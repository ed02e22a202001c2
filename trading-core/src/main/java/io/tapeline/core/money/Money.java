package io.tapeline.core.money;

import java.math.BigDecimal;

/**
 * An exact amount in the account's currency; may be negative. Never rounded by arithmetic.
 *
 * <p>Equality is numeric: 1.50 equals 1.5.
 */
public record Money(BigDecimal value) implements Comparable<Money> {

  public static final Money ZERO = new Money(BigDecimal.ZERO);

  /** The amount written as a plain decimal string. */
  public static Money of(String text) {
    return new Money(new BigDecimal(text));
  }

  public Money plus(Money other) {
    return new Money(value.add(other.value));
  }

  public Money minus(Money other) {
    return new Money(value.subtract(other.value));
  }

  public Money negated() {
    return new Money(value.negate());
  }

  /** This amount times a plain number, exact. */
  public Money times(BigDecimal factor) {
    return new Money(value.multiply(factor));
  }

  public boolean isNegative() {
    return value.signum() < 0;
  }

  public boolean isPositive() {
    return value.signum() > 0;
  }

  @Override
  public int compareTo(Money other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Money money && value.compareTo(money.value) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(value.doubleValue());
  }

  /** Plain decimal digits without trailing zeros, never an exponent. */
  @Override
  public String toString() {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
