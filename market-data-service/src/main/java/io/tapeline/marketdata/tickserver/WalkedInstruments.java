package io.tapeline.marketdata.tickserver;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.sim.SimulatedInstrument;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Instruments of the random walk by name. Those that Tapeline knows have their own steps of price
 * and quantity and begin near where they trade; any other is taken for a share: whole units, two
 * decimals or as many as its start price has.
 */
public final class WalkedInstruments {

  private static final int DECIMALS = 2;

  private record Start(String price, String typicalSize) {}

  private static final Map<String, Start> STARTS =
      Map.ofEntries(
          Map.entry("AAPL", new Start("150.25", "300")),
          Map.entry("XAUUSD", new Start("2400.000", "1.00")),
          Map.entry("EURUSD", new Start("1.10000", "100000")),
          Map.entry("BTCUSDT", new Start("60000.0", "0.050")),
          Map.entry("BTCUSD", new Start("60000.00", "0.05")),
          Map.entry("BTCEUR", new Start("55000.00", "0.05")),
          Map.entry("ETHUSDT", new Start("3000.00", "0.5")),
          Map.entry("XRPETH", new Start("0.00020000", "500")),
          Map.entry("TRXUSDT", new Start("0.15000", "1000")),
          Map.entry("DOGEUSDT", new Start("0.20000", "1000")),
          Map.entry("SHIBUSDT", new Start("0.000020000", "1000000")),
          Map.entry("HOTUSDT", new Start("0.0020000", "10000")));

  private static final Start OTHERS = new Start("100.00", "300");

  private WalkedInstruments() {}

  /**
   * Instruments of texts like {@code AAPL} or {@code MSFT=410.50}, the latter with its start price.
   *
   * @throws IllegalArgumentException saying which text cannot be used and why
   */
  public static List<SimulatedInstrument> of(List<String> texts) {
    Instruments instruments = LineSettings.builtInInstruments();
    return texts.stream().map(text -> instrument(text, instruments)).toList();
  }

  private static SimulatedInstrument instrument(String text, Instruments instruments) {
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).strip();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' names no symbol");
    }
    Price price = equals < 0 ? null : price(text, text.substring(equals + 1).strip());
    Symbol symbol = new Symbol(name);
    return STARTS.containsKey(name)
        ? known(instruments.get(symbol), Objects.requireNonNull(STARTS.get(name)), price)
        : other(symbol, price);
  }

  private static Price price(String text, String number) {
    try {
      return Price.of(number);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s': the start price must be a decimal number above zero".formatted(text), e);
    }
  }

  private static SimulatedInstrument known(
      Instrument instrument, Start start, @Nullable Price price) {
    return new SimulatedInstrument(
        instrument.symbol(),
        price == null ? Price.of(start.price()) : price,
        instrument.tickSize(),
        instrument.lotStep(),
        Quantity.of(start.typicalSize()));
  }

  private static SimulatedInstrument other(Symbol symbol, @Nullable Price price) {
    Price start = price == null ? Price.of(OTHERS.price()) : price;
    BigDecimal tick = BigDecimal.ONE.movePointLeft(Math.max(DECIMALS, start.value().scale()));
    return new SimulatedInstrument(
        symbol, start, tick, BigDecimal.ONE, Quantity.of(OTHERS.typicalSize()));
  }
}
