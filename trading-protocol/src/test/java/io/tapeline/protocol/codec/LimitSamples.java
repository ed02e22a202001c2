package io.tapeline.protocol.codec;

import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Samples of an entry by a limit order and an exit in parts. */
final class LimitSamples {

  private static final EntryOrder AT_A_LIMIT =
      EntryOrder.postOnly(Price.of("67999"), Duration.ofSeconds(15, 5));

  private static final ExitPlan PLAN =
      new ExitPlan(
          new Level.At(Price.of("67850.0")),
          List.of(
              new Target(
                  new Level.Away(new BigDecimal("0.0030")),
                  new BigDecimal("0.5"),
                  List.of(
                      new Target.Easing(Duration.ofSeconds(60), new Level.Away(BigDecimal.ZERO)))),
              new Target(new Level.At(Price.of("69000")), new BigDecimal("0.25"), List.of())),
          new Trailing.RatioAtr(new BigDecimal("0.5"), new BigDecimal("0.26")),
          true,
          Duration.ofSeconds(754),
          Duration.ofSeconds(1220),
          true,
          0,
          BigDecimal.ZERO,
          true);

  static final Signal SIGNAL =
      new Signal(
          Samples.SIGNAL.signalId(),
          Samples.SIGNAL.account(),
          Samples.SIGNAL.strategy(),
          Samples.SIGNAL.symbol(),
          Side.BUY,
          Samples.SIGNAL.origin(),
          Samples.SIGNAL.refPrice(),
          Samples.SIGNAL.quantity(),
          Samples.SIGNAL.stop(),
          Samples.SIGNAL.target(),
          PLAN,
          0.75,
          Map.of("alpha", "1.50"),
          AT_A_LIMIT);

  static final ApprovedOrder APPROVED =
      new ApprovedOrder(
          Samples.APPROVED.orderId(),
          Samples.APPROVED.signalId(),
          Samples.APPROVED.account(),
          Samples.APPROVED.strategy(),
          Samples.APPROVED.symbol(),
          Side.BUY,
          OrderType.LIMIT,
          Samples.APPROVED.quantity(),
          Price.of("67999"),
          Samples.APPROVED.refPrice(),
          Samples.APPROVED.reserved(),
          PLAN,
          Samples.APPROVED.origin(),
          Samples.APPROVED.decidedAt(),
          Samples.APPROVED.checks(),
          true,
          Duration.ofSeconds(15, 5));

  static final OrderEvent ENTRY =
      new OrderEvent(
          Samples.APPROVED.orderId(),
          1,
          OrderStatus.ACCEPTED,
          Samples.APPROVED.account(),
          Samples.APPROVED.strategy(),
          Samples.APPROVED.symbol(),
          Samples.APPROVED.signalId(),
          Samples.APPROVED.orderId(),
          Intent.OPEN,
          Side.BUY,
          OrderType.LIMIT,
          AT_A_LIMIT,
          Quantity.of("0.5"),
          Quantity.ZERO,
          null,
          null,
          PLAN,
          0,
          Samples.ORDER.refPrice(),
          Samples.ORDER.decidedAt(),
          Samples.ORDER.origin(),
          "");

  static final OrderEvent EXIT_OF_A_PART =
      new OrderEvent(
          Samples.ORDER.orderId(),
          1,
          OrderStatus.ACCEPTED,
          Samples.ORDER.account(),
          Samples.ORDER.strategy(),
          Samples.ORDER.symbol(),
          Samples.ORDER.signalId(),
          Samples.ORDER.entryOrderId(),
          Intent.CLOSE,
          Side.SELL,
          OrderType.MARKET,
          null,
          Quantity.of("0.25"),
          Quantity.ZERO,
          null,
          ExitReason.TP,
          null,
          1,
          Samples.ORDER.refPrice(),
          Samples.ORDER.decidedAt(),
          Samples.ORDER.origin(),
          "");

  static final Position POSITION =
      new Position(
          Samples.POSITION.entryOrderId(),
          Samples.POSITION.signalId(),
          Samples.POSITION.account(),
          Samples.POSITION.strategy(),
          Samples.POSITION.symbol(),
          Side.BUY,
          PositionState.OPEN,
          4,
          Quantity.of("0.25"),
          Quantity.of("0.5"),
          Price.of("68000"),
          Price.of("68204"),
          Samples.POSITION.entryTs(),
          null,
          Price.of("68100"),
          Price.of("69000"),
          Price.of("67850.0"),
          null,
          Money.of("51"),
          Money.of("1"),
          Money.of("0"),
          new BigDecimal("3.5"),
          new BigDecimal("204"),
          1,
          1,
          Samples.POSITION.origin());

  private LimitSamples() {}
}
