package io.tapeline.core.indicator.named;

import io.tapeline.core.indicator.SessionClock;
import io.tapeline.core.indicator.TradingDay;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.settings.SettingsReader;
import java.math.BigDecimal;
import java.time.Duration;

/** What a user sets of an indicator, and what follows from the instrument. */
final class Parameters {

  private static final String INSTRUMENTS = "of the instrument";
  private static final int MOST_CANDLES = 100_000;

  private final SettingsReader reader;
  private final Instrument instrument;

  Parameters(SettingsReader reader, Instrument instrument) {
    this.reader = reader;
    this.instrument = instrument;
  }

  /** A window, {@code n}. */
  int n(int byDefault) {
    return count("n", byDefault, 1);
  }

  int count(String key, int byDefault, int least) {
    return reader.integer(key, byDefault, least, MOST_CANDLES);
  }

  int integer(String key, int byDefault, int least, int most) {
    return reader.integer(key, byDefault, least, most);
  }

  /** A number that is not negative. */
  double number(String key, String byDefault) {
    return reader.decimal(key, byDefault, "0", "1e18").doubleValue();
  }

  double positive(String key, String byDefault) {
    return reader.decimal(key, byDefault, "1e-18", "1e18").doubleValue();
  }

  Duration seconds(String key, String byDefault) {
    return reader.seconds(key, byDefault);
  }

  Duration hours(String key, int byDefault) {
    return Duration.ofHours(reader.integer(key, byDefault, 1, 24 * 31));
  }

  <E extends Enum<E>> E choice(String key, E byDefault) {
    return reader.choice(key, byDefault);
  }

  /** The tick size, {@code tick}. */
  BigDecimal tick() {
    if (reader.text("tick", INSTRUMENTS).equals(INSTRUMENTS)) {
      return instrument.tickSize();
    }
    return reader.decimal("tick", "1", "1e-18", "1e9");
  }

  SessionClock sessions() {
    return new SessionClock(choice("sessions", SessionClock.Mode.FIXED_UTC));
  }

  TradingDay day() {
    return TradingDay.of(instrument.assetClass());
  }
}
