package io.tapeline.core.strategy.minute;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.money.Price;
import java.util.ArrayList;
import java.util.List;

/** The last closed candles of a segment. */
public final class RecentCandles {

  private final int most;
  private final List<Candle> candles = new ArrayList<>();

  /**
   * @param most so many are kept, above zero
   */
  public RecentCandles(int most) {
    this.most = most;
  }

  public void take(Candle candle) {
    if (candle.startsSegment()) {
      candles.clear();
    }
    candles.add(candle);
    if (candles.size() > most) {
      candles.removeFirst();
    }
  }

  public int size() {
    return candles.size();
  }

  /** The one so many before the newest, which is 0. */
  public Candle ago(int count) {
    return candles.get(candles.size() - 1 - count);
  }

  /** The newest {@code count}, oldest first. */
  public List<Candle> newest(int count) {
    return List.copyOf(candles.subList(candles.size() - count, candles.size()));
  }

  /** Highest price of the {@code count} candles before the newest; there must be as many. */
  public Price highestBefore(int count) {
    Price highest = ago(1).high();
    for (int i = 2; i <= count; i++) {
      highest = ago(i).high().isAbove(highest) ? ago(i).high() : highest;
    }
    return highest;
  }

  /** Lowest price of the {@code count} candles before the newest; there must be as many. */
  public Price lowestBefore(int count) {
    Price lowest = ago(1).low();
    for (int i = 2; i <= count; i++) {
      lowest = ago(i).low().isBelow(lowest) ? ago(i).low() : lowest;
    }
    return lowest;
  }
}
