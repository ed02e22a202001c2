package io.tapeline.protocol.shell;

import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a stage had published before it was started again: the memory it is rebuilt from.
 *
 * <p>Decided events are handed out by the input that caused them; those whose input is not kept any
 * more, by feed number.
 */
final class OwnOutput {

  /** Header of records that follow from a decided event and are not applied. */
  static final String PROJECTED = "projected";

  private static final Duration POLL = Duration.ofMillis(200);

  private record Decided(long seq, long order, String cause, Event event) {}

  private final Set<String> ids = new HashSet<>();
  private final Map<String, List<Event>> byCause = new HashMap<>();
  private final PriorityQueue<Decided> bySeq =
      new PriorityQueue<>(Comparator.comparingLong(Decided::seq).thenComparingLong(Decided::order));
  private long count;

  /** Reads the outputs of a stage back from the beginning of what is kept to their present end. */
  static OwnOutput read(Consumer<String, byte[]> consumer, StageSpec spec) {
    OwnOutput own = new OwnOutput();
    List<Topic<?>> outputs = new ArrayList<>(spec.outputs());
    outputs.add(Topics.QUARANTINE);
    for (Topic<?> topic : outputs) {
      List<TopicPartition> partitions = Partitions.of(consumer, topic.name());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          own.take(record, topic, spec.name());
        }
      }
    }
    return own;
  }

  private void take(ConsumerRecord<String, byte[]> record, Topic<?> topic, String stage) {
    if (record.value() == null
        || !Headers.stage(record.headers()).filter(stage::equals).isPresent()) {
      return;
    }
    Event event = topic.codec().decode(record.value());
    ids.add(topic.name() + "/" + event.id());
    boolean decided = record.headers().lastHeader(PROJECTED) == null;
    if (decided && !(event instanceof Quarantined)) {
      String cause = Headers.cause(record.headers()).orElse("");
      long seq = Headers.seq(record.headers()).orElse(0);
      byCause.computeIfAbsent(cause, key -> new ArrayList<>()).add(event);
      bySeq.add(new Decided(seq, count++, cause, event));
    }
  }

  /** True if the event was published before. */
  boolean has(Topic<?> topic, Event event) {
    return !ids.isEmpty() && ids.contains(topic.name() + "/" + event.id());
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

  /** Records read back. */
  int size() {
    return ids.size();
  }
}
