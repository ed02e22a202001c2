package io.tapeline.core.ledger;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.signal.StrategyId;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An account's books: cash and open positions, to the last digit.
 *
 * <p>Every fill moves cash by its notional and its fee, so that at any time cash plus the positions
 * at market is the start capital plus net profit.
 */
public final class Ledger {

  private final Instruments instruments;
  private final Map<OrderId, Entry> open = new LinkedHashMap<>();
  private Money cash;

  public Ledger(Money initialCapital, Instruments instruments) {
    this.cash = initialCapital;
    this.instruments = instruments;
  }

  /**
   * An open position on the books.
   *
   * @param entrySide BUY for long, SELL for short
   * @param cashFlow what its fills have moved so far, fees included
   */
  public record Entry(
      OrderId entryOrderId,
      StrategyId strategy,
      Symbol symbol,
      Side entrySide,
      Quantity quantity,
      Money cashFlow,
      Money entryNotional) {}

  /**
   * Books a fill.
   *
   * @return the position after it; with quantity zero it has just been closed and its cash flow is
   *     its net profit
   */
  public Entry book(Fill fill) {
    Instrument instrument = instruments.get(fill.symbol());
    Money notional = instrument.notional(fill.execution().price(), fill.execution().quantity());
    Money flow =
        (fill.side() == Side.BUY ? notional.negated() : notional).minus(fill.execution().fee());
    cash = cash.plus(flow);
    Entry before = open.get(fill.entryOrderId());
    Entry after = before == null ? first(fill, flow, notional) : next(before, fill, flow, notional);
    if (after.quantity().isZero()) {
      open.remove(fill.entryOrderId());
    } else {
      open.put(fill.entryOrderId(), after);
    }
    return after;
  }

  private static Entry first(Fill fill, Money flow, Money notional) {
    if (fill.intent() != Intent.OPEN) {
      throw new IllegalStateException(
          "fill " + fill.id() + " closes position " + fill.entryOrderId() + " that is not open");
    }
    return new Entry(
        fill.entryOrderId(),
        fill.strategy(),
        fill.symbol(),
        fill.side(),
        fill.execution().quantity(),
        flow,
        notional);
  }

  private static Entry next(Entry before, Fill fill, Money flow, Money notional) {
    boolean opening = fill.intent() == Intent.OPEN;
    Quantity filled = fill.execution().quantity();
    return new Entry(
        before.entryOrderId(),
        before.strategy(),
        before.symbol(),
        before.entrySide(),
        opening ? before.quantity().plus(filled) : before.quantity().minus(filled),
        before.cashFlow().plus(flow),
        opening ? before.entryNotional().plus(notional) : before.entryNotional());
  }

  /** Start capital plus all cash flows of fills. */
  public Money cash() {
    return cash;
  }

  /** Open positions in the order they were opened. */
  public Collection<Entry> open() {
    return Collections.unmodifiableCollection(open.values());
  }

  /** The open position of this entry order, null if there is none. */
  public @Nullable Entry find(OrderId entryOrderId) {
    return open.get(entryOrderId);
  }

  /** Cash plus open positions at the price their exit would meet; without a quote at their cost. */
  public Money equity(Function<Symbol, @Nullable Quote> quotes) {
    Money equity = cash;
    for (Entry entry : open.values()) {
      equity = equity.plus(marketValue(entry, quotes.apply(entry.symbol())));
    }
    return equity;
  }

  private Money marketValue(Entry entry, @Nullable Quote quote) {
    if (quote == null) {
      return entry.cashFlow().negated();
    }
    Price exit = quote.oppositeTouch(entry.entrySide().opposite());
    Money value = instruments.get(entry.symbol()).notional(exit, entry.quantity());
    return value.times(BigDecimal.valueOf(entry.entrySide().sign()));
  }

  /**
   * Cash that new positions may use, without leverage: proceeds of short sales and as much again
   * are held back.
   */
  public Money free() {
    Money free = cash;
    for (Entry entry : open.values()) {
      if (entry.entrySide() == Side.SELL) {
        free = free.minus(entry.entryNotional().times(BigDecimal.TWO));
      }
    }
    return free;
  }
}
