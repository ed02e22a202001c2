package io.tapeline.core.market;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Depth levels that changed at one moment: one atomic event. Or that the depth known so far cannot
 * be trusted any more, until the next snapshot.
 *
 * @param snapshot true if {@code levels} is the whole book, false if it is a change to it
 * @param levels new size per price; size zero deletes the level
 * @param invalid why the book is not to be trusted, null if it is; without levels then
 */
public record BookUpdate(
    Origin origin,
    Symbol symbol,
    boolean snapshot,
    List<Level> levels,
    @Nullable Invalidity invalid)
    implements MarketEvent {

  public BookUpdate {
    levels = List.copyOf(levels);
    if (invalid != null && (snapshot || !levels.isEmpty())) {
      throw new IllegalArgumentException("a book that is not to be trusted comes without levels");
    }
  }

  /** A snapshot, or a change to the book. */
  public BookUpdate(Origin origin, Symbol symbol, boolean snapshot, List<Level> levels) {
    this(origin, symbol, snapshot, levels, null);
  }

  /** The book is not to be trusted until its next snapshot. */
  public static BookUpdate invalid(Origin origin, Symbol symbol, Invalidity reason) {
    return new BookUpdate(origin, symbol, false, List.of(), reason);
  }

  /** Side, price and new size of one level; {@link Side#BUY} is the bid side. */
  public record Level(Side side, Price price, Quantity size) {}
}
