package io.tapeline.core.settings;

import io.tapeline.core.instrument.AlwaysOpen;
import io.tapeline.core.instrument.AssetClass;
import io.tapeline.core.instrument.TradingWeek;
import io.tapeline.core.instrument.UsEquities;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of instruments before anything is set. */
final class InstrumentTable {

  /** Last parts of the names of an instrument's properties. */
  static final Set<String> FIELDS =
      Set.of(
          "alias-of",
          "asset-class",
          "base",
          "quote",
          "tick-size",
          "lot-step",
          "min-qty",
          "min-notional",
          "contract-size",
          "maker-fee",
          "taker-fee",
          "calendar");

  /**
   * Defaults of an instrument.
   *
   * @param tick and {@code lot}: smallest steps; the smallest quantity is a lot
   * @param calendar name of the calendar, as long as the asset class is left as it is
   */
  record Row(
      String symbol,
      AssetClass assetClass,
      String base,
      String quote,
      String tick,
      String lot,
      String calendar) {

    Row(String symbol, AssetClass assetClass, String base, String quote, String tick, String lot) {
      this(symbol, assetClass, base, quote, tick, lot, calendarOf(assetClass));
    }

    String calendarFor(AssetClass given) {
      return given == assetClass ? calendar : calendarOf(given);
    }
  }

  private static final Map<String, Row> ROWS =
      List.of(
              new Row("AAPL", AssetClass.EQUITY, "AAPL", "USD", "0.01", "1"),
              new Row("XAUUSD", AssetClass.METAL, "XAU", "USD", "0.001", "0.01"),
              new Row("EURUSD", AssetClass.METAL, "EUR", "USD", "0.00001", "1", TradingWeek.FX),
              new Row("BTCUSDT", AssetClass.CRYPTO_MAJOR, "BTC", "USDT", "0.1", "0.001"),
              new Row("BTCUSD", AssetClass.CRYPTO_MAJOR, "BTC", "USD", "0.01", "0.00001"),
              new Row("BTCEUR", AssetClass.CRYPTO_MAJOR, "BTC", "EUR", "0.01", "0.00001"),
              new Row("ETHUSDT", AssetClass.CRYPTO_MAJOR, "ETH", "USDT", "0.01", "0.001"),
              new Row("XRPETH", AssetClass.CRYPTO_MAJOR, "XRP", "ETH", "0.00000001", "1"),
              new Row("TRXUSDT", AssetClass.CRYPTO_MAJOR, "TRX", "USDT", "0.00001", "1"),
              new Row("DOGEUSDT", AssetClass.CRYPTO_MAJOR, "DOGE", "USDT", "0.00001", "1"),
              new Row("SHIBUSDT", AssetClass.CRYPTO_MICRO, "SHIB", "USDT", "0.000000001", "1"),
              new Row("HOTUSDT", AssetClass.CRYPTO_MICRO, "HOT", "USDT", "0.0000001", "1"))
          .stream()
          .collect(
              Collectors.toMap(
                  Row::symbol, Function.identity(), (one, _) -> one, LinkedHashMap::new));

  /** Names of brokers' cent accounts, as plans of theirs write them (CATALOGUE 1.2). */
  private static final Map<String, String> ALIASES =
      Map.of("BTCUSDc", "BTCUSD", "XAUUSDc", "XAUUSD");

  private InstrumentTable() {}

  /** Every symbol of the table, aliases last. */
  static List<String> symbols() {
    return Stream.concat(ROWS.keySet().stream(), ALIASES.keySet().stream().sorted()).toList();
  }

  static boolean holds(String symbol) {
    return ROWS.containsKey(symbol) || ALIASES.containsKey(symbol);
  }

  /** The row of a symbol; of one that is not in the table a crypto major with fine steps. */
  static Row row(String symbol) {
    Row row = ROWS.get(symbol);
    return row == null
        ? new Row(symbol, AssetClass.CRYPTO_MAJOR, symbol, "USD", "0.00000001", "0.00000001")
        : row;
  }

  /** What a symbol is an alias of, empty if of nothing. */
  static String aliasOf(String symbol) {
    return ALIASES.getOrDefault(symbol, "");
  }

  private static String calendarOf(AssetClass assetClass) {
    return switch (assetClass) {
      case EQUITY -> UsEquities.NAME;
      case METAL -> TradingWeek.METALS;
      case CRYPTO_MAJOR, CRYPTO_MICRO -> AlwaysOpen.NAME;
    };
  }
}
