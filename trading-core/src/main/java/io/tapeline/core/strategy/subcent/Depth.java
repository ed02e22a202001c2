package io.tapeline.core.strategy.subcent;

import io.tapeline.core.indicator.Reading;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;

/**
 * What rests in the market, as far as it is known: of a quote its touches, of a book its levels.
 */
interface Depth {

  /**
   * Notional that rests on a side within a fraction of the middle; a lower bound where not every
   * level is known. Not ready where sizes are not published.
   */
  Reading<Money> near(Side side, BigDecimal fraction);

  /** Notional of the best levels of a side, as many of them as are known. */
  Reading<Money> top(Side side, int levels);

  /** {@code (bids − asks) / (bids + asks)} in sizes of the best levels, −1 to 1 (IND-IMB). */
  Reading<Double> imbalance(int levels);
}
