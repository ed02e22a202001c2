package io.tapeline.marketdata.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Brings market events from several partitions back into the order of their feed. Numbers rise by
 * one, so that the next event is known; an event that is there already is dropped.
 */
final class FeedOrder {

  /** One event on its way; without a line it could not be read, and only its number counts. */
  record Held(long offset, long seq, @Nullable String line) {}

  private final Map<TopicPartition, Deque<Held>> queues = new LinkedHashMap<>();
  private long last;

  /**
   * @param last number of the event after which to go on, 0 for the beginning
   */
  FeedOrder(long last) {
    this.last = last;
  }

  void add(TopicPartition partition, Held event) {
    queues.computeIfAbsent(partition, _ -> new ArrayDeque<>()).addLast(event);
  }

  /**
   * The next event of the feed, null while one before it may still come.
   *
   * @param mayMiss whether events between are given up
   */
  @Nullable Held next(boolean mayMiss) {
    Deque<Held> first = null;
    for (Deque<Held> queue : queues.values()) {
      while (!queue.isEmpty() && queue.getFirst().seq() <= last) {
        queue.removeFirst();
      }
      if (!queue.isEmpty() && (first == null || queue.getFirst().seq() < first.getFirst().seq())) {
        first = queue;
      }
    }
    if (first == null || (first.getFirst().seq() != last + 1 && !mayMiss)) {
      return null;
    }
    Held next = first.removeFirst();
    last = next.seq();
    return next;
  }

  /** True if no event waits. */
  boolean isEmpty() {
    return queues.values().stream().allMatch(Deque::isEmpty);
  }

  /** Events of a partition that wait. */
  int waiting(TopicPartition partition) {
    Deque<Held> queue = queues.get(partition);
    return queue == null ? 0 : queue.size();
  }

  /** Offset of the first event of a partition that waits, else where reading stands. */
  long offset(TopicPartition partition, long position) {
    Deque<Held> queue = queues.get(partition);
    return queue == null || queue.isEmpty() ? position : queue.getFirst().offset();
  }
}
