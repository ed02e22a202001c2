package io.tapeline.journal.line;

import io.tapeline.journal.books.TopicPositions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions the journal reads, and how far they are written. Used by one thread. */
final class Assignment {

  private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

  private final Consumer<String, byte[]> consumer;
  private final TopicPositions positions;
  private final long refreshNanos;
  private final Map<TopicPartition, Long> written = new HashMap<>();
  private long lookedAtNanos;

  Assignment(Consumer<String, byte[]> consumer, TopicPositions positions, Duration refresh) {
    this.consumer = consumer;
    this.positions = positions;
    this.refreshNanos = refresh.toNanos();
    this.lookedAtNanos = System.nanoTime() - refreshNanos;
  }

  /**
   * Takes on partitions that are new, each at its place in the books, if it is time to look or
   * there are none yet.
   *
   * @return false if there is nothing to read from yet
   */
  boolean refresh() {
    if (!written.isEmpty() && System.nanoTime() - lookedAtNanos < refreshNanos) {
      return true;
    }
    lookedAtNanos = System.nanoTime();
    Set<String> wanted = Set.copyOf(JournaledTopics.names());
    Set<TopicPartition> found =
        consumer.listTopics().values().stream()
            .flatMap(List::stream)
            .filter(partition -> wanted.contains(partition.topic()))
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .filter(partition -> !written.containsKey(partition))
            .collect(Collectors.toSet());
    if (!found.isEmpty()) {
      takeOn(found);
    }
    return !written.isEmpty();
  }

  private void takeOn(Set<TopicPartition> found) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(found);
    Map<TopicPartition, Long> end = consumer.endOffsets(found);
    Map<TopicPartition, Long> stored = positions.all();
    Set<TopicPartition> all = new HashSet<>(written.keySet());
    all.addAll(found);
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : found) {
      long begin = first.getOrDefault(partition, 0L);
      starts.put(
          partition,
          start(
              partition,
              stored.getOrDefault(partition, begin),
              begin,
              end.getOrDefault(partition, begin)));
    }
    consumer.assign(all);
    starts.forEach(consumer::seek);
    written.putAll(starts);
    LOG.info("The journal reads {} partitions", all.size());
  }

  private long start(TopicPartition partition, long stored, long begin, long end) {
    if (stored > end) {
      LOG.warn(
          "{} ends at {}, before the books' {}: made anew, read whole", partition, end, stored);
      positions.rewind(Map.of(partition, begin));
      return begin;
    }
    if (stored < begin) {
      LOG.error(
          "{} begins at {}, the books had come to {}: records are lost", partition, begin, stored);
      return begin;
    }
    return stored;
  }

  /** Notes that the records are in the books. */
  void wrote(List<ConsumerRecord<String, byte[]>> records) {
    records.forEach(
        record -> written.put(JournalListener.partitionOf(record), record.offset() + 1));
  }

  /** Moves the positions over offsets that hold no record any more, as compaction leaves them. */
  void advanceOverGaps() {
    Map<TopicPartition, Long> moved = new HashMap<>();
    written.forEach(
        (partition, next) -> {
          long position = consumer.position(partition);
          if (position > next) {
            moved.put(partition, position);
          }
        });
    if (!moved.isEmpty()) {
      positions.advance(moved);
      written.putAll(moved);
    }
  }

  /** Records known to wait at the broker, all partitions together. */
  long lag() {
    return written.keySet().stream()
        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
        .sum();
  }
}
