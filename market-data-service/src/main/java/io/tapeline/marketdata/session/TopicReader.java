package io.tapeline.marketdata.session;

import io.tapeline.core.export.RunTable;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.EventCsv;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.codec.WireException;
import io.tapeline.protocol.shell.Fences;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topics that a session is made of, from given offsets, and commits nothing. */
final class TopicReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final int PAUSE_ABOVE = 20_000;
  private static final List<Topic<?>> MARKET = List.of(Topics.TICKS, Topics.BOOKS);
  private static final List<Topic<?>> OUTCOME =
      List.of(
          Topics.SIGNALS, Topics.DECISIONS, Topics.ORDER_EVENTS, Topics.FILLS, Topics.POSITIONS);

  private final String bootstrapServers;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Fences fences = new Fences();
  private final Set<TopicPartition> partitions = new HashSet<>();

  TopicReader(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                "tapeline-recorder",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none",
                "max.poll.records",
                2_000,
                "fetch.max.wait.ms",
                100,
                "allow.auto.create.topics",
                false,
                "enable.metrics.push",
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    for (String topic : names()) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
  }

  private static List<String> names() {
    return Stream.concat(MARKET.stream(), OUTCOME.stream()).map(Topic::name).toList();
  }

  /** True for a topic that is part of a session. */
  static boolean isRead(String topic) {
    return names().contains(topic);
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

  /** Goes to where reading is to go on; where that is not kept any more, to what is. */
  void seek(Map<String, Long> offsets) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long begin = begins.getOrDefault(partition, 0L);
      consumer.seek(partition, Math.max(begin, offsets.getOrDefault(partition.toString(), 0L)));
    }
  }

  /** Takes what is there. */
  void poll(FeedOrder order, SessionWriter writer) {
    try {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(WAIT)) {
        if (fences.admits(record) && record.value() != null) {
          take(record, order, writer);
        }
      }
    } catch (OffsetOutOfRangeException e) {
      consumer.seekToBeginning(e.partitions());
    }
    holdBack(order);
  }

  private static void take(
      ConsumerRecord<String, byte[]> record, FeedOrder order, SessionWriter writer) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Topic<?> topic = Topics.named(record.topic());
    boolean market = MARKET.contains(topic);
    try {
      Event event = topic.codec().decode(record.value());
      if (event instanceof MarketEvent tick) {
        order.add(partition, new FeedOrder.Held(record.offset(), tick.seq(), EventCsv.line(tick)));
        return;
      }
      RunTable table = RunTable.of(event);
      if (table != null) {
        writer.row(table, RunTable.line(event, latencyMicros(record)));
      }
    } catch (WireException e) {
      LOG.warn("recorder: {} cannot be read: {}", partition, e.toString());
      OptionalLong seq = Headers.seq(record.headers());
      if (market && seq.isPresent()) {
        order.add(partition, new FeedOrder.Held(record.offset(), seq.getAsLong(), null));
      }
    }
  }

  /** From the tick's publication to its order at the venue, null if either was not stamped. */
  private static @Nullable Long latencyMicros(ConsumerRecord<String, byte[]> record) {
    OptionalLong micros = Headers.stamps(record.headers()).between(Hop.TICKS, Hop.ORDER);
    return micros.isPresent() ? (Long) micros.getAsLong() : null;
  }

  /** Memory stays bounded: a partition far ahead of the others waits for them. */
  private void holdBack(FeedOrder order) {
    Map<Boolean, Set<TopicPartition>> wanted = new HashMap<>();
    for (TopicPartition partition : partitions) {
      boolean full = order.waiting(partition) > PAUSE_ABOVE;
      if (full != consumer.paused().contains(partition)) {
        wanted.computeIfAbsent(full, _ -> new HashSet<>()).add(partition);
      }
    }
    consumer.pause(wanted.getOrDefault(true, Set.of()));
    consumer.resume(wanted.getOrDefault(false, Set.of()));
  }

  boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** By partition, the offset of the first record that was not given to a writer. */
  Map<String, Long> offsets(FeedOrder order) {
    Map<String, Long> offsets = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      offsets.put(partition.toString(), order.offset(partition, consumer.position(partition)));
    }
    return offsets;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
