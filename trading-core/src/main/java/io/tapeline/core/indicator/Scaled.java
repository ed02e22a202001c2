package io.tapeline.core.indicator;

/** Another indicator times a number. */
public final class Scaled extends CandleIndicator<Double> {

  private final CandleIndicator<Double> of;
  private final double factor;

  public Scaled(CandleIndicator<Double> of, double factor) {
    this.of = of;
    this.factor = factor;
  }

  @Override
  void startSegment() {
    of.startSegment();
  }

  @Override
  void add(Bar bar) {
    of.add(bar);
  }

  @Override
  public Reading<Double> reading() {
    return of.reading().map(value -> value * factor);
  }
}
