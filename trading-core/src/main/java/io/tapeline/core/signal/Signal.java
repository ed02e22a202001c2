package io.tapeline.core.signal;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.Origin;
import java.util.Map;

/**
 * A strategy's wish to open a position.
 *
 * @param origin the market event that triggered it
 * @param refPrice price the decision was taken at
 * @param quantity size the strategy asks for, before risk
 * @param stop protective stop if filled at refPrice
 * @param target take profit if filled at refPrice
 * @param confidence 0 to 1
 * @param evidence each condition by name with its numbers, in the order they were checked
 * @param entry how the position is to be opened
 */
public record Signal(
    SignalId signalId,
    AccountId account,
    StrategyId strategy,
    Symbol symbol,
    Side side,
    Origin origin,
    Price refPrice,
    Quantity quantity,
    Price stop,
    Price target,
    ExitPlan exitPlan,
    double confidence,
    Map<String, String> evidence,
    EntryOrder entry)
    implements Event {

  public Signal {
    evidence = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(evidence));
  }

  /** A wish to open at the market. */
  public Signal(
      SignalId signalId,
      AccountId account,
      StrategyId strategy,
      Symbol symbol,
      Side side,
      Origin origin,
      Price refPrice,
      Quantity quantity,
      Price stop,
      Price target,
      ExitPlan exitPlan,
      double confidence,
      Map<String, String> evidence) {
    this(
        signalId,
        account,
        strategy,
        symbol,
        side,
        origin,
        refPrice,
        quantity,
        stop,
        target,
        exitPlan,
        confidence,
        evidence,
        EntryOrder.MARKET);
  }

  @Override
  public String id() {
    return signalId.value();
  }

  /** The id of the signal that strategy and instrument give on the event with this number. */
  public static SignalId idFor(StrategyId strategy, Symbol symbol, long seq) {
    return new SignalId("S-" + strategy + "-" + symbol + "-" + seq);
  }
}
