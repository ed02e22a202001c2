package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole line over a real broker, held against the same stages driven in one thread: same tape,
 * same trades, whatever dies on the way.
 */
class LineTest {

  private static final int PARTITIONS = 3;
  private static final int DEATHS = 6;

  /** Topics with one writer: here the order within a key is the same too. */
  private static final List<Topic<?>> ORDERED =
      List.of(
          Topics.TICKS,
          Topics.BOOKS,
          Topics.CANDLES,
          Topics.SIGNALS,
          Topics.APPROVED_ORDERS,
          Topics.ORDER_EVENTS,
          Topics.FILLS,
          Topics.POSITIONS,
          Topics.RISK_STATE);

  private static List<Event> reference = List.of();

  @TempDir private Path folder;

  @BeforeAll
  static void driveInOneThread() throws IOException {
    reference = Market.reference();
  }

  @Test
  void theReferenceTradesOnBothInstruments() {
    List<Position> trades = new ArrayList<>();
    for (Event event : reference) {
      if (event instanceof Position position && position.state() == PositionState.CLOSED) {
        trades.add(position);
      }
    }

    assertThat(trades).hasSizeGreaterThanOrEqualTo(3);
    assertThat(trades.stream().map(Position::symbol).distinct()).hasSize(2);
  }

  @Test
  void theLineInLockstepPublishesWhatOneThreadDoes() throws Exception {
    try (TestBroker broker = TestBroker.start(folder, PARTITIONS);
        TestLine line = new TestLine(broker.settings())) {
      line.start();
      awaitEnd(line, broker.settings());

      assertTopicsHoldTheReference(broker.settings());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void nothingIsLostAndNothingComesTwiceWhoeverIsKilled(long seed) throws Exception {
    Random random = new Random(seed);
    try (TestBroker broker = TestBroker.start(folder, PARTITIONS);
        TestLine line = new TestLine(broker.settings())) {
      line.start();
      for (long seq : momentsToDie(random)) {
        String victim = any(TestLine.NAMES, random);
        line.kill(victim);
        TestLine.Death death = new TestLine.Death(seq, random.nextInt(7));
        line.start(victim, death);
        line.await(victim + " dies near " + seq, death::hasCome);
        String other = any(TestLine.NAMES, random);
        line.kill(other);
        line.start(other, TestLine.Death.NEVER);
        if (!other.equals(victim)) {
          line.kill(victim);
          line.start(victim, TestLine.Death.NEVER);
        }
      }
      awaitEnd(line, broker.settings());

      assertTopicsHoldTheReference(broker.settings());
    }
  }

  /** Feed numbers, rising; most of them where something is decided. */
  private static Iterable<Long> momentsToDie(Random random) {
    List<Long> decided = new ArrayList<>();
    long last = 0;
    for (Event event : reference) {
      switch (event) {
        case MarketEvent market -> last = market.seq();
        case Signal signal -> decided.add(signal.origin().seq());
        case ApprovedOrder order -> decided.add(order.origin().seq());
        case OrderEvent step -> decided.add(step.origin().seq());
        default -> {}
      }
    }
    TreeSet<Long> moments = new TreeSet<>();
    while (moments.size() < DEATHS) {
      moments.add(random.nextInt(4) == 0 ? random.nextLong(1, last - 50) : any(decided, random));
    }
    return moments;
  }

  private static <T> T any(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Risk tells its state of the last fills after the feed is through. */
  private static void awaitEnd(TestLine line, KafkaSettings kafka) {
    line.await("the line has taken the whole feed", () -> line.feed().isFinished());
    int states = count(Log.of(reference, Topics.RISK_STATE));
    line.await(
        "the last state of the account is told",
        () -> count(Log.of(kafka, Topics.RISK_STATE)) >= states);
  }

  private static int count(Map<String, List<String>> log) {
    return log.values().stream().mapToInt(List::size).sum();
  }

  private static void assertTopicsHoldTheReference(KafkaSettings kafka) {
    for (Topic<?> topic : ORDERED) {
      assertThat(Log.of(kafka, topic))
          .as(topic.name())
          .isNotEmpty()
          .isEqualTo(Log.of(reference, topic));
    }
    List<String> decisions = flat(Log.of(kafka, Topics.DECISIONS));
    assertThat(decisions)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(flat(Log.of(reference, Topics.DECISIONS)));
    assertThat(Log.of(kafka, Topics.QUARANTINE)).isEmpty();
  }

  private static List<String> flat(Map<String, List<String>> log) {
    return log.values().stream().flatMap(List::stream).toList();
  }
}
