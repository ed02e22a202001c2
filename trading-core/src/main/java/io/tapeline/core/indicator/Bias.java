package io.tapeline.core.indicator;

/** The direction of the trade that a pattern speaks for. */
public enum Bias {
  BUY,
  SELL,
  NONE;

  Bias mirrored() {
    return switch (this) {
      case BUY -> SELL;
      case SELL -> BUY;
      case NONE -> NONE;
    };
  }
}
