package io.tapeline.core.order;

/** Whether a fill gave or took liquidity. */
public enum Liquidity {
  MAKER,
  TAKER
}
