package io.tapeline.marketdata.history;

import io.tapeline.marketdata.rest.BinanceRest;
import io.tapeline.marketdata.rest.KrakenRest;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.function.Consumer;

/** The venues whose history can be fetched. */
public enum Venue {
  KRAKEN(KrakenRest.PUBLIC),
  BINANCE(BinanceRest.PUBLIC);

  private final String restUrl;

  Venue(String restUrl) {
    this.restUrl = restUrl;
  }

  /** The venue with this label; throws {@link IllegalArgumentException} naming the choices. */
  public static Venue of(String label) {
    for (Venue venue : values()) {
      if (venue.label().equals(label)) {
        return venue;
      }
    }
    throw new IllegalArgumentException(
        "unknown venue '%s': choose one of kraken, binance".formatted(label));
  }

  /** As written in commands: kraken, binance. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The public address, which {@code tapeline.VENUE.rest-url} may replace. */
  String restUrl() {
    return restUrl;
  }

  /**
   * Its history.
   *
   * @param retrying told of each failure that is tried again
   */
  HistorySource source(HistorySettings settings, HttpClient http, Consumer<String> retrying) {
    URI base = settings.url(this);
    Patience patience = new Patience(settings, retrying);
    return switch (this) {
      case KRAKEN ->
          new KrakenHistory(
              new KrakenRest(base, http, settings.timeout()), patience, settings.tradesPage());
      case BINANCE ->
          new BinanceHistory(
              new BinanceRest(base, http, settings.timeout()), patience, settings.tradesPage());
    };
  }
}
