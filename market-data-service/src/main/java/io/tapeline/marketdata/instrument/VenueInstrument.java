package io.tapeline.marketdata.instrument;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instrument as a venue publishes it.
 *
 * @param symbol name that the venue's market data carries
 * @param otherNames further names that the venue has for it
 * @param status the venue's own word; {@code online} and {@code TRADING} mean that it trades
 * @param minNotional smallest order value in quote currency, null where none is published
 * @param fees by volume, the first for who has traded nothing; empty where none are published
 */
public record VenueInstrument(
    String symbol,
    List<String> otherNames,
    String status,
    String base,
    String quote,
    BigDecimal tickSize,
    BigDecimal lotStep,
    BigDecimal minQty,
    @Nullable BigDecimal minNotional,
    List<FeeTier> fees) {

  public VenueInstrument {
    otherNames = List.copyOf(otherNames);
    fees = List.copyOf(fees);
  }

  /** True if this is a name of it, in upper or lower case. */
  public boolean isCalled(String name) {
    return symbol.equalsIgnoreCase(name)
        || otherNames.stream().anyMatch(other -> other.equalsIgnoreCase(name));
  }

  /** True if orders are taken without restriction. */
  public boolean isTrading() {
    return status.equalsIgnoreCase("online") || status.equalsIgnoreCase("trading");
  }

  /** Tapeline's properties of what is published, by their full names. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    put(properties, "base", base);
    put(properties, "quote", quote);
    put(properties, "tick-size", plain(tickSize));
    put(properties, "lot-step", plain(lotStep));
    put(properties, "min-qty", plain(minQty));
    BigDecimal least = minNotional;
    if (least != null) {
      put(properties, "min-notional", plain(least));
    }
    if (!fees.isEmpty()) {
      put(properties, "maker-fee", plain(fees.getFirst().maker()));
      put(properties, "taker-fee", plain(fees.getFirst().taker()));
    }
    return properties;
  }

  private void put(Map<String, String> properties, String field, String value) {
    properties.put(property(symbol, field), value);
  }

  /** Full name of an instrument's property. */
  public static String property(String symbol, String field) {
    return "tapeline.instruments." + symbol + "." + field;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
