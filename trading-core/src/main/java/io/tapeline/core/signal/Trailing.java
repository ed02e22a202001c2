package io.tapeline.core.signal;

import java.math.BigDecimal;

/**
 * How a stop follows the market (CATALOGUE TM-TRAIL). However it does, it only tightens, goes by
 * the exit-side quote and keeps a distance of at least two spreads.
 */
public sealed interface Trailing {

  /** The stop stays where it is. */
  record None() implements Trailing {}

  /**
   * S0-TRAIL.
   *
   * @param activateAt open profit from which it follows, a fraction of the entry
   * @param distance from the exit-side quote, a fraction of the entry
   */
  record PercentStep(BigDecimal activateAt, BigDecimal distance) implements Trailing {}

  /**
   * S3-TRAIL.
   *
   * @param activateAtR open profit from which it follows, in R: the distance of fill and first stop
   * @param distance from the exit-side quote, price units; zero: half of R
   */
  record RatioAtr(BigDecimal activateAtR, BigDecimal distance) implements Trailing {}

  Trailing NONE = new None();
}
