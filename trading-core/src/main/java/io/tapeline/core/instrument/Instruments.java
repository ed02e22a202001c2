package io.tapeline.core.instrument;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The instruments known by name; any other symbol gets the cautious defaults of {@code fallback}.
 */
public final class Instruments {

  private final Map<Symbol, Instrument> known = new TreeMap<>();
  private final Function<Symbol, Instrument> fallback;

  /**
   * @param known the configured instruments
   * @param fallback makes the definition of a symbol that is not configured
   */
  public Instruments(Iterable<Instrument> known, Function<Symbol, Instrument> fallback) {
    for (Instrument instrument : known) {
      this.known.put(instrument.symbol(), instrument);
    }
    this.fallback = fallback;
  }

  /** Definition of the instrument; of an unknown one the fallback's. */
  public Instrument get(Symbol symbol) {
    return known.computeIfAbsent(symbol, fallback);
  }
}
