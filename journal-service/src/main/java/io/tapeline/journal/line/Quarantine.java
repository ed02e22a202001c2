package io.tapeline.journal.line;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.journal.books.JournalRecord;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.codec.WireException;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records; those that cannot be read go whole to the quarantine topic. */
final class Quarantine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private final Producer<String, byte[]> producer;
  private final MeterRegistry meters;

  Quarantine(Producer<String, byte[]> producer, MeterRegistry meters) {
    this.producer = producer;
    this.meters = meters;
  }

  /** The record for the books; one that cannot be read is put aside and only moves the position. */
  JournalRecord read(ConsumerRecord<String, byte[]> raw) {
    byte @Nullable [] value = raw.value();
    if (value == null) {
      return record(raw, null, Stamps.NONE);
    }
    try {
      Event event = JournaledTopics.named(raw.topic()).codec().decode(value);
      return record(raw, event, Headers.stamps(raw.headers()));
    } catch (WireException unreadable) {
      put(raw, "UNREADABLE", String.valueOf(unreadable.getMessage()));
      return record(raw, null, Stamps.NONE);
    }
  }

  /** The record as one that only moves the position: what it says does not count. */
  JournalRecord passedOver(ConsumerRecord<String, byte[]> raw) {
    return record(raw, null, Stamps.NONE);
  }

  /**
   * Puts the record aside and waits until the broker has it.
   *
   * @throws KafkaException if the broker does not take it
   */
  void put(ConsumerRecord<String, byte[]> raw, String reason, String detail) {
    meters.counter("tapeline.quarantine", "source", "journal", "reason", reason).increment();
    LOG.warn(
        "{}-{}@{} goes to quarantine, {}: {}",
        raw.topic(),
        raw.partition(),
        raw.offset(),
        reason,
        detail);
    Quarantined quarantined =
        new Quarantined(
            raw.topic() + "-" + raw.partition(),
            raw.offset(),
            reason,
            detail,
            Base64.getEncoder().encodeToString(raw.value()),
            Headers.envelope(raw));
    try {
      producer.send(Topics.QUARANTINE.record(quarantined)).get();
    } catch (ExecutionException refused) {
      throw new KafkaException("quarantine of " + quarantined.id(), refused.getCause());
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  private static JournalRecord record(
      ConsumerRecord<String, byte[]> raw, @Nullable Event event, Stamps stamps) {
    return new JournalRecord(
        raw.topic(),
        raw.partition(),
        raw.offset(),
        event,
        stamps,
        raw.key(),
        raw.timestamp() * 1000);
  }

  @Override
  public void close() {
    producer.close();
  }
}
