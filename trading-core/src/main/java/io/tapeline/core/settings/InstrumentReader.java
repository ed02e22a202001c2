package io.tapeline.core.settings;

import io.tapeline.core.instrument.AssetClass;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads one instrument. A value that is not set for it is that of the instrument it is an alias of,
 * and so on along the chain; one that is set nowhere takes the default of the chain's end.
 */
final class InstrumentReader {

  private static final Pattern UNWRITABLE = Pattern.compile("[^A-Za-z0-9._-]");
  private static final String ALIAS = "alias-of";
  private static final String STEP = "0.000000000001";
  private static final String LARGE = "1000000000";

  private final SettingsReader reader;
  private final Map<String, TradingCalendar> calendars;
  private final BigDecimal maker;
  private final BigDecimal taker;
  private final List<String> chain;
  private final List<InstrumentValue> values = new ArrayList<>();

  private InstrumentReader(SettingsReader reader, InstrumentSettings shared, String symbol) {
    this.reader = reader;
    this.calendars = shared.calendars();
    this.maker = shared.maker();
    this.taker = shared.taker();
    this.chain = chain(symbol);
  }

  /** Reads the instrument; mistakes are left with {@code reader}. */
  static InstrumentDefinition read(
      SettingsReader reader, InstrumentSettings shared, String symbol) {
    return new InstrumentReader(reader, shared, symbol).define();
  }

  private InstrumentDefinition define() {
    InstrumentTable.Row row = InstrumentTable.row(chain.getLast());
    noteAlias();
    String classKey = key("asset-class");
    AssetClass assetClass = reader.choice(classKey, row.assetClass());
    note("asset-class", classKey, assetClass.name());
    boolean crypto = assetClass == AssetClass.CRYPTO_MAJOR || assetClass == AssetClass.CRYPTO_MICRO;
    String makerFee = (crypto ? maker : BigDecimal.ZERO).toPlainString();
    String takerFee = (crypto ? taker : BigDecimal.ZERO).toPlainString();
    Instrument instrument =
        new Instrument(
            new Symbol(chain.getFirst()),
            assetClass,
            text("base", row.base()),
            text("quote", row.quote()),
            decimal("tick-size", row.tick(), STEP, LARGE),
            decimal("lot-step", row.lot(), STEP, LARGE),
            new Quantity(decimal("min-qty", row.lot(), "0", LARGE)),
            new Money(decimal("min-notional", crypto ? "5" : "0", "0", LARGE)),
            decimal("contract-size", "1", STEP, LARGE),
            fee("maker-fee", makerFee, "-0.01", crypto ? InstrumentSettings.MAKER : ""),
            fee("taker-fee", takerFee, "0", crypto ? InstrumentSettings.TAKER : ""),
            decimal("margin-rate", "1", "0.0001", "1"),
            calendar(row.calendarFor(assetClass)));
    return new InstrumentDefinition(instrument, values);
  }

  private void noteAlias() {
    if (chain.size() > 1) {
      note(ALIAS, propertyOf(chain.getFirst(), ALIAS), chain.get(1));
    }
  }

  private String text(String field, String byDefault) {
    String key = key(field);
    String value = reader.text(key, byDefault);
    note(field, key, value);
    return value;
  }

  private BigDecimal decimal(String field, String byDefault, String min, String max) {
    String key = key(field);
    BigDecimal value = reader.decimal(key, byDefault, min, max);
    note(field, key, value.toPlainString());
    return value;
  }

  /** A fee whose default may be set for all instruments, by the property {@code general}. */
  private BigDecimal fee(String field, String byDefault, String min, String general) {
    String key = key(field);
    BigDecimal value = reader.decimal(key, byDefault, min, "0.1");
    boolean inherited = !general.isEmpty() && !reader.isGiven(key);
    note(field, inherited ? general : key, value.toPlainString());
    return value;
  }

  private TradingCalendar calendar(String byDefault) {
    String key = key("calendar");
    String name = reader.text(key, byDefault).toLowerCase(Locale.ROOT);
    TradingCalendar calendar = calendars.get(name);
    if (calendar == null) {
      reader.mistake(key, name, "one of " + calendars.keySet());
      calendar = calendars.get(byDefault);
    }
    if (calendar == null) {
      throw new IllegalStateException("there is no calendar " + byDefault);
    }
    note("calendar", key, calendar.name());
    return calendar;
  }

  private void note(String field, String key, String value) {
    values.add(new InstrumentValue(field, value, reader.isGiven(key) ? key : ""));
  }

  /** The property that gives a field; the instrument's own if it is set nowhere. */
  private String key(String field) {
    for (String symbol : chain) {
      String key = propertyOf(symbol, field);
      if (reader.isGiven(key)) {
        return key;
      }
    }
    return InstrumentSettings.property(chain.getFirst(), field);
  }

  /** The symbol, what it is an alias of, and so on. */
  private List<String> chain(String first) {
    List<String> links = new ArrayList<>(List.of(first));
    while (true) {
      String symbol = links.getLast();
      String target = aliasOf(symbol);
      if (target.isEmpty()) {
        return links;
      }
      if (links.contains(target)) {
        noteCircle(links.subList(links.indexOf(target), links.size()));
        return links;
      }
      if (!InstrumentTable.holds(target) && !isConfigured(target)) {
        reader.mistake(
            propertyOf(symbol, ALIAS),
            target,
            "an instrument that is known or has properties of its own");
        return links;
      }
      links.add(target);
    }
  }

  /** The same circle gives the same line, wherever it is entered. */
  private void noteCircle(List<String> circle) {
    String least = Collections.min(circle);
    reader.mistake(
        propertyOf(least, ALIAS),
        aliasOf(least),
        "an instrument that does not lead back to " + least);
  }

  private String aliasOf(String symbol) {
    String key = propertyOf(symbol, ALIAS);
    return reader.isGiven(key) ? reader.text(key, "") : InstrumentTable.aliasOf(symbol);
  }

  private boolean isConfigured(String symbol) {
    return InstrumentTable.FIELDS.stream()
        .anyMatch(field -> reader.isGiven(propertyOf(symbol, field)));
  }

  /**
   * The property as it is written: where the name holds characters that no environment variable
   * can, {@code BTC_USD} may stand for {@code BTC/USD}.
   */
  private String propertyOf(String symbol, String field) {
    String exact = InstrumentSettings.property(symbol, field);
    String writable = UNWRITABLE.matcher(symbol).replaceAll("_");
    if (writable.equals(symbol) || reader.isGiven(exact)) {
      return exact;
    }
    String plain = InstrumentSettings.property(writable, field);
    return reader.isGiven(plain) ? plain : exact;
  }
}
