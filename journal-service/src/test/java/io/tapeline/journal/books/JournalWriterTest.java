package io.tapeline.journal.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.journal.JournalUnderTest;
import io.tapeline.journal.Line;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

class JournalWriterTest {

  private static final Line LINE = Line.BURST;

  private JournalUnderTest journal;
  private JournalWriter writer;

  @BeforeEach
  void emptyBooks() {
    journal = JournalUnderTest.withEmptyBooks();
    writer = journal.bean(JournalWriter.class);
  }

  private static JournalRecord record(String topic, long offset, @Nullable Event event) {
    return new JournalRecord(topic, 0, offset, event, Stamps.NONE, "key", 7_000);
  }

  private static List<JournalRecord> records(Event... events) {
    List<JournalRecord> records = new ArrayList<>();
    for (Event event : events) {
      records.add(record(Topics.forEvent(event).name(), records.size(), event));
    }
    return records;
  }

  private static List<JournalRecord> oneOfEach() {
    return records(
        plan(1, "PENDING"),
        LINE.signal(7, 1_000),
        LINE.decision(7, 1_000, Outcome.BUY, "OK", Line.PASSED),
        LINE.approval(7, 1_000),
        LINE.entryEvent(7, 1, OrderStatus.ACCEPTED, "0", Line.at(8, 1_100)),
        LINE.entryEvent(7, 2, OrderStatus.FILLED, "0.5", Line.at(8, 1_100)),
        LINE.entryFill(7, Line.at(8, 1_100)),
        new OrderDone(
            LINE.entryId(7),
            new AccountId("paper"),
            new StrategyId("burst"),
            new Symbol("BTCUSDT"),
            Intent.OPEN,
            OrderStatus.FILLED,
            Line.at(8, 1_100)),
        LINE.position(7, 1, PositionState.OPEN, "0", "0.25", Line.at(8, 1_100)),
        LINE.position(7, 2, PositionState.CLOSED, "35.05", "0.50", Line.at(20, 9_000)),
        LINE.equity(1, "1000", Line.at(8, 1_100)),
        new Control(
            "c1", new AccountId("paper"), Control.Action.HALT, "ann", "lunch", new EventTime(1)),
        new Quarantined("tape.csv", 17, "PRICE_NOT_POSITIVE", "price is -1", "1,BTCUSDT,-1"));
  }

  private static PlanState plan(long version, String state) {
    return new PlanState(
        "p1",
        version,
        new AccountId("paper"),
        new StrategyId("plan"),
        new Symbol("BTCUSDT"),
        PlanStatus.valueOf(state),
        "USER",
        "cli",
        "{}",
        PlanTerms.scalp(
            Side.BUY,
            Price.of("2"),
            Price.of("1"),
            Price.of("3"),
            Quantity.of("1"),
            new EventTime(9)),
        Map.of(),
        null,
        new EventTime(5),
        null);
  }

  @Test
  void everyKindOfEventHasItsRow() {
    assertThat(writer.write(oneOfEach())).isEqualTo(13);

    assertThat(journal.dump()).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
  }

  @Test
  void theSameBatchTwiceChangesNothing() {
    writer.write(oneOfEach());
    Map<String, List<String>> once = journal.dump();

    assertThat(writer.write(oneOfEach())).isZero();

    assertThat(journal.dump()).isEqualTo(once);
  }

  @Test
  void theSameEventsAtOtherOffsetsChangeNoRow() {
    writer.write(oneOfEach());
    Map<String, List<String>> once = journal.dump();
    List<JournalRecord> again =
        oneOfEach().stream()
            .map(
                record ->
                    new JournalRecord(
                        record.topic(),
                        record.partition(),
                        record.offset() + 100,
                        record.event(),
                        record.stamps(),
                        record.key(),
                        record.arrivedMicros()))
            .toList();

    assertThat(writer.write(again)).isEqualTo(13);

    Map<String, List<String>> twice = journal.dump();
    once.remove("topic_positions");
    twice.remove("topic_positions");
    assertThat(twice).isEqualTo(once);
  }

  @Test
  void aFailingRecordRollsEverythingBack() {
    writer.write(List.of(record("signals", 0, LINE.signal(1, 1))));
    Map<String, List<String>> before = journal.dump();
    journal.jdbc().execute("ALTER TABLE signals ADD CONSTRAINT refused CHECK (seq <> 3)");
    try {
      assertThatThrownBy(
              () ->
                  writer.write(
                      List.of(
                          record("decisions", 0, denial()),
                          record("signals", 1, LINE.signal(2, 2)),
                          record("signals", 2, LINE.signal(3, 3)))))
          .isInstanceOf(DataIntegrityViolationException.class);
    } finally {
      journal.jdbc().execute("ALTER TABLE signals DROP CONSTRAINT refused");
    }

    assertThat(journal.dump()).isEqualTo(before);
  }

