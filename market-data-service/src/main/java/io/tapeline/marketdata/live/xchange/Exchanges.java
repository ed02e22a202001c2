package io.tapeline.marketdata.live.xchange;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.service.marketdata.MarketDataService;

/** XChange's venues by name. */
public final class Exchanges {

  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
  private static final Map<String, String> CLASSES =
      new TreeMap<>(
          Map.of(
              "binance", "org.knowm.xchange.binance.BinanceExchange",
              "bitfinex", "org.knowm.xchange.bitfinex.BitfinexExchange",
              "bitstamp", "org.knowm.xchange.bitstamp.BitstampExchange",
              "kraken", "org.knowm.xchange.kraken.KrakenExchange",
              "kucoin", "org.knowm.xchange.kucoin.KucoinExchange",
              "okex", "org.knowm.xchange.okex.OkexExchange"));

  private Exchanges() {}

  /** Names of those that are delivered. */
  public static Set<String> names() {
    return new TreeSet<>(CLASSES.keySet());
  }

  /** Whether it is one of these, or the class of another one that is there. */
  public static boolean isKnown(String exchange) {
    try {
      Class<?> type = Class.forName(className(exchange), false, Exchanges.class.getClassLoader());
      return Exchange.class.isAssignableFrom(type);
    } catch (ClassNotFoundException | LinkageError _) {
      return false;
    }
  }

  private static String className(String exchange) {
    return CLASSES.getOrDefault(exchange, exchange);
  }

  /**
   * Connects without an account. Asks the venue for its instruments, where the module needs them.
   *
   * @param url where it answers, empty for its own address
   */
  public static MarketDataService open(String exchange, URI url) {
    Exchange opened =
        ExchangeFactory.INSTANCE.createExchangeWithoutSpecification(className(exchange));
    ExchangeSpecification specification = opened.getDefaultExchangeSpecification();
    specification.setHttpConnTimeout(TIMEOUT_MILLIS);
    specification.setHttpReadTimeout(TIMEOUT_MILLIS);
    if (!url.toString().isEmpty()) {
      specification.setSslUri(url.toString());
      specification.setPlainTextUri(url.toString());
    }
    opened.applySpecification(specification);
    return opened.getMarketDataService();
  }
}
