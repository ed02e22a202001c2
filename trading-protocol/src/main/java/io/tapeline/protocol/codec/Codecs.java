package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountState;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.ExecutionReport;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.position.Position;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.signal.Signal;

/** The codec of every event that travels. */
public final class Codecs {

  /** Trades, quotes and heartbeats; refuses to encode a {@link BookUpdate}. */
  public static final Codec<MarketEvent> MARKET_EVENT = new MarketEventCodec();

  public static final Codec<BookUpdate> BOOK_UPDATE = new BookUpdateCodec();
  public static final Codec<Candle> CANDLE = new CandleCodec();
  public static final Codec<PlanState> PLAN_STATE = new PlanStateCodec();
  public static final Codec<Signal> SIGNAL = new SignalCodec();
  public static final Codec<Decision> DECISION = new DecisionCodec();
  public static final Codec<ApprovedOrder> APPROVED_ORDER = new ApprovedOrderCodec();
  public static final Codec<OrderEvent> ORDER_EVENT = new OrderEventCodec();
  public static final Codec<ExecutionReport> EXECUTION_REPORT = new ExecutionReportCodec();
  public static final Codec<Position> POSITION = new PositionCodec();
  public static final Codec<AccountState> ACCOUNT_STATE = new AccountStateCodec();
  public static final Codec<Control> CONTROL = new ControlCodec();
  public static final Codec<Quarantined> QUARANTINED = new QuarantinedCodec();

  private Codecs() {}
}
