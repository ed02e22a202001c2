package io.tapeline.journal.books;

import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Stamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes records into the books, each batch in one transaction together with the topic positions it
 * moves: after a crash the books and the positions agree, and a batch given again changes nothing.
 *
 * <p>The first record of an id wins; tables of latest states take a newer version only.
 */
@Component
public class JournalWriter {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final TopicPositions positions;

  public JournalWriter(
      JdbcTemplate jdbc, TransactionTemplate transaction, TopicPositions positions) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.positions = positions;
  }

  /**
   * Writes the batch and moves the positions behind its last records; records below the stored
   * positions are ignored.
   *
   * @return how many records were new
   * @throws org.springframework.dao.DataAccessException if the database refuses or cannot be
   *     reached; then nothing of the batch was written
   * @throws org.springframework.transaction.TransactionException if no transaction can be begun or
   *     its end is not known; to write the same batch again is safe
   */
  public int write(List<JournalRecord> batch) {
    return write(batch, Map.of());
  }

  /**
   * As {@link #write(List)}, but only if the books still hold what they held.
   *
   * @param reached positions that the caller has seen in the books
   * @throws BooksFellBackException if the books have lost writes that they had confirmed
   */
  public int write(List<JournalRecord> batch, Map<TopicPartition, Long> reached) {
    Integer written = transaction.execute(_ -> writeInTransaction(batch, reached));
    return written == null ? 0 : written;
  }

  /**
   * Moves positions over offsets without a record.
   *
   * @param reached positions that the caller has seen in the books
   * @throws BooksFellBackException if the books have lost writes that they had confirmed
   */
  public void passOver(Map<TopicPartition, Long> nextOffsets, Map<TopicPartition, Long> reached) {
    transaction.executeWithoutResult(
        _ -> {
          BooksFellBackException.throwIfBefore(reached, positions.lock());
          if (!nextOffsets.isEmpty()) {
            positions.advance(nextOffsets);
          }
        });
  }

  /**
   * Writes what follows from a request, in the caller's transaction and as it will be written again
   * once the event comes back from its topic.
   *
   * @return false if the books know the event, or a later state, already
   * @throws IllegalArgumentException if events of this type are not kept in the books
   */
  public boolean writeRequested(Event event) {
    int changed = 0;
    for (Entry entry : Entries.of(event, Stamps.NONE, 0)) {
      changed += jdbc.update(entry.insert().sql(), entry.values().toArray());
    }
    return changed > 0;
  }

  private int writeInTransaction(List<JournalRecord> batch, Map<TopicPartition, Long> reached) {
    Map<TopicPartition, Long> stored = positions.lock();
    BooksFellBackException.throwIfBefore(reached, stored);
    Map<TopicPartition, Long> moved = new HashMap<>();
    Map<Insert, List<@Nullable Object[]>> rows = new LinkedHashMap<>();
    int written = 0;
    for (JournalRecord record : batch) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      long next = moved.getOrDefault(partition, stored.getOrDefault(partition, 0L));
      if (record.offset() < next) {
        continue;
      }
      for (Entry entry : Entries.of(record)) {
        rows.computeIfAbsent(entry.insert(), _ -> new ArrayList<>()).add(entry.values().toArray());
      }
      moved.put(partition, record.offset() + 1);
      written++;
    }
    rows.forEach((insert, values) -> jdbc.batchUpdate(insert.sql(), values));
    if (!moved.isEmpty()) {
      positions.advance(moved);
    }
    return written;
  }
}
