package io.tapeline.core.indicator;

/** The sessions of the day (IND-SESSION). OVERLAP is London and New York at once. */
public enum MarketSession {
  ASIAN,
  LONDON,
  OVERLAP,
  NY,
  POST_NY
}
