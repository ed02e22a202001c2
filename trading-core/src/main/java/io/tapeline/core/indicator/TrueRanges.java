package io.tapeline.core.indicator;

/** An indicator of the last true ranges of a segment; ready once there are as many as it needs. */
abstract class TrueRanges<T> extends CandleIndicator<T> {

  private final TrueRange trueRange = new TrueRange();
  private final Ring ranges;

  /**
   * @param need true ranges of the window, above zero
   */
  TrueRanges(int need) {
    this.ranges = new Ring(need);
  }

  @Override
  final void startSegment() {
    trueRange.startSegment();
    ranges.clear();
  }

  @Override
  final void add(Bar bar) {
    trueRange.add(bar);
    ranges.add(trueRange.value());
  }

  @Override
  public final Reading<T> reading() {
    return ranges.isFull()
        ? Reading.ready(of(ranges))
        : Reading.warmingUp(ranges.size(), ranges.capacity());
  }

  abstract T of(Ring window);
}
