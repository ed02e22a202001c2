package io.tapeline.core.indicator;

import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * IND-MICROPRICE: {@code (bid × askSize + ask × bidSize) / (bidSize + askSize)} of the newest
 * quote, the mid if both sizes are zero. Ready with the first quote; invalid where sizes are not
 * published.
 */
public final class MicroPrice implements Indicator<Quote, Double> {

  private @Nullable Quote newest;

  @Override
  public void take(Quote quote) {
    newest = quote;
  }

  @Override
  public Reading<Double> reading() {
    Quote quote = newest;
    if (quote == null) {
      return Reading.warmingUp(0, 1);
    }
    Quantity bidSize = quote.bidSize();
    Quantity askSize = quote.askSize();
    if (bidSize == null || askSize == null) {
      return Reading.invalid("the quote has no sizes");
    }
    double bids = bidSize.value().doubleValue();
    double asks = askSize.value().doubleValue();
    if (bids + asks <= 0) {
      return Reading.ready(quote.mid().doubleValue());
    }
    // From the bid on, so that prices far above the spread lose no digits.
    double bid = quote.bid().value().doubleValue();
    return Reading.ready(bid + quote.spread().doubleValue() * (bids / (bids + asks)));
  }
}
