package io.tapeline.protocol.shell;

import io.tapeline.protocol.Headers;
import io.tapeline.protocol.codec.WireException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What has been fetched and not yet processed, a queue for each partition, given out by feed number
 * and rank.
 *
 * <p>In lockstep a record is given out only when no partition can still deliver an earlier one,
 * which the writers' markers tell; so every run takes the same order. Otherwise whatever is there
 * first is given out at once. While old records are read back after a start, partitions wait for
 * each other in any case, up to where each had been processed.
 */
final class InputQueues {

  /** One partition's queue. */
  private static final class Queue {
    private final TopicPartition partition;
    private final StageSpec.Input input;
    private final ArrayDeque<ConsumerRecord<String, byte[]>> records = new ArrayDeque<>();
    private long completeUpTo = -1;
    private boolean caughtUp;

    Queue(TopicPartition partition, StageSpec.Input input) {
      this.partition = partition;
      this.input = input;
    }

    /** Takes markers off the head. */
    void takeMarkers() {
      while (!records.isEmpty()) {
        OptionalLong marker = marker(records.getFirst());
        if (marker.isEmpty()) {
          return;
        }
        completeUpTo = Math.max(completeUpTo, marker.getAsLong());
        records.removeFirst();
      }
    }

    /** Everything up to this feed number has been given out. */
    long processedUpTo() {
      return records.isEmpty() ? completeUpTo : Math.max(completeUpTo, seq(records.getFirst()) - 1);
    }
  }

  private final boolean lockstep;
  private final List<Queue> queues = new ArrayList<>();
  private final Map<TopicPartition, Queue> byPartition = new HashMap<>();

  InputQueues(Map<TopicPartition, StageSpec.Input> partitions, boolean lockstep) {
    this.lockstep = lockstep;
    partitions.forEach(
        (partition, input) -> {
          Queue queue = new Queue(partition, input);
          queues.add(queue);
          byPartition.put(partition, queue);
        });
  }

  private Queue queue(TopicPartition partition) {
    Queue queue = byPartition.get(partition);
    if (queue == null) {
      throw new IllegalStateException("not an input: " + partition);
    }
    return queue;
  }

  void add(ConsumerRecord<String, byte[]> record) {
    queue(new TopicPartition(record.topic(), record.partition())).records.addLast(record);
  }

  /** Says that everything a partition held when the stage started has been fetched. */
  void caughtUp(TopicPartition partition) {
    queue(partition).caughtUp = true;
  }

  /** Feed number of the first event waiting in a partition, 0 if there is none. */
  long firstSeq(TopicPartition partition) {
    Queue queue = queue(partition);
    queue.takeMarkers();
    ArrayDeque<ConsumerRecord<String, byte[]>> records = queue.records;
    return records.isEmpty() ? 0 : seq(records.getFirst());
  }

  /** Partitions in which more records than this wait. */
  Set<TopicPartition> longerThan(int records) {
    Set<TopicPartition> full = new HashSet<>();
    for (Queue queue : queues) {
      if (queue.records.size() > records) {
        full.add(queue.partition);
      }
    }
    return full;
  }

  /** True if every instance reads the partition. */
  boolean isShared(TopicPartition partition) {
    return queue(partition).input.shared();
  }

  StageSpec.Input input(ConsumerRecord<String, byte[]> record) {
    return queue(new TopicPartition(record.topic(), record.partition())).input;
  }

  /** The next record to process, null if none may be processed yet. */
  @Nullable ConsumerRecord<String, byte[]> next() {
    Queue numbered = null;
    Queue unnumbered = null;
    for (Queue queue : queues) {
      queue.takeMarkers();
      if (queue.records.isEmpty()) {
        continue;
      }
      if (seq(queue.records.getFirst()) > 0) {
        numbered = numbered == null || isBefore(queue, numbered) ? queue : numbered;
      } else {
        unnumbered = unnumbered == null || isOlder(queue, unnumbered) ? queue : unnumbered;
      }
    }
    // A person's command has no number: it is taken where it was stored among the others.
    Queue first =
        unnumbered != null && (numbered == null || !isOlder(numbered, unnumbered))
            ? unnumbered
            : numbered;
    if (first == null) {
      return null;
    }
    for (Queue queue : queues) {
      if (queue.records.isEmpty() && mayDeliverBefore(queue, first)) {
        return null;
      }
    }
    return first.records.removeFirst();
  }

  private static boolean isBefore(Queue a, Queue b) {
    long left = seq(a.records.getFirst());
    long right = seq(b.records.getFirst());
    return left != right ? left < right : a.input.rank() < b.input.rank();
  }

  private static boolean isOlder(Queue a, Queue b) {
    return a.records.getFirst().timestamp() < b.records.getFirst().timestamp();
  }

  private boolean mayDeliverBefore(Queue empty, Queue first) {
    if (!empty.caughtUp) {
      return true;
    }
    if (!lockstep || !empty.input.hasMarkers()) {
      return false;
    }
    long seq = seq(first.records.getFirst());
    long earliest = empty.completeUpTo + 1;
    return seq > earliest || (seq == earliest && first.input.rank() >= empty.input.rank());
  }

  /** Feed number up to which an input topic has been processed in all its partitions. */
  long processedUpTo(String topic) {
    long least = Long.MAX_VALUE;
    for (Queue queue : queues) {
      if (queue.partition.topic().equals(topic)) {
        least = Math.min(least, queue.processedUpTo());
      }
    }
    return least;
  }

  /** Feed number of a record, 0 for one without a number or with one that cannot be read. */
  private static long seq(ConsumerRecord<String, byte[]> record) {
    try {
      return Headers.seq(record.headers()).orElse(0);
    } catch (WireException e) {
      return 0;
    }
  }

  private static OptionalLong marker(ConsumerRecord<String, byte[]> record) {
    try {
      return Headers.marker(record);
    } catch (WireException e) {
      return OptionalLong.empty();
    }
  }
}
