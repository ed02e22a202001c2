package io.tapeline.protocol.shell;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The partitions of a topic. */
final class Partitions {

  private Partitions() {}

  /** In order of number, whatever order the client knows them in: ties are settled by it. */
  static List<TopicPartition> of(Consumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(PartitionInfo::partition)
        .sorted()
        .map(number -> new TopicPartition(topic, number))
        .toList();
  }

  /** Offset of the first record kept. */
  static long begin(Consumer<?, ?> consumer, TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** Offset the next record will get. */
  static long end(Consumer<?, ?> consumer, TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }
}
