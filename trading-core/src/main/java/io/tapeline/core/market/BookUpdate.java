package io.tapeline.core.market;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.Origin;
import java.util.List;

/**
 * Depth levels that changed at one moment: one atomic event.
 *
 * @param snapshot true if {@code levels} is the whole book, false if it is a change to it
 * @param levels new size per price; size zero deletes the level
 */
public record BookUpdate(Origin origin, Symbol symbol, boolean snapshot, List<Level> levels)
    implements MarketEvent {

  public BookUpdate {
    levels = List.copyOf(levels);
  }

  /** Side, price and new size of one level; {@link Side#BUY} is the bid side. */
  public record Level(Side side, Price price, Quantity size) {}
}
