package io.tapeline.core.book;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.Arrays;
import java.util.List;

/** Updates and levels for tests of books. */
final class Books {

  private Books() {}

  static BookUpdate snapshot(Level... levels) {
    return update(true, Arrays.asList(levels));
  }

  static BookUpdate change(Level... levels) {
    return update(false, Arrays.asList(levels));
  }

  static BookUpdate update(boolean snapshot, List<Level> levels) {
    return new BookUpdate(new Origin(1, new EventTime(1)), new Symbol("BTCUSDT"), snapshot, levels);
  }

  static Level bid(String price, String size) {
    return new Level(Side.BUY, Price.of(price), Quantity.of(size));
  }

  static Level ask(String price, String size) {
    return new Level(Side.SELL, Price.of(price), Quantity.of(size));
  }

  static TopOfBook top(String bid, String bidSize, String ask, String askSize) {
    return new TopOfBook(Price.of(bid), Quantity.of(bidSize), Price.of(ask), Quantity.of(askSize));
  }
}
