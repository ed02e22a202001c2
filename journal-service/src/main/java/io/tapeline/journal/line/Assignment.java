package io.tapeline.journal.line;

import io.tapeline.journal.books.JournalWriter;
import io.tapeline.journal.books.TopicFences;
import io.tapeline.journal.books.TopicPositions;
import io.tapeline.protocol.shell.Fences;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions this instance of the journal reads, and how far they are written. The instances
 * share them by their consumer group; the place of each is in the books. Used by one thread.
 */
final class Assignment implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

  private static final long CHECK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<String, byte[]> consumer;
  private final TopicPositions positions;
  private final TopicFences topicFences;
  private final Map<TopicPartition, Long> written = new HashMap<>();
  private final Set<TopicPartition> fresh = new HashSet<>();
  private long checkedNanos = System.nanoTime();
  private Fences fences = new Fences();

  /** Joins the group; what there is to read comes with the first polls. */
  Assignment(Consumer<String, byte[]> consumer, TopicPositions positions, TopicFences topicFences) {
    this.consumer = consumer;
    this.positions = positions;
    this.topicFences = topicFences;
    consumer.subscribe(JournaledTopics.names(), this);
  }

  /** Nothing is read from them before {@link #takeOn}: asking the books may fail, this may not. */
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    partitions.forEach(partition -> consumer.seek(partition, 0));
    fresh.addAll(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    // What was polled is written already: nothing is in hand between two polls.
    partitions.forEach(written::remove);
    fresh.removeAll(partitions);
  }

  /** Begins to read partitions that are new here, each at its place in the books. */
  void takeOn() {
    if (!fresh.isEmpty()) {
      takeOn(List.copyOf(fresh));
    }
  }

  /** After a failed write: everything is to be read again from its place in the books. */
  void startAgain() {
    onPartitionsAssigned(List.copyOf(written.keySet()));
    written.clear();
  }

  /** How many partitions there are to read from. */
  int size() {
    return written.size();
  }

  /** True if the record counts; notes the claims of writers. */
  boolean admits(ConsumerRecord<String, byte[]> record) {
    return fences.admits(record);
  }

  /** Each partition at its place in the books. */
  private void takeOn(Collection<TopicPartition> found) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(found);
    Map<TopicPartition, Long> end = consumer.endOffsets(found);
    Map<TopicPartition, Long> stored = positions.all();
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : found) {
      long begin = first.getOrDefault(partition, 0L);
      long start =
          start(
              partition,
              stored.getOrDefault(partition, begin),
              begin,
              end.getOrDefault(partition, begin));
      starts.put(partition, start);
    }
    // From here on the books are never behind what is known of them.
    positions.advance(starts);
    starts.forEach(consumer::seek);
    written.putAll(starts);
    fences = topicFences.before(written);
    consumer.resume(found);
    fresh.removeAll(found);
    LOG.info("The journal reads {} partitions", written.size());
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

  /** How far each partition is written, as far as is known here. */
  Map<TopicPartition, Long> written() {
    return Map.copyOf(written);
  }

  /**
   * While there is nothing to write: moves the positions over offsets that hold no record any more,
   * as compaction leaves them, and looks from time to time whether the books still hold what they
   * held.
   *
   * @throws io.tapeline.journal.books.BooksFellBackException if they do not
   */
  void idle(JournalWriter writer) {
    Map<TopicPartition, Long> moved = new HashMap<>();
    written.forEach(
        (partition, next) -> {
          long position = consumer.position(partition);
          if (position > next) {
            moved.put(partition, position);
          }
        });
    long now = System.nanoTime();
    if (!moved.isEmpty() || now - checkedNanos >= CHECK_EVERY_NANOS) {
      writer.passOver(moved, written);
      written.putAll(moved);
      checkedNanos = now;
    }
  }

  /** Records known to wait at the broker, all partitions together. */
  long lag() {
    return written.keySet().stream()
        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
        .sum();
  }
}
