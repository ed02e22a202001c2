package io.tapeline.core.indicator;

/**
 * How much closes vary (IND-PVVM, IND-PVD).
 *
 * @param value in price units
 * @param bps in basis points of the mean of the closes
 */
public record Variation(double value, double bps) {

  private static final double BPS = 1e4;

  static Variation of(double value, double mean) {
    return new Variation(value, value / mean * BPS);
  }
}
