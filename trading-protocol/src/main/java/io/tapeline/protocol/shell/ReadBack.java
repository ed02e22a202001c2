package io.tapeline.protocol.shell;

import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.codec.WireException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what was published last on a topic, from some market time back to its present end. */
final class ReadBack {

  private static final Logger LOG = LoggerFactory.getLogger(ReadBack.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private ReadBack() {}

  /**
   * Gives every event that counts to a reader, in the order of its partition; leaves the log
   * reading at the ends.
   *
   * @param partitions of the topic
   */
  static <E extends Event> void read(
      LogClient log,
      Topic<E> topic,
      Collection<TopicPartition> partitions,
      WarmUp warmUp,
      Consumer<? super E> reader) {
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    Map<TopicPartition, Long> starts = new LinkedHashMap<>();
    for (TopicPartition partition : partitions) {
      long end = log.end(partition);
      ends.put(partition, end);
      starts.put(
          partition, warmUp.start(log, partition, log.begin(partition), end, OptionalLong.empty()));
    }
    log.read(starts);
    Fences fences = new Fences();
    while (ends.entrySet().stream().anyMatch(end -> log.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<String, byte[]> record : log.poll(POLL)) {
        if (fences.admits(record) && !Headers.isClaim(record) && record.value() != null) {
          tell(record, topic, reader);
        }
      }
    }
  }

  private static <E extends Event> void tell(
      ConsumerRecord<String, byte[]> record, Topic<E> topic, Consumer<? super E> reader) {
    E event;
    try {
      event = topic.codec().decode(record.value());
    } catch (WireException e) {
      LOG.warn(
          "{}-{}@{} is passed over: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.toString());
      return;
    }
    reader.accept(event);
  }
}
