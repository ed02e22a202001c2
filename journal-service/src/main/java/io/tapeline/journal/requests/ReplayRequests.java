package io.tapeline.journal.requests;

import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.journal.books.QuarantineRow;
import io.tapeline.journal.books.QuarantinedInputs;
import io.tapeline.journal.outbox.Outbox;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Puts quarantined records back on their topics, as they were and once. */
@Component
public class ReplayRequests {

  private static final int MAX_ID = 1_000;
  private static final int MAX_NAME = 100;

  private final Intake intake;
  private final QuarantinedInputs quarantine;
  private final JdbcTemplate jdbc;

  ReplayRequests(Intake intake, QuarantinedInputs quarantine, JdbcTemplate jdbc) {
    this.intake = intake;
    this.quarantine = quarantine;
    this.jdbc = jdbc;
  }

  /**
   * Puts a record back; the answer is its row in quarantine.
   *
   * @throws Refusal if there is no such input, it is a tape's line, or it was put back before
   */
  public Answer create(Asked asked) {
    JsonFields fields = JsonFields.of(asked.body()).only("id", "who");
    String id = fields.required("id", MAX_ID);
    String who = fields.optional("who", MAX_NAME);
    return intake.once(
        asked,
        () -> {
          ProducerRecord<String, byte[]> record = record(row(id));
          jdbc.update(
              "UPDATE quarantine SET replayed_at = ?, replayed_by = ? WHERE id = ?",
              Outbox.nowMicros(),
              who == null ? "" : who,
              id);
          intake.publish("replay of " + id, record);
          return intake.answer(
              HttpStatus.ACCEPTED,
              "/api/v1/quarantine/" + UriUtils.encodePath(id, StandardCharsets.UTF_8),
              intake.now(() -> quarantine.findById(id)));
        });
  }

  private QuarantineRow row(String id) {
    return quarantine
        .findById(id)
        .orElseThrow(
            () -> Refusal.notFound("There is nothing called '%s' in quarantine.".formatted(id)));
  }

  private static ProducerRecord<String, byte[]> record(QuarantineRow row) {
    TopicPartition partition =
        row.partition()
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        ("Line %d of tape '%s' cannot be put back: mend the tape and play it"
                                + " again.")
                            .formatted(row.seq(), row.source())));
    if (row.replayedAt() != null) {
      throw Refusal.conflict(
          "'%s' was put back before; if it was refused again, it is in quarantine at its new place."
              .formatted(row.id()));
    }
    byte[] value = row.value().orElseGet(() -> new byte[0]);
    if (value.length == 0) {
      throw Refusal.conflict("'%s' has no value that could be put back.".formatted(row.id()));
    }
    if (row.key() == null && Topics.named(partition.topic()).compacted()) {
      throw Refusal.conflict(
          "'%s' has no key, and topic '%s' takes no record without one."
              .formatted(row.id(), partition.topic()));
    }
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(partition.topic(), partition.partition(), row.key(), value);
    for (Quarantined.Header header : row.headers()) {
      if (Headers.isPlace(header.name())) {
        continue;
      }
      String bytes = header.value();
      record.headers().add(header.name(), bytes == null ? null : Base64.getDecoder().decode(bytes));
    }
    return record;
  }
}
