package io.tapeline.core.instrument;

/** The name of an instrument, as tapes and venues write it: {@code BTCUSDT}. */
public record Symbol(String value) implements Comparable<Symbol> {

  public Symbol {
    if (value.isBlank()) {
      throw new IllegalArgumentException("symbol must not be empty");
    }
  }

  @Override
  public int compareTo(Symbol other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
