package io.tapeline.core.venue;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import org.jspecify.annotations.Nullable;

/**
 * The place of a limit order in the queue at its price (CATALOGUE TM-PAPER): it fills whole once
 * the market trades strictly through, and as far as more has traded at its price than lay ahead.
 *
 * <p>Ahead of it is what its side of the book displays at its price when it arrives; nothing if it
 * is better than the best there. Where the book does not tell, because the price is beyond the best
 * or the size is not published, trades at the price do not count until the best comes to it.
 *
 * @param takenBefore filled before it came to rest
 * @param ahead displayed ahead of it, null while not known
 * @param traded at its price since then
 * @param passed true once the market traded, or offered, strictly through its price
 */
public record Resting(
    Side side,
    Price limit,
    Quantity takenBefore,
    @Nullable Quantity ahead,
    Quantity traded,
    boolean passed) {

  /** An order that comes to rest in a book that does not fill it. */
  static Resting in(Quote book, Side side, Price limit, Quantity takenBefore) {
    return new Resting(side, limit, takenBefore, null, Quantity.ZERO, false).inBook(book);
  }

  private Resting inBook(Quote book) {
    Price best = book.oppositeTouch(side.opposite());
    if (best.equals(limit)) {
      return withAhead(book.oppositeSize(side.opposite()));
    }
    return isBeyond(best) ? withAhead(Quantity.ZERO) : this;
  }

  private Resting withAhead(@Nullable Quantity known) {
    return known == null
        ? this
        : new Resting(side, limit, takenBefore, known, Quantity.ZERO, passed);
  }

  /** True for a price that is strictly worse for those on the other side: below a bid. */
  private boolean isBeyond(Price price) {
    return side == Side.BUY ? price.isBelow(limit) : price.isAbove(limit);
  }

  /** The place after an event of the instrument. */
  Resting after(MarketEvent event) {
    return switch (event) {
      case Tick tick when isBeyond(tick.price()) -> asPassed();
      case Tick tick when ahead != null && tick.price().equals(limit) ->
          new Resting(side, limit, takenBefore, ahead, traded.plus(tick.size()), passed);
      case Quote quote when isBeyond(quote.oppositeTouch(side)) -> asPassed();
      case Quote quote when ahead == null -> inBook(quote);
      default -> this;
    };
  }

  private Resting asPassed() {
    return new Resting(side, limit, takenBefore, ahead, traded, true);
  }

  /** What may fill now of an order in this place. */
  Quantity fillable(WorkingOrder order) {
    if (passed) {
      return order.remaining();
    }
    Quantity lay = ahead;
    Quantity filledHere = order.last().filled().minus(takenBefore);
    if (lay == null || !lay.plus(filledHere).isBelow(traded)) {
      return Quantity.ZERO;
    }
    return traded.minus(lay.plus(filledHere)).min(order.remaining());
  }
}
