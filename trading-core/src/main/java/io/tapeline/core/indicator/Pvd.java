package io.tapeline.core.indicator;

/**
 * IND-PVD: mean absolute change from close to close over the last n closes. Ready after n candles
 * of a segment.
 */
public final class Pvd extends Closes<Variation> {

  /** The usual n. */
  public static final int USUAL = 8;

  /**
   * @param n closes, at least 2
   */
  public Pvd(int n) {
    super(n);
    if (n < 2) {
      throw new IllegalArgumentException("n must be at least 2: " + n);
    }
  }

  @Override
  Variation of(Ring window) {
    double sum = 0;
    for (int i = window.size() - 2; i >= 0; i--) {
      sum += Math.abs(window.ago(i) - window.ago(i + 1));
    }
    return Variation.of(sum / (window.size() - 1), window.mean());
  }
}
