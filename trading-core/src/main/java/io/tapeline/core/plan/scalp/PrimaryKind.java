package io.tapeline.core.plan.scalp;

/** Candle signals of which at least one has to speak for a trade (S3-L3). */
public enum PrimaryKind {
  LONG_WICK_TRAP,
  MICRO_SWEEP,
  VWAP_REJECTION,
  STRONG_ENGULFING
}