  private static Event denial() {
    return LINE.decision(7, 1_000, Outcome.DENIED, "R-SPREAD", Line.FAILED);
  }

  @Test
  void recordsBelowThePositionAreIgnored() {
    writer.write(List.of(record("signals", 5, LINE.signal(5, 5))));

    int written =
        writer.write(
            List.of(
                record("signals", 4, LINE.signal(4, 4)), record("signals", 6, LINE.signal(6, 6))));

    assertThat(written).isEqualTo(1);
    assertThat(journal.jdbc().queryForList("SELECT id FROM signals ORDER BY seq", String.class))
        .containsExactly("S-burst-BTCUSDT-5", "S-burst-BTCUSDT-6");
  }

  @Test
  void markersMoveThePositionAlone() {
    writer.write(List.of(record("signals", 0, null), record("signals", 1, null)));

    TopicPartition signals = new TopicPartition("signals", 0);
    TopicPositions positions = journal.bean(TopicPositions.class);
    assertThat(positions.all()).isEqualTo(Map.of(signals, 2L));
    assertThat(positions.caughtUp(Map.of(signals, 2L))).isTrue();
    assertThat(positions.caughtUp(Map.of(signals, 3L))).isFalse();
    assertThat(positions.caughtUp(Map.of(signals, 2L, new TopicPartition("fills", 0), 1L)))
        .isFalse();
    assertThat(journal.jdbc().queryForObject("SELECT count(*) FROM signals", Long.class)).isZero();
  }

  @Test
  void latestStatesNeverGoBackwards() {
    writer.write(
        List.of(
            record("positions", 0, position(3)),
            record("positions", 1, position(2)),
            record("plans", 0, plan(2, "ARMED")),
            record("plans", 1, plan(1, "PENDING"))));

    assertThat(journal.jdbc().queryForObject("SELECT version FROM positions", Integer.class))
        .isEqualTo(3);
    assertThat(journal.jdbc().queryForObject("SELECT state FROM plans", String.class))
        .isEqualTo("ARMED");
  }

