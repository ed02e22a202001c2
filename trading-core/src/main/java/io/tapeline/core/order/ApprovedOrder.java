package io.tapeline.core.order;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.risk.RuleCheck;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An opening order that passed the risk desk, with the whole verdict.
 *
 * @param origin the market event behind the signal
 * @param decidedAt event time at which risk decided
 * @param limit limit price, null for a market order
 * @param refPrice price the strategy decided at
 * @param reserved money held back on the account until the order is done
 * @param postOnly refused by the venue rather than filled at once
 * @param goodFor what is not filled by then is cancelled; zero: as long as the venue's settings say
 * @param checks every rule evaluated, in order
 * @param rungs of a ladder, the first at {@code limit}; empty: one order
 */
public record ApprovedOrder(
    OrderId orderId,
    SignalId signalId,
    AccountId account,
    StrategyId strategy,
    Symbol symbol,
    Side side,
    OrderType type,
    Quantity quantity,
    @Nullable Price limit,
    Price refPrice,
    Money reserved,
    ExitPlan exitPlan,
    Origin origin,
    EventTime decidedAt,
    List<RuleCheck> checks,
    boolean postOnly,
    Duration goodFor,
    List<Rung> rungs)
    implements Event {

  public ApprovedOrder {
    checks = List.copyOf(checks);
    rungs = List.copyOf(rungs);
  }

  /** An order at one price or at the market. */
  public ApprovedOrder(
      OrderId orderId,
      SignalId signalId,
      AccountId account,
      StrategyId strategy,
      Symbol symbol,
      Side side,
      OrderType type,
      Quantity quantity,
      @Nullable Price limit,
      Price refPrice,
      Money reserved,
      ExitPlan exitPlan,
      Origin origin,
      EventTime decidedAt,
      List<RuleCheck> checks,
      boolean postOnly,
      Duration goodFor) {
    this(
        orderId, signalId, account, strategy, symbol, side, type, quantity, limit, refPrice,
        reserved, exitPlan, origin, decidedAt, checks, postOnly, goodFor, List.of());
  }

  /** An order that may fill at once and stays as long as the venue's settings say. */
  public ApprovedOrder(
      OrderId orderId,
      SignalId signalId,
      AccountId account,
      StrategyId strategy,
      Symbol symbol,
      Side side,
      OrderType type,
      Quantity quantity,
      @Nullable Price limit,
      Price refPrice,
      Money reserved,
      ExitPlan exitPlan,
      Origin origin,
      EventTime decidedAt,
      List<RuleCheck> checks) {
    this(
        orderId,
        signalId,
        account,
        strategy,
        symbol,
        side,
        type,
        quantity,
        limit,
        refPrice,
        reserved,
        exitPlan,
        origin,
        decidedAt,
        checks,
        false,
        Duration.ZERO);
  }

  /** How the position is to be opened. */
  public EntryOrder entry() {
    return new EntryOrder(type, limit, postOnly, goodFor, rungs);
  }

  @Override
  public String id() {
    return orderId.value();
  }
}
