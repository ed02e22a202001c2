package io.tapeline.protocol.shell;

import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What lies on topics, or would: every event as text with all its bytes. */
final class Log {

  private Log() {}

  /** The events of a topic by record key, each key's in the order of its partition. */
  static Map<String, List<String>> of(KafkaSettings kafka, Topic<?> topic) {
    Map<String, List<String>> log = new TreeMap<>();
    events(kafka, topic, (key, event) -> add(log, key, event.id(), topic.record(event).value()));
    return log;
  }

  /**
   * Reads a topic's events, with their keys, from the beginning to the present end; void ones are
   * passed over.
   */
  static void events(KafkaSettings kafka, Topic<?> topic, BiConsumer<String, Event> reader) {
    Fences fences = new Fences();
    try (LogClient log = new KafkaLog(kafka, "test")) {
      List<TopicPartition> partitions = log.partitions(topic.name());
      log.read(log.begins(partitions));
      Map<TopicPartition, Long> ends = log.ends(partitions);
      while (ends.entrySet().stream().anyMatch(e -> log.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, byte[]> record : log.poll(Duration.ofMillis(100))) {
          if (fences.admits(record) && record.value() != null) {
            reader.accept(record.key(), topic.codec().decode(record.value()));
          }
        }
      }
    }
  }

  /** The same of events that were never sent. */
  static Map<String, List<String>> of(List<Event> events, Topic<?> topic) {
    Map<String, List<String>> log = new TreeMap<>();
    for (Event event : events) {
      if (Topics.forEvent(event).equals(topic)) {
        var record = topic.record(event);
        add(log, record.key(), event.id(), record.value());
      }
    }
    return log;
  }

  private static void add(Map<String, List<String>> log, String key, String id, byte[] value) {
    log.computeIfAbsent(key, ignored -> new ArrayList<>())
        .add(id + " " + HexFormat.of().formatHex(value));
  }
}
