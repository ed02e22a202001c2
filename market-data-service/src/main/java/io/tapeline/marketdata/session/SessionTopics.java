package io.tapeline.marketdata.session;

import io.tapeline.core.export.RunTable;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.EventCsv;
import io.tapeline.marketdata.topics.TopicReader;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.codec.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that a session is made of. */
final class SessionTopics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SessionTopics.class);
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final int PAUSE_ABOVE = 20_000;
  private static final List<Topic<?>> MARKET = List.of(Topics.TICKS, Topics.BOOKS);
  private static final List<Topic<?>> OUTCOME =
      List.of(
          Topics.SIGNALS, Topics.DECISIONS, Topics.ORDER_EVENTS, Topics.FILLS, Topics.POSITIONS);
  private static final List<Topic<?>> READ =
      Stream.concat(MARKET.stream(), OUTCOME.stream()).toList();

  private final TopicReader reader;

  SessionTopics(String bootstrapServers) {
    this.reader = new TopicReader(bootstrapServers, "tapeline-recorder", WAIT, READ);
  }

  /** True for a topic that is part of a session. */
  static boolean isRead(String topic) {
    return READ.stream().anyMatch(each -> each.name().equals(topic));
  }

  /** Id of the broker's cluster. */
  String cluster() {
    return reader.cluster();
  }

  /** Offsets at which the topics end now. */
  Map<TopicPartition, Long> ends() {
    return reader.ends();
  }

  /** Goes to where reading is to go on; where that is not kept any more, to what is. */
  void seek(Map<String, Long> offsets) {
    reader.seek(offsets);
  }

  /** Takes what is there. Memory stays bounded: a partition far ahead of the others waits. */
  void poll(FeedOrder order, SessionWriter writer) {
    reader.poll(record -> take(record, order, writer));
    reader.holdBack(
        reader.partitions().stream()
            .filter(partition -> order.waiting(partition) > PAUSE_ABOVE)
            .collect(Collectors.toSet()));
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

  boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> reader.position(end.getKey()) >= end.getValue());
  }

  /** By partition, the offset of the first record that was not given to a writer. */
  Map<String, Long> offsets(FeedOrder order) {
    Map<String, Long> offsets = new TreeMap<>();
    for (TopicPartition partition : reader.partitions()) {
      offsets.put(partition.toString(), order.offset(partition, reader.position(partition)));
    }
    return offsets;
  }

  @Override
  public void close() {
    reader.close();
  }
}
