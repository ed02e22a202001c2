package io.tapeline.core.indicator;

/** A number that is set in place of one that is measured. Always ready. */
public final class FixedValue extends CandleIndicator<Double> {

  private final double value;

  public FixedValue(double value) {
    this.value = value;
  }

  @Override
  void startSegment() {}

  @Override
  void add(Bar bar) {}

  @Override
  public Reading<Double> reading() {
    return Reading.ready(value);
  }
}
