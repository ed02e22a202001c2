package io.tapeline.core.indicator;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Side;
import java.util.List;

/**
 * IND-IMB: {@code (bids − asks) / (bids + asks)} over the best n levels of a book, from −1 to 1. A
 * book that cannot be quoted from is invalid.
 */
public final class DepthImbalance implements Indicator<OrderBook, Double> {

  /** The usual number of levels. */
  public static final int USUAL = 5;

  private final int levels;
  private Reading<Double> reading = Reading.warmingUp(0, 1);

  /**
   * @param levels levels of each side, above zero
   */
  public DepthImbalance(int levels) {
    if (levels <= 0) {
      throw new IllegalArgumentException("levels must be above zero: " + levels);
    }
    this.levels = levels;
  }

  /** Measures the book as it is now. */
  @Override
  public void take(OrderBook book) {
    reading =
        switch (book.state()) {
          case AWAITING_SNAPSHOT -> Reading.warmingUp(0, 1);
          case INVALID -> Reading.invalid("the book is " + book.invalidity());
          case VALID, ONE_SIDED -> of(sum(book, Side.BUY), sum(book, Side.SELL));
        };
  }

  /** The imbalance of two sums of sizes; invalid if both are zero. */
  static Reading<Double> of(double bids, double asks) {
    double sum = bids + asks;
    return sum > 0 ? Reading.ready((bids - asks) / sum) : Reading.invalid("the book is empty");
  }

  private double sum(OrderBook book, Side side) {
    List<Level> best = book.levels(side);
    double sum = 0;
    for (int i = 0; i < Math.min(levels, best.size()); i++) {
      sum += best.get(i).size().value().doubleValue();
    }
    return sum;
  }

  @Override
  public Reading<Double> reading() {
    return reading;
  }
}
