package io.tapeline.protocol.shell;

import io.tapeline.protocol.Headers;
import io.tapeline.protocol.codec.WireException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /**
   * A record that waits, with what its headers say read once: every record given out is compared
   * with the heads of all queues.
   *
   * @param seq feed number, 0 for one without a number or with one that cannot be read
   * @param marker feed number that a marker is complete up to, -1 if the record is none
   */
  record Waiting(
      ConsumerRecord<String, byte[]> record,
      TopicPartition partition,
      StageSpec.Input input,
      long seq,
      long marker) {

    private static Waiting of(
        ConsumerRecord<String, byte[]> record, TopicPartition partition, StageSpec.Input input) {
      long seq;
      long marker;
      try {
        seq = Headers.seq(record.headers()).orElse(0);
      } catch (WireException e) {
        seq = 0;
      }
      try {
        marker = Headers.marker(record).orElse(-1);
      } catch (WireException e) {
        marker = -1;
      }
      return new Waiting(record, partition, input, seq, marker);
    }

    private boolean isMarker() {
      return marker >= 0;
    }
  }

  /** One partition's queue. */
  private static final class Queue {
    private final TopicPartition partition;
    private final StageSpec.Input input;
    private final ArrayDeque<Waiting> records = new ArrayDeque<>();
    private long completeUpTo = -1;
    private boolean caughtUp;

    Queue(TopicPartition partition, StageSpec.Input input) {
      this.partition = partition;
      this.input = input;
    }

    /** Takes markers off the head. */
    void takeMarkers() {
      Waiting first;
      while ((first = records.peekFirst()) != null && first.isMarker()) {
        completeUpTo = Math.max(completeUpTo, first.marker());
        records.removeFirst();
      }
    }

    /** Everything up to this feed number has been given out. */
    long processedUpTo() {
      Waiting first = records.peekFirst();
      return first == null ? completeUpTo : Math.max(completeUpTo, first.seq() - 1);
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
    Queue queue = queue(new TopicPartition(record.topic(), record.partition()));
    queue.records.addLast(Waiting.of(record, queue.partition, queue.input));
  }

  /** Says that everything a partition held when the stage started has been fetched. */
  void caughtUp(TopicPartition partition) {
    queue(partition).caughtUp = true;
  }

  /** Feed number of the first event waiting in a partition, 0 if there is none. */
  long firstSeq(TopicPartition partition) {
    Queue queue = queue(partition);
    queue.takeMarkers();
    Waiting first = queue.records.peekFirst();
    return first == null ? 0 : first.seq();
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
  @Nullable Waiting next() {
    Queue numbered = null;
    Queue unnumbered = null;
    for (Queue queue : queues) {
      queue.takeMarkers();
      if (queue.records.isEmpty()) {
        continue;
      }
      if (queue.records.getFirst().seq() > 0) {
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
    long left = a.records.getFirst().seq();
    long right = b.records.getFirst().seq();
    return left != right ? left < right : a.input.rank() < b.input.rank();
  }

  private static boolean isOlder(Queue a, Queue b) {
    return a.records.getFirst().record().timestamp() < b.records.getFirst().record().timestamp();
  }

  private boolean mayDeliverBefore(Queue empty, Queue first) {
    if (!empty.caughtUp) {
      return true;
    }
    if (!lockstep || !empty.input.hasMarkers()) {
      return false;
    }
    long seq = first.records.getFirst().seq();
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
}
