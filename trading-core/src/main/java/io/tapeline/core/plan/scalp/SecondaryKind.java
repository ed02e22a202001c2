package io.tapeline.core.plan.scalp;

/** Signals of which at least one has to confirm a primary one (S3-L3). */
public enum SecondaryKind {
  OB_RETEST,
  MICRO_CHOCH,
  SESSION_MOMENTUM,
  VOLUME_INCREASE,
  /** Where the rule set takes order flow into account. */
  CVD_DIVERGENCE,
  /** Where the rule set takes order flow into account. */
  DELTA_SPIKE
}
