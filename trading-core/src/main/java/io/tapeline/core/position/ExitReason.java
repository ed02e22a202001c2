package io.tapeline.core.position;

/** Why a position was left (CATALOGUE 14.3). */
public enum ExitReason {
  SL,
  TRAIL,
  TP,
  TIME,
  FLAT,
  EXPIRY,
  REVERSAL,
  ADVERSE_CANDLE,
  SESSION_END,
  DAILY_LOSS,
  DRAWDOWN,
  MARGIN,
  KILL,
  FEED_LOSS,
  BAD_FILL,
  EXTERNAL,
  MANUAL,
  SHUTDOWN
}
