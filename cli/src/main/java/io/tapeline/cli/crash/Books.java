package io.tapeline.cli.crash;

import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.shell.Fences;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * What a run has left behind: the rows of the journal, and how often each event lies on its topic.
 *
 * @param tables fields by id by table; a topic is a table whose rows count their records
 */
record Books(Map<String, Map<String, Map<String, String>>> tables) {

  /** Field of a topic's rows. */
  static final String RECORDS = "records";

  private static final List<String> JOURNAL =
      List.of(
          "signals",
          "decisions",
          "orders",
          "order_events",
          "fills",
          "trades",
          "positions",
          "equity",
          "plans",
          "controls",
          "quarantine");

  private static final List<Topic<?>> TOPICS =
      List.of(Topics.SIGNALS, Topics.APPROVED_ORDERS, Topics.ORDER_EVENTS, Topics.FILLS);

  private static final Duration POLL = Duration.ofMillis(100);

  /** Reads the journal and the topics of a suite at rest. */
  static Books read(Connection connection, Consumer<String, byte[]> consumer) throws SQLException {
    Map<String, Map<String, Map<String, String>>> tables = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      for (String table : JOURNAL) {
        tables.put(table, rows(statement, table));
      }
    }
    for (Topic<?> topic : TOPICS) {
      tables.put("topic " + topic.name(), records(consumer, topic));
    }
    return new Books(tables);
  }

  private static Map<String, Map<String, String>> rows(Statement statement, String table)
      throws SQLException {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    try (ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          String name = columns.getColumnName(i);
          // The hops' wall-clock stamps are of the run, not of the tape.
          if (!name.endsWith("_at")) {
            fields.put(name, String.valueOf(result.getString(i)));
          }
        }
        rows.put(result.getString("id"), fields);
      }
    }
    return rows;
  }

  private static Map<String, Map<String, String>> records(
      Consumer<String, byte[]> consumer, Topic<?> topic) {
    Map<String, Integer> counts = new TreeMap<>();
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream().map(Books::partition).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Fences fences = new Fences();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        boolean admitted = fences.admits(record);
        if (admitted && record.value() != null && !Headers.isMarker(record)) {
          counts.merge(topic.codec().decode(record.value()).id(), 1, Integer::sum);
        }
      }
    }
    Map<String, Map<String, String>> rows = new TreeMap<>();
    counts.forEach((id, count) -> rows.put(id, Map.of(RECORDS, Integer.toString(count))));
    return rows;
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  /** Rows of a table. */
  Map<String, Map<String, String>> rows(String table) {
    return tables.getOrDefault(table, Map.of());
  }
}
