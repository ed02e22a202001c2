package io.tapeline.cli.crash;

import io.tapeline.journal.line.JournaledTopics;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.shell.Fences;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How far a suite has played its tape, seen from outside: by the markers that have passed the whole
 * line, and by what the journal has written. For one thread.
 */
final class Playing implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  private final Setup setup;
  private final Consumer<String, byte[]> markers;
  private final Fences fences = new Fences();
  private long passed;

  Playing(Setup setup) {
    this.setup = setup;
    this.markers = consumer(setup.bootstrapServers());
    TopicPartition progress = new TopicPartition(Topics.ORDER_EVENTS.name(), 0);
    markers.assign(List.of(progress));
    markers.seekToBeginning(List.of(progress));
  }

  /** A consumer without a group; the caller closes it. */
  static Consumer<String, byte[]> consumer(String bootstrapServers) {
    Map<String, Object> config = new HashMap<>(Probes.clientConfig(bootstrapServers));
    config.put("allow.auto.create.topics", false);
    config.put("enable.auto.commit", false);
    config.put("fetch.max.wait.ms", 50);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Feed number of the newest event that has passed the whole line. */
  long passed() {
    for (ConsumerRecord<String, byte[]> record : markers.poll(POLL)) {
      if (fences.admits(record)) {
        passed = Math.max(passed, Headers.marker(record).orElse(0));
      }
    }
    return passed;
  }

  /** True if everything that lies on the topics is in the books; false also if nobody can tell. */
  boolean isJournaled() {
    try (Consumer<String, byte[]> consumer = consumer(setup.bootstrapServers());
        Connection connection = DriverManager.getConnection(setup.jdbcUrl());
        Statement statement = connection.createStatement()) {
      Map<TopicPartition, Long> written = new HashMap<>();
      try (ResultSet rows =
          statement.executeQuery("SELECT topic, partition, next_offset FROM topic_positions")) {
        while (rows.next()) {
          written.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
        }
      }
      return consumer.endOffsets(partitions(consumer)).entrySet().stream()
          .allMatch(end -> written.getOrDefault(end.getKey(), 0L) >= end.getValue());
    } catch (SQLException | KafkaException e) {
      return false;
    }
  }

  private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : JournaledTopics.names()) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  /** Reads all there is; the suite must be at rest. */
  Books books() throws SQLException {
    try (Consumer<String, byte[]> consumer = consumer(setup.bootstrapServers());
        Connection connection = DriverManager.getConnection(setup.jdbcUrl())) {
      return Books.read(connection, consumer);
    }
  }

  @Override
  public void close() {
    markers.close(CloseOptions.timeout(Duration.ZERO));
  }
}
