package io.tapeline.journal.requests;

import io.tapeline.core.stage.Event;
import io.tapeline.journal.books.BookRow;
import io.tapeline.journal.books.JournalWriter;
import io.tapeline.journal.outbox.Outbox;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topics;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes requests in, one after the other: what one writes into the books, its record in the outbox
 * and its answer are one transaction.
 */
@Component
class Intake {

  static final String WRITER = "journal";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Outbox outbox;
  private final JournalWriter books;
  private final EntityManager entities;
  private final JsonMapper json;

  Intake(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Outbox outbox,
      JournalWriter books,
      EntityManager entities,
      JsonMapper json) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.outbox = outbox;
    this.books = books;
    this.entities = entities;
    this.json = json;
  }

  /**
   * Does the work of a request, or gives the answer it had before if it names a key and comes
   * again.
   *
   * @throws Refusal if its key was used for another request, or the work refuses it
   */
  Answer once(Asked asked, Supplier<Answer> work) {
    Answer answer =
        transaction.execute(
            _ -> {
              outbox.lock();
              Answer before = before(asked);
              return before == null ? answered(asked, work.get()) : before;
            });
    if (answer == null) {
      throw new IllegalStateException("no answer to " + asked.what());
    }
    return answer;
  }

  private @Nullable Answer before(Asked asked) {
    String key = asked.key();
    return key == null
        ? null
        : jdbc
            .query(
                "SELECT fingerprint, status, location, body FROM idempotency_keys WHERE key = ?",
                (row, _) -> {
                  if (!row.getString(1).equals(asked.fingerprint())) {
                    throw Refusal.conflict(
                        "Idempotency-Key '%s' was used for another request; take a new one."
                            .formatted(key));
                  }
                  return new Answer(row.getInt(2), row.getString(3), row.getString(4));
                },
                key)
            .stream()
            .findFirst()
            .orElse(null);
  }

  private Answer answered(Asked asked, Answer answer) {
    if (asked.key() != null) {
      jdbc.update(
          """
          INSERT INTO idempotency_keys (key, fingerprint, status, location, body, ts)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          asked.key(),
          asked.fingerprint(),
          answer.status(),
          answer.location(),
          answer.json(),
          Outbox.nowMicros());
    }
    return answer;
  }

  /**
   * Writes an event into the books and hands it to the outbox.
   *
   * @throws Refusal if the books have come to know a later state of it meanwhile
   */
  void publish(String requestId, Event event) {
    if (!books.writeRequested(event)) {
      throw Refusal.conflict("'%s' has changed meanwhile; ask again.".formatted(requestId));
    }
    ProducerRecord<String, byte[]> record = Topics.forEvent(event).record(event);
    Headers.setStage(record.headers(), WRITER);
    outbox.add(requestId, record);
  }

  /** Hands a record to the outbox as it is. */
  void publish(String requestId, ProducerRecord<String, byte[]> record) {
    outbox.add(requestId, record);
  }

  /** A row as it is now, whatever was read of it before in the transaction. */
  <T extends BookRow> T now(Supplier<Optional<T>> row) {
    entities.clear();
    return row.get().orElseThrow();
  }

  Answer answer(HttpStatus status, String location, BookRow row) {
    return new Answer(status.value(), location, json.writeValueAsString(row));
  }
}
