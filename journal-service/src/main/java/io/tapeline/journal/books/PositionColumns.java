package io.tapeline.journal.books;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A position's columns; its id is the entry order's, its side LONG or SHORT. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init") // the database fills the fields
public abstract class PositionColumns extends TradedRow {

  int version;
  String state;
  String signalId;
  String side;
  BigDecimal quantity;
  BigDecimal opened;
  BigDecimal entryPrice;
  @Nullable BigDecimal exitPrice;
  long entryTs;
  @Nullable Long exitTs;
  @Nullable BigDecimal stop;
  @Nullable BigDecimal target;
  @Nullable BigDecimal initialStop;
  @Nullable String exitReason;
  BigDecimal gross;
  BigDecimal fees;
  BigDecimal net;
  BigDecimal slippage;
  BigDecimal mae;
  BigDecimal mfe;
  int targetsLeft;
  int partials;

  /** The position as it travelled. */
  public Position toPosition() {
    return new Position(
        new OrderId(id()),
        new SignalId(signalId),
        new AccountId(account()),
        new StrategyId(strategy()),
        new Symbol(symbol()),
        "LONG".equals(side) ? Side.BUY : Side.SELL,
        PositionState.valueOf(state),
        version,
        new Quantity(quantity),
        new Quantity(opened),
        new Price(entryPrice),
        price(exitPrice),
        new EventTime(entryTs),
        exitTs == null ? null : new EventTime(exitTs),
        price(stop),
        price(target),
        price(initialStop),
        exitReason == null ? null : ExitReason.valueOf(exitReason),
        new Money(gross),
        new Money(fees),
        new Money(slippage),
        mae,
        mfe,
        targetsLeft,
        partials,
        new Origin(seq(), new EventTime(ts())));
  }

  private static @Nullable Price price(@Nullable BigDecimal value) {
    return value == null ? null : new Price(value);
  }
}
