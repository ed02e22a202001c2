package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.protocol.Topics;
import java.math.BigDecimal;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class OwnOutputTest {

  private final OwnOutput own = new OwnOutput(true);
  private int offset;

  private void take(Position position) {
    byte[] value = Topics.POSITIONS.codec().encode(position);
    own.take(
        new ConsumerRecord<>(Topics.POSITIONS.name(), 0, offset++, position.id(), value),
        Topics.POSITIONS);
  }

  private static Position position(String entry, int version, long openedAt, PositionState state) {
    OrderId id = new OrderId(entry);
    return new Position(
        id,
        new SignalId("S-1"),
        new AccountId("main"),
        new StrategyId("momentum-burst"),
        new Symbol("BTCUSDT"),
        Side.BUY,
        state,
        version,
        state == PositionState.CLOSED ? Quantity.ZERO : Quantity.of("0.5"),
        Quantity.of("0.5"),
        Price.of("68000.5"),
        state == PositionState.CLOSED ? Price.of("68100.0") : null,
        new EventTime(openedAt),
        state == PositionState.CLOSED ? new EventTime(openedAt + 1) : null,
        Price.of("67950.0"),
        Price.of("68200.0"),
        Price.of("67950.0"),
        state == PositionState.OPEN ? null : ExitReason.TP,
        Money.ZERO,
        Money.ZERO,
        Money.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        new Origin(version, new EventTime(openedAt + version)));
  }

  @Test
  void theOldestPositionThatIsStillOpenTellsSinceWhenPricesCount() {
    assertThat(own.heldSince()).isEmpty();
    take(position("E-1", 1, 5_000_000, PositionState.OPEN));
    take(position("E-2", 1, 7_000_000, PositionState.OPEN));
    assertThat(own.heldSince()).hasValue(5_000_000);
    take(position("E-1", 2, 5_000_000, PositionState.CLOSING));
    assertThat(own.heldSince()).hasValue(5_000_000);
    take(position("E-1", 3, 5_000_000, PositionState.CLOSED));
    assertThat(own.heldSince()).hasValue(7_000_000);
    take(position("E-2", 2, 7_000_000, PositionState.CLOSED));
    assertThat(own.heldSince()).isEmpty();
  }

  private void take(OrderEvent step) {
    byte[] value = Topics.ORDER_EVENTS.codec().encode(step);
    own.take(
        new ConsumerRecord<>(Topics.ORDER_EVENTS.name(), 0, offset++, step.id(), value),
        Topics.ORDER_EVENTS);
  }

  @Test
  void anOrderThatStillWorksCountsFromItsDecision() {
    OrderEvent accepted =
        new OrderEvent(
            new OrderId("E-3"),
            1,
            OrderStatus.ACCEPTED,
            new AccountId("main"),
            new StrategyId("adaptive"),
            new Symbol("BTCUSDT"),
            new SignalId("S-3"),
            new OrderId("E-3"),
            Intent.OPEN,
            Side.BUY,
            OrderType.LIMIT,
            Quantity.of("0.5"),
            Quantity.ZERO,
            null,
            null,
            null,
            Price.of("68000"),
            new EventTime(3_000_000),
            new Origin(7, new EventTime(3_000_500)),
            "");
    take(position("E-1", 1, 5_000_000, PositionState.OPEN));
    take(accepted);
    assertThat(own.heldSince()).hasValue(3_000_000);
    take(accepted.next(OrderStatus.EXPIRED, new Origin(9, new EventTime(9_000_000)), ""));
    assertThat(own.heldSince()).hasValue(5_000_000);
  }
}
