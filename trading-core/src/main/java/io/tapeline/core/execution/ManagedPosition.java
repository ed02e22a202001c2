package io.tapeline.core.execution;

import io.tapeline.core.execution.SecondCloses.Completed;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
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
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A position on its way to its exit. Quantities follow from fills alone.
 *
 * <p>OPEN → CLOSING when a closing order is accepted → CLOSED when nothing is left, or back to OPEN
 * if the closing order ends with something left, as one for a part does.
 */
final class ManagedPosition {

  private static final int SCALE = 18;

  private final OrderEvent entry;
  private final Instrument instrument;
  private final ExitPlan plan;
  private final EventTime entryTs;
  private final StopKeeper stop;
  private final TargetLadder targets;
  private final @Nullable AdverseCandles candles;
  private PositionState state = PositionState.OPEN;
  private int version;
  private int exits;
  private Quantity opened = Quantity.ZERO;
  private Quantity closed = Quantity.ZERO;
  private BigDecimal entryNotional = BigDecimal.ZERO;
  private BigDecimal exitNotional = BigDecimal.ZERO;
  private Money fees = Money.ZERO;
  private Money slippage = Money.ZERO;
  private ClosingPart part = ClosingPart.NONE;
  private int partials;
  private Money entryFees = Money.ZERO;
  private Price average;
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
    this.average = firstFill.refPrice();
    this.stop = new StopKeeper(firstFill.side(), plan, instrument);
    this.targets = new TargetLadder(firstFill.side(), plan, instrument);
    this.candles =
        plan.adverseCandle() ? new AdverseCandles(firstFill.side(), entryTs, instrument) : null;
  }

  /**
   * Takes an order step of this position in.
   *
   * @param quote the newest, null if there was none
   */
  void apply(OrderEvent step, @Nullable Quote quote) {
    version++;
    newest = step.origin();
    Execution fill = step.execution();
    if (step.intent() == Intent.CLOSE && step.number() == 1) {
      onClosingOrder(step);
    }
    if (fill != null) {
      book(step, fill, quote);
    }
    if (step.intent() == Intent.CLOSE) {
      onClosingStep(step);
    }
  }

  private void book(OrderEvent step, Execution fill, @Nullable Quote quote) {
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
      entryFees = entryFees.plus(fill.fee());
      average = average(entryNotional, opened);
      stop.onEntry(average, quote);
    } else {
      closed = closed.plus(fill.quantity());
      exitNotional = exitNotional.add(notional);
      part = part.with(fill);
      exitTs = step.origin().ts();
    }
  }

  private void onClosingOrder(OrderEvent step) {
    exits++;
    exitReason = step.exitReason();
    targets.met(step.targetsMet());
    part = ClosingPart.NONE;
    state = PositionState.CLOSING;
  }

  private void onClosingStep(OrderEvent step) {
    if (open().isZero()) {
      state = PositionState.CLOSED;
    } else if (step.status().isTerminal()) {
      state = PositionState.OPEN;
      exitReason = null;
      onPartClosed();
    }
  }

  private void onPartClosed() {
    if (!part.quantity().isZero()) {
      partials++;
      if (plan.breakEvenAfterFirst()) {
        stop.breakEven(average, roundTripPerUnit());
      }
    }
  }

  /** Fees of one unit: of the entry as paid, of the exit as a taker at the entry's price. */
  private BigDecimal roundTripPerUnit() {
    BigDecimal units = opened.value().multiply(instrument.contractSize());
    return entryFees
        .value()
        .divide(units, SCALE, RoundingMode.CEILING)
        .add(average.value().multiply(instrument.takerFee()));
  }

  /** All that is open. */
  Exit whole(ExitReason reason) {
    return new Exit(reason, open(), targets.met());
  }

  /**
   * What this quote's targets close, null if it reaches none: all that is open if the part or what
   * it would leave is less than may be ordered (S0-PARTIAL).
   */
  @Nullable Exit dueTarget(Quote quote, Duration held) {
    int met = targets.metWith(quote, average, held);
    if (met == targets.met()) {
      return null;
    }
    BigDecimal share = targets.share(met);
    Price exit = quote.oppositeTouch(entry.side().opposite());
    Quantity due = new Quantity(opened.value().multiply(share)).downToLot(instrument.lotStep());
    boolean all = share.compareTo(BigDecimal.ONE) >= 0 || !closed.isBelow(due);
    Quantity now = all ? open() : due.minus(closed);
    boolean splits = !isTooSmall(now, exit) && !isTooSmall(open().minus(now), exit);
    return new Exit(ExitReason.TP, splits ? now : open(), met);
  }

  private boolean isTooSmall(Quantity quantity, Price price) {
    return quantity.isBelow(instrument.minQty())
        || quantity.isZero()
        || instrument.notional(price, quantity).compareTo(instrument.minNotional()) < 0;
  }

  /** Takes an event after the entry in. */
  void onMarket(MarketEvent event) {
    if (candles != null) {
      candles.onMarket(event, average);
    }
    if (event instanceof Quote quote) {
      onQuote(quote);
    }
  }

  /** Follows the best and the worst the exit side has shown. */
  private void onQuote(Quote quote) {
    Price exit = quote.oppositeTouch(entry.side().opposite());
    BigDecimal gain = exit.minus(average).multiply(BigDecimal.valueOf(entry.side().sign()));
    mfe = mfe.max(gain);
    mae = mae.max(gain.negate());
    stop.onQuote(quote, average);
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

  StopKeeper stop() {
    return stop;
  }

  /** Time in the position. */
  Duration held(EventTime now) {
    return Duration.of(now.microsSince(entryTs), ChronoUnit.MICROS);
  }

  /** True if a minute has closed against it, where its plan asks. */
  boolean isCandleAgainst() {
    return candles != null && candles.isSeen();
  }

  /** What the newest closing order has closed so far. */
  ClosingPart part() {
    return part;
  }

  /** Profit of the newest closing order after its fees and its share of the entry's. */
  Money partNet() {
    BigDecimal gained =
        part.notional()
            .subtract(average.value().multiply(part.quantity().value()))
            .multiply(BigDecimal.valueOf(entry.side().sign()))
            .multiply(instrument.contractSize());
    BigDecimal entryFee =
        entryFees
            .value()
            .multiply(part.quantity().value())
            .divide(opened.value(), SCALE, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return new Money(gained.subtract(entryFee)).minus(part.fees());
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

  static Price average(BigDecimal notional, Quantity quantity) {
    return new Price(
        notional.divide(quantity.value(), SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros());
  }

  /** Realised profit before fees of what has been closed; exact once all is closed. */
  private Money gross() {
    BigDecimal cost =
        closed.equals(opened)
            ? entryNotional
            : closed.isZero() ? BigDecimal.ZERO : average.value().multiply(closed.value());
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
        average,
        closed.isZero() ? null : average(exitNotional, closed),
        entryTs,
        isClosed() ? exitTs : null,
        stop.current(),
        targets.next(average, held(newest.ts())),
        stop.first(),
        exitReason,
        gross(),
        fees,
        slippage,
        mae,
        mfe,
        targets.left(),
        partials,
        newest);
  }
}
