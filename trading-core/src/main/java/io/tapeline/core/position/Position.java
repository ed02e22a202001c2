package io.tapeline.core.position;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The latest state of a managed position; a closed one is a trade.
 *
 * @param entryOrderId names the position
 * @param entrySide BUY for a long, SELL for a short position
 * @param version rises by one with each state of the same position
 * @param quantity still open
 * @param opened filled on the way in, in all
 * @param avgEntry average entry price, unrounded up to 18 decimals
 * @param avgExit average exit price, null before the first closing fill
 * @param entryTs first fill
 * @param exitTs last closing fill, null while open
 * @param stop protective stop, null if none could be set
 * @param target next take profit, null if none is left
 * @param initialStop stop at entry, for R
 * @param gross realised profit before fees
 * @param fees paid so far, both ways
 * @param slippage cost of filling away from the decision price so far, may be negative
 * @param mae worst unrealised price excursion against the position, zero or more, price units
 * @param mfe best unrealised price excursion for the position, zero or more, price units
 * @param targetsLeft targets of its plan that are not met
 * @param partials closing orders so far that left some of it open
 */
public record Position(
    OrderId entryOrderId,
    SignalId signalId,
    AccountId account,
    StrategyId strategy,
    Symbol symbol,
    Side entrySide,
    PositionState state,
    int version,
    Quantity quantity,
    Quantity opened,
    Price avgEntry,
    @Nullable Price avgExit,
    EventTime entryTs,
    @Nullable EventTime exitTs,
    @Nullable Price stop,
    @Nullable Price target,
    @Nullable Price initialStop,
    @Nullable ExitReason exitReason,
    Money gross,
    Money fees,
    Money slippage,
    BigDecimal mae,
    BigDecimal mfe,
    int targetsLeft,
    int partials,
    Origin origin)
    implements Event {

  /** A position of which no part was closed before the rest, with no target to come. */
  public Position(
      OrderId entryOrderId,
      SignalId signalId,
      AccountId account,
      StrategyId strategy,
      Symbol symbol,
      Side entrySide,
      PositionState state,
      int version,
      Quantity quantity,
      Quantity opened,
      Price avgEntry,
      @Nullable Price avgExit,
      EventTime entryTs,
      @Nullable EventTime exitTs,
      @Nullable Price stop,
      @Nullable Price target,
      @Nullable Price initialStop,
      @Nullable ExitReason exitReason,
      Money gross,
      Money fees,
      Money slippage,
      BigDecimal mae,
      BigDecimal mfe,
      Origin origin) {
    this(
        entryOrderId,
        signalId,
        account,
        strategy,
        symbol,
        entrySide,
        state,
        version,
        quantity,
        opened,
        avgEntry,
        avgExit,
        entryTs,
        exitTs,
        stop,
        target,
        initialStop,
        exitReason,
        gross,
        fees,
        slippage,
        mae,
        mfe,
        0,
        0,
        origin);
  }

  @Override
  public String id() {
    return entryOrderId + "/v" + version;
  }

  /** Realised profit after fees. */
  public Money net() {
    return gross.minus(fees);
  }
}
