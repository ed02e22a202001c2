package io.tapeline.journal.books;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How far each partition has been written into the books, kept beside them. */
@Component
public class TopicPositions {

  private static final String UPSERT =
      """
      INSERT INTO topic_positions (topic, partition, next_offset) VALUES (?, ?, ?)
      ON CONFLICT (topic, partition) DO UPDATE SET next_offset =
      """;
  private static final String ADVANCE =
      UPSERT + "GREATEST(topic_positions.next_offset, excluded.next_offset)";
  private static final String REWIND = UPSERT + "excluded.next_offset";

  private final JdbcTemplate jdbc;

  public TopicPositions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The offset to be written next, for every partition that was ever written. */
  public Map<TopicPartition, Long> all() {
    return select("SELECT topic, partition, next_offset FROM topic_positions ORDER BY 1, 2");
  }

  /** True if everything below the given end offsets is in the books. */
  public boolean caughtUp(Map<TopicPartition, Long> endOffsets) {
    Map<TopicPartition, Long> written = all();
    return endOffsets.entrySet().stream()
        .allMatch(end -> written.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Moves positions forwards, never back; in the caller's transaction if there is one. */
  public void advance(Map<TopicPartition, Long> nextOffsets) {
    set(ADVANCE, nextOffsets);
  }

  /**
   * Sets positions as given: for a topic that was made anew and counts from its beginning again.
   */
  public void rewind(Map<TopicPartition, Long> nextOffsets) {
    set(REWIND, nextOffsets);
  }

  /** All positions, held against other writers until the transaction ends. */
  Map<TopicPartition, Long> lock() {
    return select(
        "SELECT topic, partition, next_offset FROM topic_positions ORDER BY 1, 2 FOR UPDATE");
  }

  private void set(String sql, Map<TopicPartition, Long> nextOffsets) {
    List<Object[]> rows =
        nextOffsets.entrySet().stream()
            .map(
                next ->
                    new Object[] {
                      next.getKey().topic(), next.getKey().partition(), next.getValue()
                    })
            .toList();
    jdbc.batchUpdate(sql, rows);
  }

  private Map<TopicPartition, Long> select(String sql) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    jdbc.query(
        sql,
        row -> {
          positions.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
        });
    return positions;
  }
}
