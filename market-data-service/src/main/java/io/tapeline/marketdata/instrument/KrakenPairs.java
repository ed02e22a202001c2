package io.tapeline.marketdata.instrument;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Kraken's {@code AssetPairs}: currency pairs under the names of its WebSocket v2, {@code BTC/USD}.
 * Fees are published in percent, by the volume of thirty days.
 */
final class KrakenPairs {

  private static final Map<String, String> OWN_NAMES = Map.of("XBT", "BTC", "XDG", "DOGE");

  private KrakenPairs() {}

  /**
   * Reads the answer.
   *
   * @throws VenueException if it is an error of the venue, or no list of pairs
   */
  static VenueListing parse(JsonNode answer) throws VenueException {
    JsonNode errors = answer.path("error");
    if (errors.isArray() && !errors.isEmpty()) {
      throw new VenueException(
          "kraken answers: %s; try again later".formatted(errors.get(0).asString("an error")));
    }
    JsonNode pairs = answer.path("result");
    if (!pairs.isObject()) {
      throw new VenueException("kraken's answer holds no list of pairs; is the address right?");
    }
    List<VenueInstrument> instruments = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (Map.Entry<String, JsonNode> pair : pairs.properties()) {
      try {
        instruments.add(instrument(pair.getKey(), pair.getValue()));
      } catch (IllegalArgumentException e) {
        unusable.add(pair.getKey() + ": " + e.getMessage());
      }
    }
    return new VenueListing(instruments, unusable);
  }

  private static VenueInstrument instrument(String id, JsonNode pair) {
    if (!pair.path("aclass_base").asString("currency").equals("currency")) {
      throw new IllegalArgumentException("not a pair of currencies");
    }
    String altName = pair.path("altname").asString(id);
    String wsName = pair.path("wsname").asString("");
    String[] legs =
        wsName.contains("/")
            ? wsName.split("/", 2)
            : new String[] {pair.path("base").asString(""), pair.path("quote").asString("")};
    String base = OWN_NAMES.getOrDefault(legs[0], legs[0]);
    String quote = OWN_NAMES.getOrDefault(legs[1], legs[1]);
    String symbol = wsName.contains("/") ? base + "/" + quote : altName;
    return new VenueInstrument(
        symbol,
        Stream.of(wsName, altName, id, base + quote).filter(name -> !name.isEmpty()).toList(),
        pair.path("status").asString("online"),
        base,
        quote,
        tickSize(pair),
        Published.positive(Published.step(pair.path("lot_decimals")), "lot_decimals"),
        Published.positive(pair, "ordermin"),
        Published.number(pair.path("costmin")),
        fees(pair));
  }

  private static BigDecimal tickSize(JsonNode pair) {
    BigDecimal published = Published.number(pair.path("tick_size"));
    return Published.positive(
        published == null ? Published.step(pair.path("pair_decimals")) : published, "tick_size");
  }

  /** Taker tiers, each with the maker fee that holds at its volume. */
  private static List<FeeTier> fees(JsonNode pair) {
    NavigableMap<BigDecimal, BigDecimal> taker = schedule(pair.path("fees"));
    NavigableMap<BigDecimal, BigDecimal> maker = schedule(pair.path("fees_maker"));
    List<FeeTier> tiers = new ArrayList<>();
    taker.forEach(
        (volume, fee) -> {
          Map.Entry<BigDecimal, BigDecimal> resting = maker.floorEntry(volume);
          tiers.add(new FeeTier(volume, resting == null ? fee : resting.getValue(), fee));
        });
    return tiers;
  }

  private static NavigableMap<BigDecimal, BigDecimal> schedule(JsonNode rows) {
    NavigableMap<BigDecimal, BigDecimal> schedule = new TreeMap<>();
    for (JsonNode row : rows) {
      @Nullable BigDecimal volume = Published.number(row.path(0));
      @Nullable BigDecimal percent = Published.number(row.path(1));
      if (volume == null || percent == null) {
        throw new IllegalArgumentException("no usable fees");
      }
      schedule.put(volume, percent.movePointLeft(2));
    }
    return schedule;
  }
}
