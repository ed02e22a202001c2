package io.tapeline.core.sim;

/** The spells a simulated market goes through; {@link RegimeSettings} says what each is like. */
public enum Regime {
  /** Little news: the value hardly moves. */
  QUIET,
  /** The value climbs steadily. */
  TRENDING_UP,
  /** The value falls steadily. */
  TRENDING_DOWN,
  /** News: the value runs in one direction, drawn when the spell begins, for a few seconds. */
  BURST,
  /** Disagreement: the value swings without direction. */
  VOLATILE
}
