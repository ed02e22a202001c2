package io.tapeline.core.indicator.named;

/** What an indicator is made of. */
public enum Input {
  /** Closed candles, of a candles tape or made of any other. */
  CANDLES("candles or any tape"),
  /** Trades; of candles an estimate. */
  TRADES_OR_CANDLES("a trades tape, or candles"),
  TRADES("a trades tape"),
  QUOTES("a quotes or book tape"),
  BOOK("a book tape");

  private final String label;

  Input(String label) {
    this.label = label;
  }

  /** As written in lists and messages. */
  public String label() {
    return label;
  }

  /** Whether candles alone are enough. */
  public boolean takesCandles() {
    return this == CANDLES || this == TRADES_OR_CANDLES;
  }
}
