package io.tapeline.core.book;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.Origin;

/** Best bid and best offer of a book that is neither crossed nor locked nor empty on a side. */
public record TopOfBook(Price bid, Quantity bidSize, Price ask, Quantity askSize) {

  /** This top as the quote of an instrument. */
  public Quote toQuote(Origin origin, Symbol symbol) {
    return new Quote(origin, symbol, bid, bidSize, ask, askSize);
  }
}
