package io.tapeline.core.indicator;

/**
 * IND-PVVM: mean absolute deviation of the last n closes from their mean. Ready after n candles of
 * a segment.
 */
public final class Pvvm extends Closes<Variation> {

  /** The usual n. */
  public static final int USUAL = 13;

  /**
   * @param n closes, above zero
   */
  public Pvvm(int n) {
    super(n);
  }

  @Override
  Variation of(Ring window) {
    double mean = window.mean();
    double sum = 0;
    for (int i = window.size() - 1; i >= 0; i--) {
      sum += Math.abs(window.ago(i) - mean);
    }
    return Variation.of(sum / window.size(), mean);
  }
}
