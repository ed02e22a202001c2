package io.tapeline.marketdata.rest;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/** Numbers of an answer, exactly as written: as text in quotes or as JSON numbers. */
public final class Exact {

  private static final int MOST_DIGITS = 60;
  private static final int MOST_DIGITS_OF_A_TIME = 18;

  private Exact() {}

  /** The number with the scale it is written with; never one written with an exponent. */
  public static BigDecimal decimal(JsonNode node, String what) throws BadField {
    try {
      BigDecimal value =
          node.isString()
              ? new BigDecimal(shortText(node))
              : node.isNumber() ? node.decimalValue() : fail();
      if (Math.abs((long) value.scale()) <= MOST_DIGITS && value.precision() <= MOST_DIGITS) {
        return value.scale() < 0 ? value.setScale(0) : value;
      }
    } catch (NumberFormatException _) {
      // Told below with the others.
    }
    throw new BadField("NOT_A_NUMBER", "%s %s is not a decimal number".formatted(what, text(node)));
  }

  public static long whole(JsonNode node, String what) throws BadField {
    BigDecimal value = decimal(node, what);
    try {
      return value.longValueExact();
    } catch (ArithmeticException _) {
      throw new BadField("NOT_A_NUMBER", "%s %s is not a whole number".formatted(what, text(node)));
    }
  }

  /** A price, above zero. */
  public static Price price(JsonNode node, String what) throws BadField {
    BigDecimal value = decimal(node, what);
    if (value.signum() <= 0) {
      throw new BadField(
          "PRICE_NOT_POSITIVE", what + " " + value.toPlainString() + " is not above zero");
    }
    return new Price(value);
  }

  /** A size, above zero. */
  public static Quantity size(JsonNode node, String what) throws BadField {
    Quantity size = sizeOrZero(node, what);
    if (size.isZero()) {
      throw new BadField("SIZE_NOT_POSITIVE", what + " is not above zero");
    }
    return size;
  }

  /** A size, zero where a level is gone. */
  public static Quantity sizeOrZero(JsonNode node, String what) throws BadField {
    BigDecimal value = decimal(node, what);
    if (value.signum() < 0) {
      throw new BadField("SIZE_NEGATIVE", what + " " + value.toPlainString() + " is below zero");
    }
    return new Quantity(value);
  }

  /** A time in units of 10^-power seconds as whole microseconds; finer digits are cut off. */
  public static EventTime time(JsonNode node, int power) throws BadField {
    BigDecimal micros = decimal(node, "time").scaleByPowerOfTen(6 - power);
    if (micros.signum() <= 0 || micros.precision() - micros.scale() > MOST_DIGITS_OF_A_TIME) {
      throw new BadField("TS_NOT_A_NUMBER", "time %s is no time".formatted(text(node)));
    }
    return new EventTime(micros.setScale(0, RoundingMode.FLOOR).longValueExact());
  }

  private static String shortText(JsonNode node) {
    String text = node.stringValue();
    if (text.length() > MOST_DIGITS + 2) {
      throw new NumberFormatException(text);
    }
    return text;
  }

  private static BigDecimal fail() {
    throw new NumberFormatException();
  }

  private static String text(JsonNode node) {
    String text = node.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /** Why a row is refused. */
  public static final class BadField extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public BadField(String reason, String detail) {
      super(detail, null, false, false);
      this.reason = reason;
    }

    /** Stable upper-case code. */
    public String reason() {
      return reason;
    }

    RefusedRow row(JsonNode original) {
      return new RefusedRow(reason, String.valueOf(getMessage()), original.toString());
    }
  }
}
