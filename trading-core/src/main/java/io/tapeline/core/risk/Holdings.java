package io.tapeline.core.risk;

import io.tapeline.core.instrument.AssetClass;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.ledger.Ledger;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.StrategyId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Positions and opening orders of an account, and what they hold back and put at risk. An order on
 * its way counts with what of it has not filled yet, as if it filled.
 */
final class Holdings {

  private static final MathContext UP = new MathContext(18, RoundingMode.UP);

  /** Stands for a position whose order is not kept any more: its risk is what it is worth. */
  private static final BigDecimal ALL = BigDecimal.ONE;

  private final Ledger ledger;
  private final Instruments instruments;
  private final Function<Symbol, @Nullable Quote> quotes;
  private final Map<OrderId, Held> held = new LinkedHashMap<>();
  private @Nullable List<Open> atRisk;

  /** An approved order until its position is closed. */
  private static final class Held {
    private final ApprovedOrder order;
    private Quantity filled = Quantity.ZERO;
    private BigDecimal paid = BigDecimal.ZERO;
    private BigDecimal released = BigDecimal.ZERO;
    private boolean done;

    Held(ApprovedOrder order) {
      this.order = order;
    }

    Quantity toFill() {
      return done ? Quantity.ZERO : order.quantity().minus(filled);
    }

    /** What has filled of a ladder, by its rung's price, is a position's from then on. */
    void release(Execution execution) {
      if (execution.rung() > 0) {
        Rung rung = order.rungs().get(execution.rung() - 1);
        released = released.add(rung.price().times(execution.quantity()).value());
      }
    }

    /** Part of the order that may still fill, by worth. */
    BigDecimal left() {
      BigDecimal whole = BigDecimal.ZERO;
      for (Rung rung : order.rungs()) {
        whole = whole.add(rung.price().times(rung.quantity()).value());
      }
      return whole.signum() == 0
          ? toFill().value().divide(order.quantity().value(), UP)
          : whole.subtract(released).divide(whole, UP);
    }

    boolean hasBegun() {
      return !filled.isZero();
    }
  }

  /**
   * A position, or what of an order is to become one.
   *
   * @param risk loss at the stop with what it costs to leave, never negative
   */
  record Open(Symbol symbol, AssetClass assetClass, StrategyId strategy, Side side, double risk) {

    double signedRisk() {
      return side.sign() * risk;
    }
  }

  Holdings(Ledger ledger, Instruments instruments, Function<Symbol, @Nullable Quote> quotes) {
    this.ledger = ledger;
    this.instruments = instruments;
    this.quotes = quotes;
  }

  void approved(ApprovedOrder order) {
    held.put(order.orderId(), new Held(order));
    changed();
  }

  /** A fill of an opening order, which the ledger has booked. */
  void opened(Fill fill) {
    Held of = held.get(fill.orderId());
    if (of != null) {
      Quantity quantity = fill.execution().quantity();
      of.filled = of.filled.plus(quantity);
      of.paid = of.paid.add(fill.execution().price().times(quantity).value());
      of.release(fill.execution());
    }
    changed();
  }

  /** An order fills no further. */
  void done(OrderId order) {
    Held of = held.get(order);
    if (of != null) {
      of.done = true;
      if (ledger.find(order) == null) {
        held.remove(order);
      }
      changed();
    }
  }

  /** A position was left, while the rest of its order may still fill. */
  void closed(OrderId entryOrder) {
    Held of = held.get(entryOrder);
    if (of != null && of.done) {
      held.remove(entryOrder);
    }
    changed();
  }

  void changed() {
    atRisk = null;
  }

  private boolean isComing(Held of) {
    return !of.done && ledger.find(of.order.orderId()) == null;
  }

  /** Open positions. */
  int positions() {
    return ledger.open().size();
  }

  /** Opening orders of which nothing is held yet. */
  int working() {
    return working(_ -> true);
  }

  /** The same of some orders. */
  int working(Predicate<ApprovedOrder> which) {
    return (int)
        held.values().stream().filter(this::isComing).filter(of -> which.test(of.order)).count();
  }

  /** Open positions and opening orders in the instrument. */
  int in(Symbol symbol) {
    return count(ledger.open(), entry -> entry.symbol().equals(symbol))
        + working(order -> order.symbol().equals(symbol));
  }

