package io.tapeline.journal.outbox;

import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.journal.books.Columns;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Records that wait in the database to be published: put there in the transaction that writes the
 * request they follow from, taken out once the broker has them.
 */
@Component
public class Outbox {

  private static final long WRITERS_LOCK = 0x7461_7065_6c69_0001L;

  private final JdbcTemplate jdbc;

  public Outbox(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A record that waits.
   *
   * @param seq its place, rising in the order in which requests were committed
   * @param requestId the request it follows from
   */
  record Waiting(long seq, String requestId, ProducerRecord<String, byte[]> record) {}

  /**
   * What waits.
   *
   * @param oldestMicros when the oldest was put in, microseconds since the epoch; 0 if there is
   *     none
   */
  record Backlog(long records, long oldestMicros) {}

  /** Holds other requests back until the caller's transaction ends, on every instance. */
  public void lock() {
    jdbc.query("SELECT pg_advisory_xact_lock(?)", _ -> {}, WRITERS_LOCK);
  }

  /** Puts a record in, in the caller's transaction; {@link #lock()} must be held. */
  public void add(String requestId, ProducerRecord<String, byte[]> record) {
    String key = record.key();
    jdbc.update(
        """
        INSERT INTO outbox (request_id, topic, partition, key, headers, value, ts)
        VALUES (?, ?, ?, ?, ?::jsonb, ?, ?)
        """,
        requestId,
        record.topic(),
        record.partition(),
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        headers(record.headers()),
        record.value(),
        nowMicros());
  }

  /** The first record that waits, null if there is none. */
  static @Nullable Waiting first(JdbcOperations jdbc) {
    return jdbc
        .query(
            """
            SELECT seq, request_id, topic, partition, key, headers::text, value FROM outbox
            WHERE refused IS NULL ORDER BY seq LIMIT 1
            """,
            (row, _) -> waiting(row))
        .stream()
        .findFirst()
        .orElse(null);
  }

  static void remove(JdbcOperations jdbc, Waiting published) {
    jdbc.update("DELETE FROM outbox WHERE seq = ?", published.seq());
  }

  /** Leaves the record where it is for people to see; it is tried no more. */
  static void passOver(JdbcOperations jdbc, Waiting refused, String reason) {
    jdbc.update("UPDATE outbox SET refused = ? WHERE seq = ?", reason, refused.seq());
  }

  Backlog backlog() {
    return jdbc.query(
            "SELECT count(*), coalesce(min(ts), 0) FROM outbox WHERE refused IS NULL",
            (row, _) -> new Backlog(row.getLong(1), row.getLong(2)))
        .getFirst();
  }

  /** Microseconds since the epoch by this machine's clock. */
  public static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    byte @Nullable [] key = row.getBytes("key");
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            row.getString("topic"),
            row.getObject("partition", Integer.class),
            key == null ? null : new String(key, StandardCharsets.UTF_8),
            row.getBytes("value"));
    for (Quarantined.Header header : Columns.headersFrom(row.getString("headers"))) {
      String value = header.value();
      record.headers().add(header.name(), value == null ? null : Base64.getDecoder().decode(value));
    }
    return new Waiting(row.getLong("seq"), row.getString("request_id"), record);
  }

  private static String headers(Headers headers) {
    List<Quarantined.Header> all = new ArrayList<>();
    for (Header header : headers) {
      byte @Nullable [] value = header.value();
      all.add(
          new Quarantined.Header(
              header.key(), value == null ? null : Base64.getEncoder().encodeToString(value)));
    }
    return Columns.headers(all);
  }
}
