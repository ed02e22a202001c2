package io.tapeline.protocol.shell;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The log as Kafka keeps it. */
final class KafkaLog implements LogClient {

  /** Sends under way at once; beyond, they are waited for. */
  private static final int FULL = 1_000;

  private final Consumer<String, byte[]> consumer;
  private final Producer<String, byte[]> producer;
  private final Set<TopicPartition> held = new HashSet<>();
  private int unacknowledged;
  private volatile @Nullable Exception failure;

  KafkaLog(KafkaSettings kafka, String name) {
    consumer = kafka.reader(name);
    producer = kafka.producer(name);
  }

  @Override
  public List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(PartitionInfo::partition)
        .sorted()
        .map(number -> new TopicPartition(topic, number))
        .toList();
  }

  @Override
  public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
    return consumer.beginningOffsets(partitions);
  }

  @Override
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return consumer.endOffsets(partitions);
  }

  @Override
  public void read(Map<TopicPartition, Long> from) {
    held.clear();
    consumer.assign(from.keySet());
    consumer.resume(from.keySet());
    from.forEach(consumer::seek);
  }

  @Override
  public Iterable<ConsumerRecord<String, byte[]>> poll(Duration wait) {
    return consumer.poll(wait);
  }

  @Override
  public long position(TopicPartition partition) {
    return consumer.position(partition);
  }

  @Override
  public void holdBack(Set<TopicPartition> partitions) {
    if (!held.equals(partitions)) {
      consumer.resume(held);
      held.clear();
      held.addAll(partitions);
      consumer.pause(held);
    }
  }

  @Override
  public void send(ProducerRecord<String, byte[]> record) {
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

  @Override
  public void flush() {
    if (unacknowledged > 0) {
      producer.flush();
      unacknowledged = 0;
    }
    Exception failed = failure;
    if (failed != null) {
      throw new KafkaException("could not publish: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    // An interrupt would keep them from closing.
    boolean interrupted = Thread.interrupted();
    try {
      producer.close(Duration.ZERO);
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
