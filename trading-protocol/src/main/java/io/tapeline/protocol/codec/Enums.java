package io.tapeline.protocol.codec;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.Liquidity;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.risk.RuleCheck;
import io.tapeline.protocol.wire.CandleProto;
import io.tapeline.protocol.wire.CommonProto;
import io.tapeline.protocol.wire.ControlProto;
import io.tapeline.protocol.wire.DecisionProto;
import io.tapeline.protocol.wire.MarketProto;
import io.tapeline.protocol.wire.OrderProto;
import io.tapeline.protocol.wire.PositionProto;

/** The enumerations of the core by their numbers on the wire. */
final class Enums {

  static final EnumMapping<Side, CommonProto.Side> SIDE =
      new EnumMapping<>(
          Side.values(),
          constant ->
              switch (constant) {
                case BUY -> CommonProto.Side.SIDE_BUY;
                case SELL -> CommonProto.Side.SIDE_SELL;
              });

  static final EnumMapping<RuleCheck.Verdict, CommonProto.Verdict> VERDICT =
      new EnumMapping<>(
          RuleCheck.Verdict.values(),
          constant ->
              switch (constant) {
                case PASS -> CommonProto.Verdict.VERDICT_PASS;
                case FAIL -> CommonProto.Verdict.VERDICT_FAIL;
                case SHRINK -> CommonProto.Verdict.VERDICT_SHRINK;
              });

  static final EnumMapping<Aggressor, MarketProto.Aggressor> AGGRESSOR =
      new EnumMapping<>(
          Aggressor.values(),
          constant ->
              switch (constant) {
                case BUY -> MarketProto.Aggressor.AGGRESSOR_BUY;
                case SELL -> MarketProto.Aggressor.AGGRESSOR_SELL;
                case UNKNOWN -> MarketProto.Aggressor.AGGRESSOR_UNKNOWN;
              });

  static final EnumMapping<FeedGap.Reason, MarketProto.GapReason> GAP_REASON =
      new EnumMapping<>(
          FeedGap.Reason.values(),
          constant ->
              switch (constant) {
                case DISCONNECTED -> MarketProto.GapReason.GAP_REASON_DISCONNECTED;
                case TRADES_MISSING -> MarketProto.GapReason.GAP_REASON_TRADES_MISSING;
              });

  static final EnumMapping<Invalidity, MarketProto.Invalidity> INVALIDITY =
      new EnumMapping<>(
          Invalidity.values(),
          constant ->
              switch (constant) {
                case CROSSED -> MarketProto.Invalidity.INVALIDITY_CROSSED;
                case SEQUENCE_GAP -> MarketProto.Invalidity.INVALIDITY_SEQUENCE_GAP;
                case CHECKSUM_MISMATCH -> MarketProto.Invalidity.INVALIDITY_CHECKSUM_MISMATCH;
                case DISCONNECTED -> MarketProto.Invalidity.INVALIDITY_DISCONNECTED;
              });

  static final EnumMapping<Timeframe, CandleProto.Timeframe> TIMEFRAME =
      new EnumMapping<>(
          Timeframe.values(),
          constant ->
              switch (constant) {
                case S1 -> CandleProto.Timeframe.TIMEFRAME_S1;
                case M1 -> CandleProto.Timeframe.TIMEFRAME_M1;
                case M5 -> CandleProto.Timeframe.TIMEFRAME_M5;
                case M15 -> CandleProto.Timeframe.TIMEFRAME_M15;
                case H1 -> CandleProto.Timeframe.TIMEFRAME_H1;
              });

  static final EnumMapping<Outcome, DecisionProto.Outcome> OUTCOME =
      new EnumMapping<>(
          Outcome.values(),
          constant ->
              switch (constant) {
                case BUY -> DecisionProto.Outcome.OUTCOME_BUY;
                case SELL -> DecisionProto.Outcome.OUTCOME_SELL;
                case PARTIAL_TAKE_PROFIT -> DecisionProto.Outcome.OUTCOME_PARTIAL_TAKE_PROFIT;
                case EXIT -> DecisionProto.Outcome.OUTCOME_EXIT;
                case HOLD -> DecisionProto.Outcome.OUTCOME_HOLD;
                case SKIP -> DecisionProto.Outcome.OUTCOME_SKIP;
                case DENIED -> DecisionProto.Outcome.OUTCOME_DENIED;
                case ORDER -> DecisionProto.Outcome.OUTCOME_ORDER;
                case PLAN -> DecisionProto.Outcome.OUTCOME_PLAN;
                case RISK -> DecisionProto.Outcome.OUTCOME_RISK;
                case ERROR -> DecisionProto.Outcome.OUTCOME_ERROR;
              });

