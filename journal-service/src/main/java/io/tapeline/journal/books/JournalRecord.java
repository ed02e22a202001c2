package io.tapeline.journal.books;

import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Stamps;
import org.jspecify.annotations.Nullable;

/**
 * One record of a topic on its way into the books.
 *
 * @param event what it says; null for a marker or a tombstone, which only move the position
 * @param key the record's key, null if it has none
 * @param arrivedMicros when the broker stored it, microseconds since the epoch
 */
public record JournalRecord(
    String topic,
    int partition,
    long offset,
    @Nullable Event event,
    Stamps stamps,
    @Nullable String key,
    long arrivedMicros) {

  /** The same place without its event. */
  public JournalRecord asMarker() {
    return new JournalRecord(topic, partition, offset, null, stamps, key, arrivedMicros);
  }
}
