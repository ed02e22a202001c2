package io.tapeline.protocol;

import io.tapeline.core.stage.Event;
import io.tapeline.protocol.codec.Codec;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One topic of the line.
 *
 * @param name literal name
 * @param type what travels on it
 * @param keyOf the record key of a value
 * @param keyDescription what the key is, in words
 * @param codec value to bytes and back
 * @param retention how long records are kept, wall-clock time; empty for ever
 * @param compacted true if the latest record per key is kept for ever and older ones go
 */
public record Topic<V extends Event>(
    String name,
    Class<V> type,
    Function<V, String> keyOf,
    String keyDescription,
    Codec<V> codec,
    Optional<Duration> retention,
    boolean compacted) {

  public Topic {
    if (compacted && retention.isPresent()) {
      throw new IllegalArgumentException(name + " is compacted: it has no retention");
    }
  }

  /**
   * The key an event travels under.
   *
   * @throws ClassCastException if the event is of another type than this topic's
   */
  public String key(Event event) {
    return keyOf.apply(type.cast(event));
  }

  /**
   * The record to send for an event, without headers; the key decides the partition.
   *
   * @throws ClassCastException if the event is of another type than this topic's
   * @throws IllegalArgumentException if the event cannot travel
   */
  public ProducerRecord<String, byte[]> record(Event event) {
    V value = type.cast(event);
    return new ProducerRecord<>(name, keyOf.apply(value), codec.encode(value));
  }

  @Override
  public String toString() {
    return name;
  }
}
