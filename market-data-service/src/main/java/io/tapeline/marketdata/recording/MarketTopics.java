package io.tapeline.marketdata.recording;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.marketdata.topics.TopicReader;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.codec.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ticks and books for a writer of tapes. */
final class MarketTopics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MarketTopics.class);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final List<Topic<?>> READ = List.of(Topics.TICKS, Topics.BOOKS);

  private final TopicReader reader;

  MarketTopics(String bootstrapServers) {
    this.reader = new TopicReader(bootstrapServers, "tapeline-tapes", WAIT, READ);
  }

  /** True for a topic that tapes are made of. */
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

  /** Goes to where reading is to go on; false if some of what is wanted is not kept any more. */
  boolean seek(Map<String, Long> offsets) {
    return reader.seek(offsets);
  }

  /** Gives what is there to a writer. */
  void poll(TapeWriter writer, long nowMicros) throws IOException {
    boolean kept = reader.poll(record -> take(record, writer, nowMicros));
    if (!kept) {
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
    for (TopicPartition partition : reader.partitions()) {
      offsets.put(partition.toString(), reader.position(partition));
    }
    return offsets;
  }

  @Override
  public void close() {
    reader.close();
  }
}
