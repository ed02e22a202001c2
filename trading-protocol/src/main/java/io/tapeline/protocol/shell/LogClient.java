package io.tapeline.protocol.shell;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a runner asks of the log: of Kafka, or of a simulated one. Used by one thread, but for
 * {@link #wakeUp()}. Every call may throw {@link org.apache.kafka.common.KafkaException}; the
 * runner's life ends then and another one begins.
 */
interface LogClient extends AutoCloseable {

  /** The partitions of a topic in order of number, whatever order the broker knows them in. */
  List<TopicPartition> partitions(String topic);

  /** Offset of the first record kept in each. */
  Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions);

  /** Offset the next record of each will get. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions);

  /** Reads these partitions and no others from now on, each from its offset. */
  void read(Map<TopicPartition, Long> from);

  /** What is there, at the latest after the wait; each partition's records in order. */
  Iterable<ConsumerRecord<String, byte[]>> poll(Duration wait);

  /** Offset to be fetched next. */
  long position(TopicPartition partition);

  /** Fetches nothing of these, and everything else again. */
  void holdBack(Set<TopicPartition> partitions);

  /** Sends without waiting. */
  void send(ProducerRecord<String, byte[]> record);

  /** Waits until everything sent is stored by all replicas; throws if any of it could not be. */
  void flush();

  /** Makes a call that waits for the broker, or the next one, throw. */
  void wakeUp();

  /** Closes without waiting for what is not stored yet. */
  @Override
  void close();

  /** Nanoseconds of a clock that never goes back; only differences mean anything. */
  default long nanoTime() {
    return System.nanoTime();
  }

  /** Offset of the first record kept. */
  default long begin(TopicPartition partition) {
    return begins(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** Offset the next record will get. */
  default long end(TopicPartition partition) {
    return ends(List.of(partition)).getOrDefault(partition, 0L);
  }
}
