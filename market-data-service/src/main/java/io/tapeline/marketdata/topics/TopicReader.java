package io.tapeline.marketdata.topics;

import io.tapeline.protocol.Topic;
import io.tapeline.protocol.shell.Fences;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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

/**
 * Reads all partitions of some topics from given offsets, passes over what is void, and commits
 * nothing. Used by one thread.
 */
public final class TopicReader implements AutoCloseable {

  private final String bootstrapServers;
  private final Duration wait;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Fences fences = new Fences();
  private final Set<TopicPartition> partitions = new HashSet<>();

  /** Who wants the records. */
  @FunctionalInterface
  public interface Taker<E extends Exception> {

    void take(ConsumerRecord<String, byte[]> record) throws E;
  }

  /**
   * The topics must exist.
   *
   * @param client its name in the broker's log
   * @param wait at most, for new records
   */
  public TopicReader(
      String bootstrapServers, String client, Duration wait, Collection<Topic<?>> topics) {
    this.bootstrapServers = bootstrapServers;
    this.wait = wait;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                client,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none",
                "max.poll.records",
                2_000,
                "fetch.max.wait.ms",
                Math.toIntExact(wait.toMillis()),
                "allow.auto.create.topics",
                false,
                "enable.metrics.push",
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    for (Topic<?> topic : topics) {
      consumer
          .partitionsFor(topic.name())
          .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
    }
    consumer.assign(partitions);
  }

  public Set<TopicPartition> partitions() {
    return partitions;
  }

  /** Id of the broker's cluster. */
  public String cluster() {
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
  public Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(partitions);
  }

  /**
   * Goes to where reading is to go on.
   *
   * @param offsets by partition, as {@link TopicPartition#toString()} names it
   * @return false if some of what is wanted is not kept any more; then it goes to what is
   */
  public boolean seek(Map<String, Long> offsets) {
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

  /**
   * Gives the records that are there and have a value.
   *
   * @return false if some of what was to come is not kept any more
   */
  public <E extends Exception> boolean poll(Taker<E> taker) throws E {
    try {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
        if (fences.admits(record) && record.value() != null) {
          taker.take(record);
        }
      }
      return true;
    } catch (OffsetOutOfRangeException e) {
      consumer.seekToBeginning(e.partitions());
      return false;
    }
  }

  /** Offset of the next record of a partition. */
  public long position(TopicPartition partition) {
    return consumer.position(partition);
  }

  /** Lets these partitions wait, and no others. */
  public void holdBack(Set<TopicPartition> full) {
    Set<TopicPartition> paused = consumer.paused();
    if (!paused.equals(full)) {
      consumer.resume(paused);
      consumer.pause(full);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
