package io.tapeline.marketdata.history;

import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.marketdata.rest.BinanceRest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How venues are asked for their history (MD-HIST). Properties, with their defaults:
 *
 * <table>
 * <caption>Properties</caption>
 * <tr><td>tapeline.history.pause-ms</td><td>100</td><td>from one request to the next</td></tr>
 * <tr><td>tapeline.history.retries</td><td>3</td><td>further attempts after a failure</td></tr>
 * <tr><td>tapeline.history.backoff-ms</td><td>1000</td><td>before the first of them; doubles</td></tr>
 * <tr><td>tapeline.history.timeout-s</td><td>10</td><td>a request may take</td></tr>
 * <tr><td>tapeline.history.page</td><td>1000</td><td>rows asked for at once</td></tr>
 * <tr><td>tapeline.kraken.rest-url</td><td>the public one</td><td></td></tr>
 * <tr><td>tapeline.binance.rest-url</td><td>the public one</td><td></td></tr>
 * </table>
 */
public record HistorySettings(
    Duration pause,
    int retries,
    Duration backoff,
    Duration timeout,
    int tradesPage,
    Map<Venue, URI> urls) {

  public HistorySettings {
    urls = Map.copyOf(urls);
  }

  /**
   * Settings by their full names.
   *
   * @throws SettingsException naming every mistake, unknown names among them
   */
  public static HistorySettings read(Map<String, String> given) {
    SettingsReader reader = new SettingsReader(given::get);
    Duration pause = reader.millis("tapeline.history.pause-ms", 100);
    int retries = reader.integer("tapeline.history.retries", 3, 0, 100);
    Duration backoff = reader.millis("tapeline.history.backoff-ms", 1000);
    Duration timeout = reader.seconds("tapeline.history.timeout-s", "10");
    int page = reader.integer("tapeline.history.page", BinanceRest.ROWS_A_PAGE, 2, 1000);
    Map<Venue, URI> urls = new EnumMap<>(Venue.class);
    for (Venue venue : Venue.values()) {
      String key = "tapeline." + venue.label() + ".rest-url";
      String text = reader.text(key, venue.restUrl());
      if (isUsable(text)) {
        urls.put(venue, URI.create(text));
      } else {
        reader.mistake(key, text, "an address such as " + venue.restUrl());
      }
    }
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(reader.keys());
    if (!unknown.isEmpty()) {
      throw new SettingsException(
          List.of(
              "unknown setting %s; history knows %s"
                  .formatted(unknown.iterator().next(), new TreeSet<>(reader.keys()))));
    }
    reader.check();
    return new HistorySettings(pause, retries, backoff, timeout, page, urls);
  }

  /** The same with another address for one venue. */
  public HistorySettings withUrl(Venue venue, String url) throws HistoryException {
    if (!isUsable(url)) {
      throw new HistoryException(
          "--url %s: not an address; one is %s".formatted(url, venue.restUrl()));
    }
    Map<Venue, URI> changed = new EnumMap<>(urls);
    changed.put(venue, URI.create(url));
    return new HistorySettings(pause, retries, backoff, timeout, tradesPage, changed);
  }

  URI url(Venue venue) {
    URI url = urls.get(venue);
    if (url == null) {
      throw new IllegalStateException("no address of " + venue.label());
    }
    return url;
  }

  private static boolean isUsable(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      return uri.getHost() != null
          && ("http".equals(scheme) || "https".equals(scheme))
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
