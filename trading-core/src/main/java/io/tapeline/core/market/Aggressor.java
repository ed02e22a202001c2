package io.tapeline.core.market;

/** The side that took liquidity in a trade. */
public enum Aggressor {
  BUY,
  SELL,
  UNKNOWN
}
