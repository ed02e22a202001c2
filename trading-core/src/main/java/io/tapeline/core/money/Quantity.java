package io.tapeline.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount of the base asset (units, shares, lots); zero or more.
 *
 * <p>Equality is numeric: 1.50 equals 1.5. The scale of the source is kept for printing.
 */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {

  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

  public Quantity {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(
          "quantity must not be below zero: " + value.toPlainString());
    }
  }

  /** The quantity written as a plain decimal string. */
  public static Quantity of(String text) {
    return new Quantity(new BigDecimal(text));
  }

  public Quantity plus(Quantity other) {
    return new Quantity(value.add(other.value));
  }

  /** This less another; throws if the result were negative. */
  public Quantity minus(Quantity other) {
    return new Quantity(value.subtract(other.value));
  }

  public Quantity min(Quantity other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Down to a whole number of lot steps, as every order quantity is (CATALOGUE 1.1). */
  public Quantity downToLot(BigDecimal lotStep) {
    return new Quantity(Multiples.round(value, lotStep, RoundingMode.DOWN));
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  public boolean isBelow(Quantity other) {
    return value.compareTo(other.value) < 0;
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity quantity && value.compareTo(quantity.value) == 0;
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
