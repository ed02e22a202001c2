package io.tapeline.core.execution;

import io.tapeline.core.execution.SecondCloses.Completed;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A position on its way to its exit. Quantities follow from fills alone; the stop only tightens.
 *
 * <p>OPEN → CLOSING when a closing order is accepted → CLOSED when nothing is left, or back to OPEN
 * if the closing order ends with something left.
 */
final class ManagedPosition {

  private static final int SCALE = 18;

  private final OrderEvent entry;
  private final Instrument instrument;
  private final ExitPlan plan;
  private final EventTime entryTs;
  private PositionState state = PositionState.OPEN;
  private int version;
  private int exits;
  private Quantity opened = Quantity.ZERO;
  private Quantity closed = Quantity.ZERO;
  private BigDecimal entryNotional = BigDecimal.ZERO;
  private BigDecimal exitNotional = BigDecimal.ZERO;
  private Money fees = Money.ZERO;
  private Money slippage = Money.ZERO;
  private @Nullable Price stop;
  private @Nullable Price target;
  private @Nullable Price initialStop;
  private @Nullable ExitReason exitReason;
  private @Nullable EventTime exitTs;
  private BigDecimal mae = BigDecimal.ZERO;
  private BigDecimal mfe = BigDecimal.ZERO;
  private int flatRun;
  private Origin newest;

  ManagedPosition(OrderEvent firstFill, ExitPlan plan, Instrument instrument) {
    this.entry = firstFill;
    this.plan = plan;
    this.instrument = instrument;
    this.entryTs = firstFill.origin().ts();
    this.newest = firstFill.origin();
  }

  /** Takes an order step of this position in. */
  void apply(OrderEvent step) {
    version++;
    newest = step.origin();
    Execution fill = step.execution();
    if (fill != null) {
      book(step, fill);
    }
    if (step.intent() == Intent.CLOSE) {
      onClosingStep(step);
    }
  }

  private void book(OrderEvent step, Execution fill) {
    BigDecimal notional = fill.price().value().multiply(fill.quantity().value());
    fees = fees.plus(fill.fee());
    BigDecimal worse =
        fill.price().minus(step.refPrice()).multiply(BigDecimal.valueOf(step.side().sign()));
    slippage =
        slippage.plus(
            new Money(worse.multiply(fill.quantity().value()).multiply(instrument.contractSize())));
    if (step.intent() == Intent.OPEN) {
      opened = opened.plus(fill.quantity());
      entryNotional = entryNotional.add(notional);
      setLevels();
    } else {
      closed = closed.plus(fill.quantity());
      exitNotional = exitNotional.add(notional);
      exitTs = step.origin().ts();
    }
  }

  /** Levels follow the average entry; the stop never moves away from the market. */
  private void setLevels() {
    Price average = average(entryNotional, opened);
    Price wanted = plan.stopFor(entry.side(), average, instrument);
    if (!wanted.equals(average)) {
      Price current = stop;
      stop = current == null ? wanted : tighter(current, wanted);
      initialStop = stop;
    }
    Price goal = plan.targetFor(entry.side(), average, instrument);
    target = goal.equals(average) ? null : goal;
  }

  private Price tighter(Price a, Price b) {
    boolean first = entry.side() == Side.BUY ? a.isAbove(b) : a.isBelow(b);
    return first ? a : b;
  }

  private void onClosingStep(OrderEvent step) {
    if (step.number() == 1) {
      exits++;
      exitReason = step.exitReason();
      state = PositionState.CLOSING;
    }
    if (open().isZero()) {
      state = PositionState.CLOSED;
    } else if (step.status().isTerminal()) {
      state = PositionState.OPEN;
    }
  }

  /** Follows the best and the worst the exit side has shown. */
  void onQuote(Quote quote) {
    Price exit = quote.oppositeTouch(entry.side().opposite());
    BigDecimal gain =
        exit.value()
            .subtract(average(entryNotional, opened).value())
            .multiply(BigDecimal.valueOf(entry.side().sign()));
    mfe = mfe.max(gain);
    mae = mae.max(gain.negate());
  }

  /** Counts flat candles in a row; only seconds that began after the entry count. */
  void onSecond(Completed second) {
    if (second.openTime().isBefore(entryTs)) {
      return;
    }
    double previous = second.previousClose().value().doubleValue();
    double move = Math.abs(second.close().value().doubleValue() - previous) / previous;
    flatRun = move < plan.flatThreshold().doubleValue() ? flatRun + 1 : 0;
  }

  /** Opened less closed. */
  Quantity open() {
    return opened.minus(closed);
  }

  boolean isOpen() {
    return state == PositionState.OPEN;
  }

  boolean isClosed() {
    return state == PositionState.CLOSED;
  }

  OrderEvent entry() {
    return entry;
  }

  ExitPlan plan() {
    return plan;
  }

  EventTime entryTs() {
    return entryTs;
  }

  @Nullable Price stop() {
    return stop;
  }

  @Nullable Price target() {
    return target;
  }

  /** Number of the market event of its newest step. */
  long newestSeq() {
    return newest.seq();
  }

  int flatRun() {
    return flatRun;
  }

  Instrument instrument() {
    return instrument;
  }

  OrderId nextExitId() {
    return OrderId.exitOf(entry.entryOrderId(), exits + 1);
  }

  private static Price average(BigDecimal notional, Quantity quantity) {
    return new Price(
        notional.divide(quantity.value(), SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros());
  }

  /** Realised profit before fees of what has been closed; exact once all is closed. */
  private Money gross() {
    BigDecimal cost =
        closed.equals(opened)
            ? entryNotional
            : closed.isZero()
                ? BigDecimal.ZERO
                : average(entryNotional, opened).value().multiply(closed.value());
    return new Money(
        exitNotional
            .subtract(cost)
            .multiply(BigDecimal.valueOf(entry.side().sign()))
            .multiply(instrument.contractSize()));
  }

  /** The state to publish. */
  Position snapshot() {
    return new Position(
        entry.entryOrderId(),
        entry.signalId(),
        entry.account(),
        entry.strategy(),
        entry.symbol(),
        entry.side(),
        state,
        version,
        open(),
        opened,
        average(entryNotional, opened),
        closed.isZero() ? null : average(exitNotional, closed),
        entryTs,
        isClosed() ? exitTs : null,
        stop,
        target,
        initialStop,
        exitReason,
        gross(),
        fees,
        slippage,
        mae,
        mfe,
        newest);
  }
}
