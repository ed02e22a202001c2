package io.tapeline.protocol.shell;

import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a feed's publisher had got to before it was started again: the last feed number in each
 * partition and the events that bear it. The same feed gives the same events with the same numbers,
 * so whatever does not lie beyond is published already.
 */
final class FeedTail {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int STEP = 500;

  /**
   * The end of a partition.
   *
   * @param seq last feed number, below zero for none
   * @param first feed number of the first record looked at
   */
  private record Last(long seq, long first, Set<String> ids) {

    static final Last NONE = new Last(-1, -1, Set.of());

    /** True if no record before those looked at can bear the last number. */
    boolean isWhole() {
      return first < seq;
    }
  }

  private final Map<TopicPartition, Last> lasts = new HashMap<>();
  private long newest;

  /** Reads the ends of the topics that a feed is published to. */
  static FeedTail read(Consumer<String, byte[]> consumer, String stage, List<Topic<?>> topics) {
    FeedTail tail = new FeedTail();
    for (Topic<?> topic : topics) {
      for (TopicPartition partition : Partitions.of(consumer, topic.name())) {
        tail.readPartition(consumer, stage, topic, partition);
      }
    }
    return tail;
  }

  private void readPartition(
      Consumer<String, byte[]> consumer, String stage, Topic<?> topic, TopicPartition partition) {
    consumer.assign(List.of(partition));
    long begin = Partitions.begin(consumer, partition);
    long end = Partitions.end(consumer, partition);
    Last last = Last.NONE;
    long from = end;
    for (long step = STEP; from > begin && !last.isWhole(); step *= 2) {
      from = Math.max(begin, end - step);
      consumer.seek(partition, from);
      last = lastIn(consumer, stage, topic, partition, end);
    }
    if (last.seq() >= 0) {
      lasts.put(partition, last);
      newest = Math.max(newest, last.seq());
    }
  }

  private static Last lastIn(
      Consumer<String, byte[]> consumer,
      String stage,
      Topic<?> topic,
      TopicPartition partition,
      long end) {
    Last last = Last.NONE;
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (Headers.isMarker(record)
            || !Headers.stage(record.headers()).filter(stage::equals).isPresent()) {
          continue;
        }
        long seq = Headers.seq(record.headers()).orElse(0);
        if (seq > last.seq()) {
          long first = last.equals(Last.NONE) ? seq : last.first();
          last = new Last(seq, first, new HashSet<>());
        }
        last.ids().add(topic.codec().decode(record.value()).id());
      }
    }
    return last;
  }

  /**
   * The newest marker in a partition, 0 if there is none; the consumer is left at the partition's
   * end.
   */
  static long lastMarker(Consumer<String, byte[]> consumer, TopicPartition partition) {
    consumer.assign(List.of(partition));
    long begin = Partitions.begin(consumer, partition);
    long end = Partitions.end(consumer, partition);
    long newest = 0;
    for (long from = end; from > begin && newest == 0; ) {
      from = Math.max(begin, from - STEP);
      consumer.seek(partition, from);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          newest = Math.max(newest, Headers.marker(record).orElse(0));
        }
      }
    }
    consumer.seek(partition, end);
    return newest;
  }

  /** True if the event lies in the partition already. */
  boolean has(TopicPartition partition, long seq, Event event) {
    Last last = lasts.get(partition);
    return last != null
        && (seq < last.seq() || (seq == last.seq() && last.ids().contains(event.id())));
  }

  /** The last feed number anywhere; beyond it nothing is published. */
  long newest() {
    return newest;
  }
}
