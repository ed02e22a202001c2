package io.tapeline.journal.books;

import io.tapeline.protocol.Headers;
import io.tapeline.protocol.shell.Fences;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The claims of the line's writers that the journal has read, kept for a journal that begins to
 * read in the middle of a partition. Each is kept with its offset, so that it holds from there on
 * only, whatever of the partition is read again.
 */
@Component
public class TopicFences {

  private final JdbcTemplate jdbc;

  public TopicFences(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps the claims among these records; does nothing for those that are kept already.
   *
   * @throws org.springframework.dao.DataAccessException if the database refuses or cannot be
   *     reached
   */
  public void keep(List<ConsumerRecord<String, byte[]>> records) {
    List<Object[]> rows = records.stream().filter(Headers::isClaim).map(TopicFences::row).toList();
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(
          """
          INSERT INTO topic_fences (topic, partition, claim_offset, stage, units, epoch)
          VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
          rows);
    }
  }

  private static Object[] row(ConsumerRecord<String, byte[]> claim) {
    String units =
        Headers.units(claim.headers()).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return new Object[] {
      claim.topic(),
      claim.partition(),
      claim.offset(),
      Headers.stage(claim.headers()).orElse(""),
      units,
      Headers.epoch(claim.headers())
    };
  }

  /** The fences that stand before these offsets. */
  public Fences before(Map<TopicPartition, Long> offsets) {
    Fences fences = new Fences();
    jdbc.query(
        "SELECT topic, partition, claim_offset, stage, units, epoch FROM topic_fences",
        row -> {
          TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
          if (row.getLong(3) < offsets.getOrDefault(partition, 0L)) {
            String stage = row.getString(4);
            long epoch = row.getLong(6);
            Stream.of(row.getString(5).split(",", -1))
                .forEach(
                    unit ->
                        fences.restore(
                            new Fences.Fence(
                                partition.topic(),
                                partition.partition(),
                                stage,
                                Integer.parseInt(unit)),
                            epoch));
          }
        });
    return fences;
  }
}
