package io.tapeline.protocol.shell;

import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.codec.WireException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What was published for the units of a stage before this instance took them over: the memory it is
 * rebuilt from.
 *
 * <p>Decided events are handed out by the input that caused them; those whose input is not kept any
 * more, by feed number.
 */
final class OwnOutput {

  /** Header of records that follow from a decided event and are not applied. */
  static final String PROJECTED = "projected";

  private record Decided(long seq, long order, String cause, Event event) {}

  private final Set<String> ids = new HashSet<>();
  private final Set<String> putAside = new HashSet<>();
  private final Map<OrderId, Long> openedAt = new HashMap<>();
  private final Map<OrderId, Long> placedAt = new HashMap<>();
  private final Map<String, List<Event>> byCause = new HashMap<>();
  private final PriorityQueue<Decided> bySeq =
      new PriorityQueue<>(Comparator.comparingLong(Decided::seq).thenComparingLong(Decided::order));
  private final boolean remembers;
  private long count;

  /**
   * @param remembers false for what a test plants: nothing is known of what was published
   */
  OwnOutput(boolean remembers) {
    this.remembers = remembers;
  }

  /** Takes a record of the stage's own, to be given in the order of its partition. */
  void take(ConsumerRecord<String, byte[]> record, Topic<?> topic) {
    Event event;
    try {
      event = topic.codec().decode(record.value());
    } catch (WireException e) {
      // Its readers put it into quarantine; what it said is decided again.
      return;
    }
    if (!remembers || !ids.add(topic.name() + "/" + event.id())) {
      return;
    }
    if (event instanceof Quarantined quarantined) {
      putAside.add(place(quarantined.source(), quarantined.position()));
    } else if (record.headers().lastHeader(PROJECTED) == null) {
      String cause = Headers.cause(record.headers()).orElse("");
      long seq = Headers.seq(record.headers()).orElse(0);
      byCause.computeIfAbsent(cause, key -> new ArrayList<>()).add(event);
      bySeq.add(new Decided(seq, count++, cause, event));
    }
    switch (event) {
      case Position position -> note(position);
      case OrderEvent step -> note(step);
      default -> {}
    }
  }

  private void note(OrderEvent step) {
    if (step.status().isTerminal()) {
      placedAt.remove(step.orderId());
    } else {
      placedAt.put(step.orderId(), step.decidedAt().micros());
    }
  }

  private void note(Position position) {
    if (position.state() == PositionState.CLOSED) {
      openedAt.remove(position.entryOrderId());
    } else {
      openedAt.put(position.entryOrderId(), position.entryTs().micros());
    }
  }

  /**
   * When the oldest position still open was opened, or the oldest order still working was decided,
   * market time in microseconds.
   */
  OptionalLong heldSince() {
    return Stream.of(openedAt, placedAt)
        .flatMap(times -> times.values().stream())
        .mapToLong(Long::longValue)
        .min();
  }

  private static String place(String source, long position) {
    return source + "@" + position;
  }

  /** True if the event was published before. */
  boolean has(Topic<?> topic, Event event) {
    return !ids.isEmpty() && ids.contains(topic.name() + "/" + event.id());
  }

  /** True if the input was put into quarantine before. */
  boolean hasPutAside(TopicPartition partition, long offset) {
    return !putAside.isEmpty() && putAside.contains(place(Progress.name(partition), offset));
  }

  /** Takes out what was decided on an input. */
  List<Event> decidedOn(Event input) {
    if (byCause.isEmpty()) {
      return List.of();
    }
    List<Event> decided = byCause.remove(input.id());
    return decided == null ? List.of() : decided;
  }

  /** Takes out what was decided before this feed number on inputs that are not kept any more. */
  List<Event> orphansBefore(long seq) {
    if (bySeq.isEmpty()) {
      return List.of();
    }
    List<Event> orphans = new ArrayList<>();
    while (!bySeq.isEmpty() && bySeq.peek().seq() < seq) {
      Decided decided = bySeq.remove();
      List<Event> unclaimed = byCause.get(decided.cause());
      if (unclaimed != null && unclaimed.remove(decided.event())) {
        orphans.add(decided.event());
        if (unclaimed.isEmpty()) {
          byCause.remove(decided.cause());
        }
      }
    }
    return orphans;
  }
}
