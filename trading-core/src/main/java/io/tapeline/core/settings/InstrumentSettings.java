package io.tapeline.core.settings;

import io.tapeline.core.instrument.AlwaysOpen;
import io.tapeline.core.instrument.AssetClass;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.instrument.TradingWeek;
import io.tapeline.core.instrument.UsEquities;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Instrument definitions: a built-in table of well-known symbols, each value of which can be set by
 * {@code tapeline.instruments.SYMBOL.tick-size} and so on. A symbol not in the table is taken as a
 * crypto major with fine steps.
 *
 * <p>Fees of crypto instruments are {@code tapeline.fees.maker} and {@code tapeline.fees.taker}
 * (CATALOGUE S1-FEES); the other classes pay none unless set per instrument.
 */
final class InstrumentSettings {

  private static final String PREFIX = "tapeline.instruments.";
  private static final Set<String> FIELDS =
      Set.of(
          "asset-class",
          "base",
          "quote",
          "tick-size",
          "lot-step",
          "min-qty",
          "min-notional",
          "contract-size",
          "maker-fee",
          "taker-fee");
  private static final String LARGE = "1000000000";

  private record Known(
      String symbol, AssetClass assetClass, String base, String quote, String tick, String lot) {}

  private static final List<Known> TABLE =
      List.of(
          new Known("AAPL", AssetClass.EQUITY, "AAPL", "USD", "0.01", "1"),
          new Known("XAUUSD", AssetClass.METAL, "XAU", "USD", "0.001", "0.01"),
          new Known("EURUSD", AssetClass.METAL, "EUR", "USD", "0.00001", "1"),
          new Known("BTCUSDT", AssetClass.CRYPTO_MAJOR, "BTC", "USDT", "0.1", "0.001"),
          new Known("BTCUSD", AssetClass.CRYPTO_MAJOR, "BTC", "USD", "0.01", "0.00001"),
          new Known("BTCEUR", AssetClass.CRYPTO_MAJOR, "BTC", "EUR", "0.01", "0.00001"),
          new Known("ETHUSDT", AssetClass.CRYPTO_MAJOR, "ETH", "USDT", "0.01", "0.001"),
          new Known("XRPETH", AssetClass.CRYPTO_MAJOR, "XRP", "ETH", "0.00000001", "1"),
          new Known("TRXUSDT", AssetClass.CRYPTO_MAJOR, "TRX", "USDT", "0.00001", "1"),
          new Known("DOGEUSDT", AssetClass.CRYPTO_MAJOR, "DOGE", "USDT", "0.00001", "1"),
          new Known("SHIBUSDT", AssetClass.CRYPTO_MICRO, "SHIB", "USDT", "0.000000001", "1"),
          new Known("HOTUSDT", AssetClass.CRYPTO_MICRO, "HOT", "USDT", "0.0000001", "1"));

  private InstrumentSettings() {}

  static Instruments read(SettingsReader reader, Function<String, @Nullable String> source) {
    BigDecimal maker = reader.decimal("tapeline.fees.maker", "0.0016", "-0.01", "0.1");
    BigDecimal taker = reader.decimal("tapeline.fees.taker", "0.0026", "0", "0.1");
    List<Instrument> known = TABLE.stream().map(row -> define(reader, row, maker, taker)).toList();
    return new Instruments(
        known,
        symbol -> {
          SettingsReader own = new SettingsReader(source);
          Instrument instrument = define(own, generic(symbol.value()), maker, taker);
          own.check();
          return instrument;
        });
  }

  private static Known generic(String symbol) {
    return new Known(symbol, AssetClass.CRYPTO_MAJOR, symbol, "USD", "0.00000001", "0.00000001");
  }

  private static Instrument define(
      SettingsReader reader, Known row, BigDecimal maker, BigDecimal taker) {
    String prefix = PREFIX + row.symbol() + ".";
    AssetClass assetClass = reader.choice(prefix + "asset-class", row.assetClass());
    boolean crypto = assetClass == AssetClass.CRYPTO_MAJOR || assetClass == AssetClass.CRYPTO_MICRO;
    String makerFee = (crypto ? maker : BigDecimal.ZERO).toPlainString();
    String takerFee = (crypto ? taker : BigDecimal.ZERO).toPlainString();
    String step = "0.000000000001";
    return new Instrument(
        new Symbol(row.symbol()),
        assetClass,
        reader.text(prefix + "base", row.base()),
        reader.text(prefix + "quote", row.quote()),
        reader.decimal(prefix + "tick-size", row.tick(), step, LARGE),
        reader.decimal(prefix + "lot-step", row.lot(), step, LARGE),
        new Quantity(reader.decimal(prefix + "min-qty", row.lot(), "0", LARGE)),
        new Money(reader.decimal(prefix + "min-notional", crypto ? "5" : "0", "0", LARGE)),
        reader.decimal(prefix + "contract-size", "1", step, LARGE),
        reader.decimal(prefix + "maker-fee", makerFee, "-0.01", "0.1"),
        reader.decimal(prefix + "taker-fee", takerFee, "0", "0.1"),
        calendar(assetClass));
  }

  private static TradingCalendar calendar(AssetClass assetClass) {
    return switch (assetClass) {
      case EQUITY -> new UsEquities(Set.of(), Set.of());
      case METAL -> TradingWeek.metals(Set.of());
      case CRYPTO_MAJOR, CRYPTO_MICRO -> new AlwaysOpen();
    };
  }

  /** True if the property is one of an instrument's. */
  static boolean owns(String key) {
    return key.startsWith(PREFIX)
        && FIELDS.contains(key.substring(key.lastIndexOf('.') + 1))
        && key.lastIndexOf('.') > PREFIX.length();
  }

  /** Reads every instrument that is named in the properties, so that mistakes show at start. */
  static void checkAll(Map<String, String> properties) {
    SettingsReader reader = new SettingsReader(properties::get);
    properties.keySet().stream()
        .filter(InstrumentSettings::owns)
        .map(key -> key.substring(PREFIX.length(), key.lastIndexOf('.')))
        .distinct()
        .forEach(symbol -> define(reader, generic(symbol), BigDecimal.ZERO, BigDecimal.ZERO));
    reader.check();
  }
}
