package io.tapeline.protocol.shell;

import io.tapeline.protocol.Headers;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Sends records without waiting for each, and waits for all of them on {@link #flush()}, which
 * throws if any could not be stored.
 */
final class Sender {

  private static final int FULL = 1_000;

  private final Producer<String, byte[]> producer;
  private int unacknowledged;
  private volatile @Nullable Exception failure;

  Sender(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  void send(ProducerRecord<String, byte[]> record) {
    Future<RecordMetadata> sent =
        producer.send(
            record,
            (metadata, exception) -> {
              if (exception != null) {
                failure = exception;
              }
            });
    unacknowledged += sent.isDone() ? 0 : 1;
    if (unacknowledged >= FULL) {
      flush();
    }
  }

  /** Tells the readers of these partitions that everything up to a feed number is there. */
  void marker(Iterable<TopicPartition> partitions, long seq) {
    for (TopicPartition to : partitions) {
      send(Headers.marker(to.topic(), to.partition(), seq));
    }
  }

  /** Waits until everything sent is acknowledged by all replicas. */
  void flush() {
    if (unacknowledged > 0) {
      producer.flush();
      unacknowledged = 0;
    }
    Exception failed = failure;
    if (failed != null) {
      throw new KafkaException("could not publish: " + failed.getMessage(), failed);
    }
  }
}
