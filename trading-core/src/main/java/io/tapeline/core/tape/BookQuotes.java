package io.tapeline.core.tape;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.book.TopOfBook;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.time.Origin;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Quotes made of the books of a feed: one after each update that changed the top. */
final class BookQuotes {

  private final Map<Symbol, Quoted> books = new HashMap<>();

  /** The quote that follows from an event, or null if it leaves the top as it was last quoted. */
  @Nullable Quote after(MarketEvent event, long seq) {
    if (!(event instanceof BookUpdate update)) {
      return null;
    }
    Quoted quoted = books.computeIfAbsent(update.symbol(), _ -> new Quoted());
    quoted.book.apply(update);
    TopOfBook top = quoted.book.top();
    if (top == null || top.equals(quoted.last)) {
      return null;
    }
    quoted.last = top;
    return top.toQuote(new Origin(seq, update.ts()), update.symbol());
  }

  private static final class Quoted {
    private final OrderBook book = new OrderBook();
    private @Nullable TopOfBook last;
  }
}
