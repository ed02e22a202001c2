package io.tapeline.core.strategy.subcent;

import io.tapeline.core.indicator.Reading;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The depth of a quote: the best level of each side and nothing behind it. */
record TouchDepth(Quote quote, Instrument instrument) implements Depth {

  @Override
  public Reading<Money> near(Side side, BigDecimal fraction) {
    BigDecimal mid = quote.mid();
    BigDecimal distance = touch(side).value().subtract(mid).abs();
    boolean inside = distance.compareTo(mid.multiply(fraction)) <= 0;
    return top(side, 1).map(notional -> inside ? notional : Money.ZERO);
  }

  @Override
  public Reading<Money> top(Side side, int levels) {
    Quantity size = size(side);
    return size == null
        ? Reading.invalid("the quote has no sizes")
        : Reading.ready(instrument.notional(touch(side), size));
  }

  @Override
  public Reading<Double> imbalance(int levels) {
    Quantity bidSize = size(Side.BUY);
    Quantity askSize = size(Side.SELL);
    if (bidSize == null || askSize == null) {
      return Reading.invalid("the quote has no sizes");
    }
    double bids = bidSize.value().doubleValue();
    double asks = askSize.value().doubleValue();
    return bids + asks > 0
        ? Reading.ready((bids - asks) / (bids + asks))
        : Reading.invalid("both sides are empty");
  }

  /** Where orders of this side rest. */
  private Price touch(Side side) {
    return quote.oppositeTouch(side.opposite());
  }

  private @Nullable Quantity size(Side side) {
    return quote.oppositeSize(side.opposite());
  }
}
