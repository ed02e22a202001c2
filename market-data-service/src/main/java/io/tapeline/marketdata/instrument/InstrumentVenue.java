package io.tapeline.marketdata.instrument;

import io.tapeline.marketdata.rest.BinanceRest;
import io.tapeline.marketdata.rest.KrakenRest;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Venues whose instruments can be fetched without an account. */
public enum InstrumentVenue {
  KRAKEN(KrakenRest.PUBLIC, "/0/public/AssetPairs"),
  BINANCE(BinanceRest.PUBLIC, "/api/v3/exchangeInfo");

  private final String address;
  private final String path;

  InstrumentVenue(String address, String path) {
    this.address = address;
    this.path = path;
  }

  /** The venue of a label such as {@code kraken}. */
  public static InstrumentVenue of(String label) {
    return Arrays.stream(values())
        .filter(venue -> venue.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown venue '%s': choose one of %s"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(InstrumentVenue::label)
                                .collect(Collectors.joining(", ")))));
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where the venue answers to the public. */
  public URI address() {
    return URI.create(address);
  }

  /** Asks the venue for all it lists. */
  public VenueListing fetch(URI base) throws VenueException {
    return parse(VenueClient.get(this, base));
  }

  /** What is asked for at an address. */
  public URI request(URI base) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  /** Reads an answer. */
  public VenueListing parse(JsonNode answer) throws VenueException {
    return switch (this) {
      case KRAKEN -> KrakenPairs.parse(answer);
      case BINANCE -> BinanceSymbols.parse(answer);
    };
  }
}
