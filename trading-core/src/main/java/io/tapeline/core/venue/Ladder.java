package io.tapeline.core.venue;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.time.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rungs of one order at several prices that are not filled, each as an order of its own with
 * its own place in the queue.
 *
 * @param rungs the worst price first, which is the first to fill
 */
public record Ladder(List<Place> rungs) {

  /**
   * A rung at the venue.
   *
   * @param number from 1
   */
  public record Place(int number, WorkingOrder order) {}

  public Ladder {
    rungs = List.copyOf(rungs);
  }

  /** What an order has at the venue when it is accepted, null if it is no ladder. */
  static @Nullable Ladder of(OrderEvent first, EventTime arrivesAt) {
    if (first.entry() == null || !first.entry().isLadder() || first.number() != 1) {
      return null;
    }
    return new Ladder(
        IntStream.rangeClosed(1, first.entry().rungs().size())
            .mapToObj(n -> new Place(n, new WorkingOrder(first.ofRung(n), arrivesAt)))
            .toList());
  }

  /** The same after a step of the whole order. */
  Ladder after(OrderEvent step) {
    Execution fill = step.execution();
    if (fill == null) {
      return this;
    }
    List<Place> left = new ArrayList<>();
    for (Place place : rungs) {
      Place next = place;
      if (place.number() == fill.rung()) {
        OrderEvent filled = place.order().last().next(fill, step.origin(), step.detail());
        next = new Place(place.number(), place.order().after(filled));
      }
      if (!next.order().remaining().isZero()) {
        left.add(next);
      }
    }
    return new Ladder(left);
  }

  /** The same after an event of the instrument. */
  Ladder after(MarketEvent event, @Nullable Quote before) {
    return new Ladder(
        rungs.stream()
            .map(place -> new Place(place.number(), place.order().after(event, before)))
            .toList());
  }

  /** What is left of a quote for the next rung once this much of its other side is taken. */
  static MarketEvent less(MarketEvent event, Side side, Execution taken) {
    if (!(event instanceof Quote quote)) {
      return event;
    }
    Quantity size = quote.oppositeSize(side);
    if (size == null) {
      return event;
    }
    Quantity left = size.minus(size.min(taken.quantity()));
    return side == Side.BUY
        ? new Quote(quote.origin(), quote.symbol(), quote.bid(), quote.bidSize(), quote.ask(), left)
        : new Quote(
            quote.origin(), quote.symbol(), quote.bid(), left, quote.ask(), quote.askSize());
  }
}