  private static Event position(int version) {
    return LINE.position(7, version, PositionState.OPEN, "0", "0.25", Line.at(8, 1_100));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anOrderIsTheSameWheneverItsApprovalArrives(int place) {
    List<Event> events =
        new ArrayList<>(
            List.of(
                LINE.entryEvent(7, 1, OrderStatus.ACCEPTED, "0", Line.at(8, 1_100)),
                LINE.entryEvent(7, 2, OrderStatus.FILLED, "0.5", Line.at(9, 1_200))));
    events.add(place, LINE.approval(7, 1_000));
    journal.write(events.toArray(Event[]::new));

    Map<String, @Nullable Object> order = journal.jdbc().queryForMap("SELECT * FROM orders");

    assertThat(order)
        .containsEntry("status", "FILLED")
        .containsEntry("number", 2)
        .containsEntry("seq", 7L)
        .containsEntry("ts", 1_000L)
        .containsEntry("updated_seq", 9L)
        .containsEntry("updated_ts", 1_200L)
        .containsEntry("decided_ts", 1_000L);
    assertThat(String.valueOf(order.get("checks"))).contains("R-NET-EDGE");
    assertThat(String.valueOf(order.get("filled"))).isEqualTo("0.5");
  }

  private static final EntryOrder LADDER =
      EntryOrder.ladder(
          List.of(
              new Rung(Price.of("49999.90"), Quantity.of("0.3")),
              new Rung(Price.of("49990.0"), Quantity.of("0.2"))),
          Duration.ofSeconds(15));

  private static OrderEvent resting(EntryOrder entry) {
    OrderEvent at = LINE.entryEvent(7, 1, OrderStatus.ACCEPTED, "0", Line.at(8, 1_100));
    return new OrderEvent(
        at.orderId(),
        1,
        at.status(),
        at.account(),
        at.strategy(),
        at.symbol(),
        at.signalId(),
        at.entryOrderId(),
        at.intent(),
        at.side(),
        OrderType.LIMIT,
        entry,
        at.quantity(),
        at.filled(),
        null,
        null,
        at.exitPlan(),
        0,
        at.refPrice(),
        at.decidedAt(),
        at.origin(),
        "");
  }

  private static ApprovedOrder restingApproval(EntryOrder entry) {
    ApprovedOrder at = LINE.approval(7, 1_000);
    return new ApprovedOrder(
        at.orderId(),
        at.signalId(),
        at.account(),
        at.strategy(),
        at.symbol(),
        at.side(),
        OrderType.LIMIT,
        at.quantity(),
        Price.of("49999.90"),
        at.refPrice(),
        at.reserved(),
        at.exitPlan(),
        at.origin(),
        at.decidedAt(),
        at.checks(),
        entry.postOnly(),
        Duration.ofSeconds(15),
        entry.rungs());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLadderIsTheSameWheneverItsApprovalArrives(boolean approvalFirst) {
    journal.write(
        approvalFirst ? restingApproval(LADDER) : resting(LADDER),
        approvalFirst ? resting(LADDER) : restingApproval(LADDER));

    Map<String, @Nullable Object> order = journal.jdbc().queryForMap("SELECT * FROM orders");
    assertThat(String.valueOf(order.get("limit_price"))).isEqualTo("49999.90");
    assertThat(Columns.namedFrom(String.valueOf(order.get("rungs"))))
        .containsExactly(Map.entry("49999.90", "0.3"), Map.entry("49990.0", "0.2"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLimitOrderIsTheSameWheneverItsApprovalArrives(boolean approvalFirst) {
    EntryOrder limit = EntryOrder.postOnly(Price.of("49999.90"), Duration.ofSeconds(15));
    journal.write(
        approvalFirst ? restingApproval(limit) : resting(limit),
        approvalFirst ? resting(limit) : restingApproval(limit));

    Map<String, @Nullable Object> order = journal.jdbc().queryForMap("SELECT * FROM orders");

    assertThat(order)
        .containsEntry("type", "LIMIT")
        .containsEntry("status", "ACCEPTED")
        .containsEntry("post_only", true)
        .containsEntry("good_for", 15_000_000L);
    assertThat(String.valueOf(order.get("limit_price"))).isEqualTo("49999.90");
  }

  @Test
  void partsClosedComeAndGoWithThePosition() {
    Position open = LINE.position(7, 3, PositionState.OPEN, "17.5", "0.25", Line.at(9, 1_200));
    journal.write(
        LINE.position(7, 1, PositionState.OPEN, "0", "0.25", Line.at(8, 1_100)),
        new Position(
            open.entryOrderId(),
            open.signalId(),
            open.account(),
            open.strategy(),
            open.symbol(),
            open.entrySide(),
            open.state(),
            open.version(),
            open.quantity(),
            open.opened(),
            open.avgEntry(),
            open.avgExit(),
            open.entryTs(),
            open.exitTs(),
            open.stop(),
            open.target(),
            open.initialStop(),
            open.exitReason(),
            open.gross(),
            open.fees(),
            open.slippage(),
            open.mae(),
            open.mfe(),
            2,
            1,
            open.origin()));

    assertThat(journal.jdbc().queryForMap("SELECT * FROM positions"))
        .containsEntry("targets_left", 2)
        .containsEntry("partials", 1);
  }

  @Test
  void aClosedPositionIsOneTradeWithExactNumbers() {
    journal.write(
        LINE.position(7, 1, PositionState.OPEN, "0", "0.25", Line.at(8, 1_100)),
        LINE.position(7, 2, PositionState.CLOSED, "35.05", "0.50", Line.at(20, 9_000)),
        LINE.position(7, 2, PositionState.CLOSED, "35.05", "0.50", Line.at(20, 9_000)));

    Map<String, @Nullable Object> trade = journal.jdbc().queryForMap("SELECT * FROM trades");

    assertThat(trade).containsEntry("side", "LONG").containsEntry("ts", 9_000L);
    assertThat(String.valueOf(trade.get("entry_price"))).isEqualTo("50001.123456789012345678");
    assertThat(String.valueOf(trade.get("net"))).isEqualTo("34.55");
  }

  @Test
  void aFillKeepsTheStampsOfItsHops() {
    Stamps stamps =
        Stamps.NONE
            .with(Hop.SEEN, 101)
            .with(Hop.TICKS, 102)
            .with(Hop.SIGNAL, 103)
            .with(Hop.APPROVED, 104)
            .with(Hop.ORDER, 105)
            .with(Hop.FILL, 106);
    journal.write(stamps, LINE.entryFill(7, Line.at(8, 1_100)));

    assertThat(journal.jdbc().queryForMap("SELECT * FROM fills"))
        .containsEntry("seen_at", 101L)
        .containsEntry("tick_at", 102L)
        .containsEntry("signal_at", 103L)
        .containsEntry("approved_at", 104L)
        .containsEntry("order_at", 105L)
        .containsEntry("fill_at", 106L);
  }

  @Test
  void textThatPostgresCannotHoldIsKeptReadable() {
    journal.write(new Quarantined("tape.csv", 1, "GARBAGE", "NUL inside", "a\u0000b"));

    assertThat(journal.jdbc().queryForObject("SELECT original FROM quarantine", String.class))
        .isEqualTo("a\uFFFDb");
  }
}
