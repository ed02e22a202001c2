package io.tapeline.protocol.codec;

import com.google.protobuf.ByteString;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.protocol.wire.CommonProto.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Exact decimals on the wire, scale kept. Scale and length are bounded, so that a few hostile bytes
 * cannot become gigabytes of digits.
 */
final class Decimals {

  static final int MAX_SCALE = 1_000;
  static final int MAX_BIG_BYTES = 512;
  private static final int LONG_BITS = Long.SIZE - 1;

  private Decimals() {}

  static Decimal wire(BigDecimal value) {
    BigInteger unscaled = value.unscaledValue();
    Decimal.Builder wire = Decimal.newBuilder().setScale(checkedScale(value.scale()));
    if (unscaled.bitLength() <= LONG_BITS) {
      return wire.setUnscaled(unscaled.longValue()).build();
    }
    byte[] big = unscaled.toByteArray();
    checkBig(big.length);
    return wire.setBig(ByteString.copyFrom(big)).build();
  }

  static Decimal wire(Price price) {
    return wire(price.value());
  }

  static Decimal wire(Quantity quantity) {
    return wire(quantity.value());
  }

  static Decimal wire(Money money) {
    return wire(money.value());
  }

  static BigDecimal number(boolean present, Decimal wire, String field) {
    Fields.require(present, field);
    try {
      return number(wire);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    }
  }

  static Price price(boolean present, Decimal wire, String field) {
    BigDecimal value = number(present, wire, field);
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(
          field + " must be above zero, is " + value.toPlainString());
    }
    return new Price(value);
  }

  static Quantity quantity(boolean present, Decimal wire, String field) {
    BigDecimal value = number(present, wire, field);
    if (value.signum() < 0) {
      throw new IllegalArgumentException(
          field + " must not be below zero, is " + value.toPlainString());
    }
    return new Quantity(value);
  }

  static Money money(boolean present, Decimal wire, String field) {
    return new Money(number(present, wire, field));
  }

  private static BigDecimal number(Decimal wire) {
    int scale = checkedScale(wire.getScale());
    ByteString big = wire.getBig();
    if (big.isEmpty()) {
      return BigDecimal.valueOf(wire.getUnscaled(), scale);
    }
    if (wire.getUnscaled() != 0) {
      throw new IllegalArgumentException("decimal gives both unscaled and big");
    }
    checkBig(big.size());
    return new BigDecimal(new BigInteger(big.toByteArray()), scale);
  }

  private static int checkedScale(int scale) {
    if (scale < -MAX_SCALE || scale > MAX_SCALE) {
      throw new IllegalArgumentException("decimal scale beyond " + MAX_SCALE + ": " + scale);
    }
    return scale;
  }

  private static void checkBig(int length) {
    if (length > MAX_BIG_BYTES) {
      throw new IllegalArgumentException(
          "decimal longer than " + MAX_BIG_BYTES + " bytes: " + length);
    }
  }
}
