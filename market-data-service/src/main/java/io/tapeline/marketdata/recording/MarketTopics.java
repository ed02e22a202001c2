package io.tapeline.marketdata.recording;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.codec.WireException;
import io.tapeline.protocol.shell.Fences;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads ticks and books from given offsets, and commits nothing. */
final class MarketTopics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MarketTopics.class);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final List<Topic<?>> READ = List.of(Topics.TICKS, Topics.BOOKS);

  private final String bootstrapServers;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Fences fences = new Fences();
  private final Set<TopicPartition> partitions = new HashSet<>();

  MarketTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                "tapeline-tapes",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none",
                "max.poll.records",
                2_000,
                "allow.auto.create.topics",
                false,
                "enable.metrics.push",
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    for (Topic<?> topic : READ) {
      consumer
          .partitionsFor(topic.name())
          .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
    }
    consumer.assign(partitions);
  }

  /** True for a topic that tapes are made of. */
  static boolean isRead(String topic) {
    return READ.stream().anyMatch(each -> each.name().equals(topic));
  }

  /** Id of the broker's cluster. */
  String cluster() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) bootstrapServers))) {
      return admin.describeCluster().clusterId().get();
    } catch (ExecutionException e) {
      throw new KafkaException("the cluster's id is not to be had", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  /** Offsets at which the topics end now. */
  Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(partitions);
  }

  /**
   * Goes to where reading is to go on.
   *
   * @return false if some of what is wanted is not kept any more; then it goes to what is
   */
  boolean seek(Map<String, Long> offsets) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    boolean kept = true;
    for (TopicPartition partition : partitions) {
      long begin = begins.getOrDefault(partition, 0L);
      long wanted = offsets.getOrDefault(partition.toString(), 0L);
      kept &= wanted >= begin;
      consumer.seek(partition, Math.max(begin, wanted));
    }
    return kept;
  }

  /** Gives what is there to a writer. */
  void poll(TapeWriter writer, long nowMicros) throws IOException {
    try {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(WAIT)) {
        if (fences.admits(record) && record.value() != null) {
          take(record, writer, nowMicros);
        }
      }
    } catch (OffsetOutOfRangeException e) {
      consumer.seekToBeginning(e.partitions());
      writer.lost("NOT_KEPT", nowMicros);
    }
  }

  private static void take(ConsumerRecord<String, byte[]> record, TapeWriter writer, long nowMicros)
      throws IOException {
    try {
      if (Topics.named(record.topic()).codec().decode(record.value())
          instanceof MarketEvent event) {
        writer.take(event, Headers.stamp(record.headers(), Hop.SEEN).orElse(nowMicros));
      }
    } catch (WireException e) {
      LOG.warn(
          "tapes: {}-{}@{} cannot be read: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.toString());
      writer.lost("UNREADABLE", nowMicros);
    }
  }

  /** By partition, the offset of the first record that was not given to a writer. */
  Map<String, Long> offsets() {
    Map<String, Long> offsets = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      offsets.put(partition.toString(), consumer.position(partition));
    }
    return offsets;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
