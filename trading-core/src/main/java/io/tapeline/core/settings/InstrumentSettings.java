package io.tapeline.core.settings;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.TradingCalendar;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Instrument definitions: a built-in table of well-known symbols, each value of which can be set by
 * {@code tapeline.instruments.SYMBOL.tick-size} and so on. A symbol not in the table is taken as a
 * crypto major with fine steps. {@code tapeline.instruments.SYMBOL.alias-of=OTHER} gives a symbol
 * the values of another, but for those of its own.
 *
 * <p>Fees of crypto instruments are {@code tapeline.fees.maker} and {@code tapeline.fees.taker}
 * (CATALOGUE S1-FEES); the other classes pay none unless set per instrument.
 */
record InstrumentSettings(
    Map<String, TradingCalendar> calendars, BigDecimal maker, BigDecimal taker) {

  static final String MAKER = "tapeline.fees.maker";
  static final String TAKER = "tapeline.fees.taker";

  private static final String PREFIX = "tapeline.instruments.";

  /** What all instruments share. */
  static InstrumentSettings read(SettingsReader reader) {
    return new InstrumentSettings(
        CalendarSettings.read(reader),
        reader.decimal(MAKER, "0.0016", "-0.01", "0.1"),
        reader.decimal(TAKER, "0.0026", "0", "0.1"));
  }

  /**
   * The table's instruments and those named in properties.
   *
   * @param given names of the properties that are set, as far as they can be listed
   */
  List<InstrumentDefinition> define(SettingsReader reader, Collection<String> given) {
    Stream<String> named = given.stream().filter(InstrumentSettings::owns).map(this::symbol);
    return Stream.concat(InstrumentTable.symbols().stream(), named.sorted())
        .distinct()
        .map(symbol -> InstrumentReader.read(reader, this, symbol))
        .toList();
  }

  /** The registry; a symbol that is not among the known is read when it is first asked for. */
  Instruments registry(
      List<InstrumentDefinition> known, Function<String, @Nullable String> source) {
    List<Instrument> instruments = known.stream().map(InstrumentDefinition::instrument).toList();
    return new Instruments(
        instruments,
        symbol -> {
          SettingsReader own = new SettingsReader(source);
          InstrumentDefinition definition = InstrumentReader.read(own, this, symbol.value());
          own.check();
          return definition.instrument();
        });
  }

  /** Full name of an instrument's property. */
  static String property(String symbol, String field) {
    return PREFIX + symbol + "." + field;
  }

  /** True if the property is one of an instrument's. */
  static boolean owns(String key) {
    return key.startsWith(PREFIX)
        && InstrumentTable.FIELDS.contains(key.substring(key.lastIndexOf('.') + 1))
        && key.lastIndexOf('.') > PREFIX.length();
  }

  private String symbol(String key) {
    return key.substring(PREFIX.length(), key.lastIndexOf('.'));
  }
}
