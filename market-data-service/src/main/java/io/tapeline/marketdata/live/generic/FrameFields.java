package io.tapeline.marketdata.live.generic;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.tape.BadRow;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one frame as texts, and the rules that hold for them: those of tapes (MD-VALID).
 *
 * @param values text by name; what the frame does not have, or has as null, is not in it
 */
record FrameFields(Map<String, Field> values) {

  /**
   * @param text a number's digits as they were sent
   * @param word whether it was sent as a string
   */
  record Field(String text, boolean word) {}

  static final Set<String> NAMES = Set.of("type", "symbol", "ts", "price", "bid", "ask", "volume");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern NOT_PLAIN = Pattern.compile("[\"\\p{Cntrl}]");
  private static final long LAST_MILLI = 253_402_300_799_999L;
  private static final int LONGEST_SYMBOL = 64;
  private static final int LONGEST_NUMBER = 100;
  private static final int LARGEST_EXPONENT = 60;
  private static final int SHOWN = 60;

  TickFrame.Seen seen() throws BadRow {
    Field type = values.get("type");
    if (type == null || !type.word() || !type.text().equals("tick")) {
      throw new BadRow(
          "UNKNOWN_TYPE", type == null ? "no type" : "type '" + shown(type) + "' is not tick");
    }
    Origin origin = new Origin(0, time());
    Symbol symbol = symbol();
    Tick trade = isPair("price", "volume") ? trade(origin, symbol) : null;
    Quote quote = isPair("bid", "ask") ? quote(origin, symbol) : null;
    if (trade == null && quote == null) {
      throw new BadRow("FIELD_MISSING", "neither price and volume nor bid and ask");
    }
    return new TickFrame.Seen(trade, quote);
  }

  private EventTime time() throws BadRow {
    Field ts = values.get("ts");
    if (ts == null) {
      throw new BadRow("TIME_MISSING", "no ts");
    }
    if (!WHOLE_NUMBER.matcher(ts.text()).matches()) {
      throw new BadRow(
          "TS_NOT_A_NUMBER", "ts '" + shown(ts) + "' is not a whole number of milliseconds");
    }
    long millis = Long.parseLong(ts.text());
    if (millis <= 0) {
      throw new BadRow("TS_NOT_POSITIVE", "ts " + millis + " is not above zero");
    }
    if (millis > LAST_MILLI) {
      throw new BadRow(
          "TS_OUT_OF_RANGE", "ts " + millis + " is after the year 9999; it must be milliseconds");
    }
    return new EventTime(millis * 1000);
  }

  private Symbol symbol() throws BadRow {
    Field symbol = values.get("symbol");
    if (symbol == null || (symbol.word() && symbol.text().isBlank())) {
      throw new BadRow("SYMBOL_EMPTY", "no symbol");
    }
    String name = symbol.text().strip();
    if (!symbol.word() || name.length() > LONGEST_SYMBOL || NOT_PLAIN.matcher(name).find()) {
      throw new BadRow(
          "SYMBOL_NOT_PLAIN",
          "symbol '%s' is not a string of at most %d characters without quotes"
              .formatted(shown(symbol), LONGEST_SYMBOL));
    }
    return new Symbol(name);
  }

  private boolean isPair(String one, String other) throws BadRow {
    boolean first = values.containsKey(one);
    boolean second = values.containsKey(other);
    if (first != second) {
      throw new BadRow(
          "FIELD_MISSING", "%s without %s".formatted(first ? one : other, first ? other : one));
    }
    return first;
  }

  private Tick trade(Origin origin, Symbol symbol) throws BadRow {
    Price price = price("price");
    BigDecimal volume = decimal("volume");
    if (volume.signum() <= 0) {
      throw new BadRow(
          "SIZE_NOT_POSITIVE", "volume " + volume.toPlainString() + " is not above zero");
    }
    return new Tick(origin, symbol, price, new Quantity(volume), Aggressor.UNKNOWN);
  }

  private Quote quote(Origin origin, Symbol symbol) throws BadRow {
    Price bid = price("bid");
    Price ask = price("ask");
    int order = bid.compareTo(ask);
    if (order > 0) {
      throw new BadRow("CROSSED_QUOTE", "bid " + bid + " is above ask " + ask);
    }
    if (order == 0) {
      throw new BadRow("LOCKED_QUOTE", "bid " + bid + " equals ask " + ask);
    }
    return new Quote(origin, symbol, bid, null, ask, null);
  }

  private Price price(String name) throws BadRow {
    BigDecimal value = decimal(name);
    if (value.signum() <= 0) {
      throw new BadRow(
          "PRICE_NOT_POSITIVE", name + " " + value.toPlainString() + " is not above zero");
    }
    return new Price(value);
  }

  private BigDecimal decimal(String name) throws BadRow {
    Field field = values.get(name);
    BigDecimal value = field == null ? null : exact(field.text().strip());
    if (value == null) {
      throw new BadRow("NOT_A_NUMBER", name + " '" + shown(field) + "' is not a decimal number");
    }
    return value;
  }

  /** The number with the scale it was sent with, exponents spelled out; null if it is none. */
  private static @Nullable BigDecimal exact(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(text);
      if (Math.abs((long) value.scale()) > LONGEST_NUMBER + LARGEST_EXPONENT) {
        return null;
      }
      return value.scale() < 0 ? value.setScale(0) : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String shown(@Nullable Field field) {
    return field == null ? "" : shown(field.text(), SHOWN);
  }

  /** A text on one line, no longer than so many characters. */
  static String shown(String text, int length) {
    String cut = TickFrames.cut(text, length);
    return (cut.length() < text.length() ? cut + "…" : cut).replaceAll("\\p{Cntrl}", "?");
  }
}