  static final EnumMapping<OrderType, OrderProto.OrderType> ORDER_TYPE =
      new EnumMapping<>(
          OrderType.values(),
          constant ->
              switch (constant) {
                case MARKET -> OrderProto.OrderType.ORDER_TYPE_MARKET;
                case LIMIT -> OrderProto.OrderType.ORDER_TYPE_LIMIT;
              });

  static final EnumMapping<OrderStatus, OrderProto.OrderStatus> ORDER_STATUS =
      new EnumMapping<>(
          OrderStatus.values(),
          constant ->
              switch (constant) {
                case ACCEPTED -> OrderProto.OrderStatus.ORDER_STATUS_ACCEPTED;
                case PARTIALLY_FILLED -> OrderProto.OrderStatus.ORDER_STATUS_PARTIALLY_FILLED;
                case FILLED -> OrderProto.OrderStatus.ORDER_STATUS_FILLED;
                case CANCELLED -> OrderProto.OrderStatus.ORDER_STATUS_CANCELLED;
                case REJECTED -> OrderProto.OrderStatus.ORDER_STATUS_REJECTED;
                case EXPIRED -> OrderProto.OrderStatus.ORDER_STATUS_EXPIRED;
              });

  static final EnumMapping<Intent, OrderProto.Intent> INTENT =
      new EnumMapping<>(
          Intent.values(),
          constant ->
              switch (constant) {
                case OPEN -> OrderProto.Intent.INTENT_OPEN;
                case CLOSE -> OrderProto.Intent.INTENT_CLOSE;
              });

  static final EnumMapping<Liquidity, OrderProto.Liquidity> LIQUIDITY =
      new EnumMapping<>(
          Liquidity.values(),
          constant ->
              switch (constant) {
                case MAKER -> OrderProto.Liquidity.LIQUIDITY_MAKER;
                case TAKER -> OrderProto.Liquidity.LIQUIDITY_TAKER;
              });

  static final EnumMapping<ExitReason, OrderProto.ExitReason> EXIT_REASON =
      new EnumMapping<>(
          ExitReason.values(),
          constant ->
              switch (constant) {
                case SL -> OrderProto.ExitReason.EXIT_REASON_SL;
                case TRAIL -> OrderProto.ExitReason.EXIT_REASON_TRAIL;
                case TP -> OrderProto.ExitReason.EXIT_REASON_TP;
                case TIME -> OrderProto.ExitReason.EXIT_REASON_TIME;
                case FLAT -> OrderProto.ExitReason.EXIT_REASON_FLAT;
                case EXPIRY -> OrderProto.ExitReason.EXIT_REASON_EXPIRY;
                case REVERSAL -> OrderProto.ExitReason.EXIT_REASON_REVERSAL;
                case ADVERSE_CANDLE -> OrderProto.ExitReason.EXIT_REASON_ADVERSE_CANDLE;
                case SESSION_END -> OrderProto.ExitReason.EXIT_REASON_SESSION_END;
                case DAILY_LOSS -> OrderProto.ExitReason.EXIT_REASON_DAILY_LOSS;
                case DRAWDOWN -> OrderProto.ExitReason.EXIT_REASON_DRAWDOWN;
                case MARGIN -> OrderProto.ExitReason.EXIT_REASON_MARGIN;
                case KILL -> OrderProto.ExitReason.EXIT_REASON_KILL;
                case FEED_LOSS -> OrderProto.ExitReason.EXIT_REASON_FEED_LOSS;
                case BAD_FILL -> OrderProto.ExitReason.EXIT_REASON_BAD_FILL;
                case EXTERNAL -> OrderProto.ExitReason.EXIT_REASON_EXTERNAL;
                case MANUAL -> OrderProto.ExitReason.EXIT_REASON_MANUAL;
                case SHUTDOWN -> OrderProto.ExitReason.EXIT_REASON_SHUTDOWN;
              });

  static final EnumMapping<PositionState, PositionProto.PositionState> POSITION_STATE =
      new EnumMapping<>(
          PositionState.values(),
          constant ->
              switch (constant) {
                case OPEN -> PositionProto.PositionState.POSITION_STATE_OPEN;
                case CLOSING -> PositionProto.PositionState.POSITION_STATE_CLOSING;
                case CLOSED -> PositionProto.PositionState.POSITION_STATE_CLOSED;
              });

  static final EnumMapping<Control.Action, ControlProto.ControlAction> CONTROL_ACTION =
      new EnumMapping<>(
          Control.Action.values(),
          constant ->
              switch (constant) {
                case HALT -> ControlProto.ControlAction.CONTROL_ACTION_HALT;
                case RESUME -> ControlProto.ControlAction.CONTROL_ACTION_RESUME;
                case FLATTEN -> ControlProto.ControlAction.CONTROL_ACTION_FLATTEN;
              });

  private Enums() {}
}
