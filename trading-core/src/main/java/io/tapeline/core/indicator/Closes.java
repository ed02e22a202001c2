package io.tapeline.core.indicator;

/** An indicator of the last closes of a segment; ready once there are as many as it needs. */
abstract class Closes<T> extends CandleIndicator<T> {

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
  public Reading<T> reading() {
    return closes.isFull()
        ? Reading.ready(of(closes))
        : Reading.warmingUp(closes.size(), closes.capacity());
  }

  abstract T of(Ring window);
}
