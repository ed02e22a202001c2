package io.tapeline.core.decision;

/** What was decided at a decision point (CATALOGUE 14.2); DENIED is a SKIP by the risk desk. */
public enum Outcome {
  BUY,
  SELL,
  PARTIAL_TAKE_PROFIT,
  EXIT,
  HOLD,
  SKIP,
  DENIED,
  ORDER,
  PLAN,
  RISK,
  ERROR
}
