package io.tapeline.core.indicator;

/** An indicator of the last closes of a segment; ready once there are as many as it needs. */
abstract class Closes extends CandleIndicator<Double> {

  private final Ring closes;

  /**
   * @param need closes of the window, above zero
   */
  Closes(int need) {
    this.closes = new Ring(need);
  }

  @Override
  void startSegment() {
    closes.clear();
  }

  @Override
  void add(Bar bar) {
    closes.add(bar.close());
  }

  @Override
  public Reading<Double> reading() {
    return closes.isFull()
        ? Reading.ready(of(closes))
        : Reading.warmingUp(closes.size(), closes.capacity());
  }

  /** Mean of the window's closes, which is what parts in basis points refer to. */
  double mean() {
    return closes.mean();
  }

  abstract double of(Ring window);
}