  /** Open positions and opening orders of some strategies. */
  int of(Predicate<StrategyId> strategies) {
    return count(ledger.open(), entry -> strategies.test(entry.strategy()))
        + working(order -> strategies.test(order.strategy()));
  }

  private static int count(Collection<Ledger.Entry> entries, Predicate<Ledger.Entry> which) {
    return (int) entries.stream().filter(which).count();
  }

  /** Opening orders that may still fill. */
  int orders() {
    return (int) held.values().stream().filter(of -> !of.done).count();
  }

  /** The same in one instrument. */
  int orders(Symbol symbol) {
    return (int)
        held.values().stream().filter(of -> !of.done && of.order.symbol().equals(symbol)).count();
  }

  /** Money held back for what opening orders may still fill. */
  Money reserved() {
    Money reserved = Money.ZERO;
    for (Held of : held.values()) {
      reserved = reserved.plus(reserved(of));
    }
    return reserved;
  }

  private static Money reserved(Held of) {
    if (of.toFill().isZero()) {
      return Money.ZERO;
    }
    return of.hasBegun() ? of.order.reserved().times(of.left()) : of.order.reserved();
  }

  /** Cash not used by positions nor reserved for opening orders. */
  Money free() {
    return ledger.free().minus(reserved());
  }

  /** Notional of positions at market and of opening orders; on margin, what they bind of it. */
  Money exposure() {
    return exposure(_ -> true);
  }

  /** The same of some strategies. */
  Money exposure(Predicate<StrategyId> strategies) {
    Money exposure = Money.ZERO;
    for (Ledger.Entry entry : ledger.open()) {
      if (strategies.test(entry.strategy())) {
        exposure = exposure.plus(bound(entry));
      }
    }
    for (Held of : held.values()) {
      if (!of.done && strategies.test(of.order.strategy())) {
        Instrument instrument = instruments.get(of.order.symbol());
        exposure = exposure.plus(reserved(of).times(instrument.marginRate()));
      }
    }
    return exposure;
  }

  private Money bound(Ledger.Entry entry) {
    Instrument instrument = instruments.get(entry.symbol());
    Quote quote = quotes.apply(entry.symbol());
    Money notional =
        quote == null
            ? entry.entryNotional()
            : instrument.notional(
                quote.oppositeTouch(entry.entrySide().opposite()), entry.quantity());
    return notional.times(instrument.marginRate());
  }

  /** Positions and opening orders with their risk. */
  List<Open> atRisk() {
    List<Open> known = atRisk;
    if (known == null) {
      known = new ArrayList<>();
      for (Ledger.Entry entry : ledger.open()) {
        known.add(open(entry));
      }
      for (Held of : held.values()) {
        if (!of.toFill().isZero()) {
          known.add(open(of.order, price(of.order), of.toFill()));
        }
      }
      atRisk = known;
    }
    return known;
  }

  private static Price price(ApprovedOrder order) {
    Price limit = order.limit();
    if (order.entry().isLadder()) {
      return order.entry().averagePrice();
    }
    return limit == null ? order.refPrice() : limit;
  }

  private Open open(Ledger.Entry entry) {
    Held of = held.get(entry.entryOrderId());
    if (of == null || !of.hasBegun()) {
      Instrument instrument = instruments.get(entry.symbol());
      return new Open(
          entry.symbol(),
          instrument.assetClass(),
          entry.strategy(),
          entry.entrySide(),
          entry.entryNotional().times(ALL).value().doubleValue());
    }
    Price average = new Price(of.paid.divide(of.filled.value(), MathContext.DECIMAL64));
    return open(of.order, average, entry.quantity());
  }

  private Open open(ApprovedOrder order, Price entry, Quantity quantity) {
    Instrument instrument = instruments.get(order.symbol());
    Price stop = order.exitPlan().stopFor(order.side(), entry, instrument);
    double distance = entry.minus(stop).abs().doubleValue();
    double fee = stop.value().doubleValue() * instrument.takerFee().doubleValue();
    double units = quantity.value().multiply(instrument.contractSize()).doubleValue();
    return new Open(
        order.symbol(),
        instrument.assetClass(),
        order.strategy(),
        order.side(),
        (distance + fee) * units);
  }
}
