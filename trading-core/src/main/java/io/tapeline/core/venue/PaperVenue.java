package io.tapeline.core.venue;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.Liquidity;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes orders on paper, as hard as a real venue would (CATALOGUE TM-PAPER): an order reaches
 * the venue after a latency and never fills on the event that triggered it. One at the market meets
 * the opposite touch and pays slippage beyond it, takes at most the size displayed there, and pays
 * the taker's fee. A limit order that the market would fill at once does the same, at its limit at
 * worst; else it rests ({@link Resting}), fills at its limit and pays the maker's fee.
 */
public final class PaperVenue {

  private static final BigDecimal BPS = new BigDecimal("0.0001");

  private final PaperSettings settings;

  public PaperVenue(PaperSettings settings) {
    this.settings = settings;
  }

  /** When an order decided at this time reaches the venue. */
  public EventTime arrival(EventTime decidedAt) {
    return decidedAt.plus(settings.latency());
  }

  /** True if an opening order has waited so long at the venue that it expires. */
  public boolean isExpired(WorkingOrder order, EventTime now) {
    Duration goodFor = order.goodFor().isZero() ? settings.entryTimeout() : order.goodFor();
    return order.intent() == Intent.OPEN
        && now.microsSince(order.arrivesAt()) >= EventTime.micros(goodFor);
  }

  /**
   * What an order gets on an event: at most one fill, of a ladder at most one of each rung. What
   * one rung takes of the size displayed is not there for the next.
   *
   * @param touch the instrument's newest quote, the event itself if that is a quote
   */
  public List<Execution> fills(
      WorkingOrder order, MarketEvent event, @Nullable Quote touch, Instrument instrument) {
    Ladder ladder = order.ladder();
    if (ladder == null) {
      Execution fill = fill(order, event, touch, instrument);
      return fill == null ? List.of() : List.of(fill);
    }
    List<Execution> fills = new ArrayList<>();
    MarketEvent offered = event;
    for (Ladder.Place rung : ladder.rungs()) {
      Execution fill = fill(rung.order(), offered, touch, instrument);
      if (fill != null) {
        fills.add(fill.ofRung(rung.number()));
        offered =
            fill.liquidity() == Liquidity.TAKER
                ? Ladder.less(offered, order.side(), fill)
                : offered;
      }
    }
    return fills;
  }

  /** What an order gets on an event, null if nothing. */
  private @Nullable Execution fill(
      WorkingOrder order, MarketEvent event, @Nullable Quote touch, Instrument instrument) {
    if (touch == null || event.seq() <= order.lastSeq() || event.ts().isBefore(order.arrivesAt())) {
      return null;
    }
    Resting resting = order.resting();
    if (resting != null) {
      Quantity quantity = resting.fillable(order).downToLot(instrument.lotStep());
      return quantity.isZero() ? null : asMaker(resting, event, quantity, instrument);
    }
    if (event instanceof Quote quote) {
      return order.isMarketable(quote) ? onQuote(order, quote, instrument) : null;
    }
    boolean stale =
        order.intent() == Intent.CLOSE
            && event instanceof Heartbeat
            && event.ts().microsSince(order.arrivesAt())
                >= EventTime.micros(settings.staleFillAfter());
    return stale ? execution(order, event, touch, order.remaining(), null, instrument) : null;
  }

  private @Nullable Execution onQuote(WorkingOrder order, Quote quote, Instrument instrument) {
    Quantity top = quote.oppositeSize(order.side());
    Quantity quantity =
        top == null
            ? order.remaining()
            : order.remaining().min(top).downToLot(instrument.lotStep());
    return quantity.isZero() ? null : execution(order, quote, quote, quantity, top, instrument);
  }

  private static Execution asMaker(
      Resting resting, MarketEvent event, Quantity quantity, Instrument instrument) {
    Money fee = instrument.notional(resting.limit(), quantity).times(instrument.makerFee());
    return new Execution(
        "P" + event.seq(),
        quantity,
        resting.limit(),
        fee,
        Liquidity.MAKER,
        resting.limit(),
        BigDecimal.ZERO);
  }

  private Execution execution(
      WorkingOrder order,
      MarketEvent event,
      Quote quote,
      Quantity quantity,
      @Nullable Quantity top,
      Instrument instrument) {
    Price touch = quote.oppositeTouch(order.side());
    BigDecimal bps = settings.slippageOf(instrument.assetClass()).bpsFor(order.remaining(), top);
    BigDecimal beyond = bps.multiply(BPS).multiply(BigDecimal.valueOf(order.side().sign()));
    BigDecimal raw = touch.movedBy(beyond);
    Price price =
        order.atWorst(
            order.side() == Side.BUY ? instrument.ceilToTick(raw) : instrument.floorToTick(raw));
    Money fee = instrument.notional(price, quantity).times(instrument.takerFee());
    return new Execution("P" + event.seq(), quantity, price, fee, Liquidity.TAKER, touch, bps);
  }
}
