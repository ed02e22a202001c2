package io.tapeline.protocol;

import io.tapeline.protocol.codec.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The headers of records: what caused them, who wrote them, when they passed the line. Numbers are
 * eight bytes, big-endian; texts UTF-8. Writing replaces what was there; reading a number of
 * another length throws {@link WireException}.
 */
public final class Headers {

  /** Feed number of the market event behind the record. */
  public static final String SEQ = "seq";

  /** Id of the input the record follows from. */
  public static final String CAUSE = "cause";

  /** Stage that wrote the record. */
  public static final String STAGE = "stage";

  /** Feed number up to which the writer is complete; the record has no value then. */
  public static final String MARKER = "marker";

  private Headers() {}

  /** Sets the feed number of the market event behind the record. */
  public static void setSeq(org.apache.kafka.common.header.Headers headers, long seq) {
    set(headers, SEQ, bytes(seq));
  }

  /** Feed number of the market event behind the record, empty if not given. */
  public static OptionalLong seq(org.apache.kafka.common.header.Headers headers) {
    return number(headers, SEQ);
  }

  /** Sets the id of the input the record follows from. */
  public static void setCause(org.apache.kafka.common.header.Headers headers, String cause) {
    set(headers, CAUSE, cause.getBytes(StandardCharsets.UTF_8));
  }

  /** Id of the input the record follows from, empty if not given. */
  public static Optional<String> cause(org.apache.kafka.common.header.Headers headers) {
    return text(headers, CAUSE);
  }

  /** Sets the stage that writes the record. */
  public static void setStage(org.apache.kafka.common.header.Headers headers, String stage) {
    set(headers, STAGE, stage.getBytes(StandardCharsets.UTF_8));
  }

  /** Stage that wrote the record, empty if not given. */
  public static Optional<String> stage(org.apache.kafka.common.header.Headers headers) {
    return text(headers, STAGE);
  }

  /** Sets the stamps that are there; others are left alone. */
  public static void setStamps(org.apache.kafka.common.header.Headers headers, Stamps stamps) {
    for (Hop hop : Hop.values()) {
      stamps.at(hop).ifPresent(micros -> set(headers, hop.header(), bytes(micros)));
    }
  }

  /** One stamp of a record, microseconds since the epoch; empty if it did not pass there. */
  public static OptionalLong stamp(org.apache.kafka.common.header.Headers headers, Hop hop) {
    return number(headers, hop.header());
  }

  /** The stamps of a record. */
  public static Stamps stamps(org.apache.kafka.common.header.Headers headers) {
    Stamps stamps = Stamps.NONE;
    for (Hop hop : Hop.values()) {
      OptionalLong micros = number(headers, hop.header());
      if (micros.isPresent()) {
        stamps = stamps.with(hop, micros.getAsLong());
      }
    }
    return stamps;
  }

  /**
   * A marker for one partition: its writer has published everything that follows from the feed up
   * to and including {@code seq}.
   */
  public static ProducerRecord<String, byte[]> marker(String topic, int partition, long seq) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, partition, MARKER, noValue());
    set(record.headers(), MARKER, bytes(seq));
    return record;
  }

  /** The feed number a marker is complete up to; empty if the record is no marker. */
  public static OptionalLong marker(ConsumerRecord<?, ?> record) {
    return record.value() == null ? number(record.headers(), MARKER) : OptionalLong.empty();
  }

  /** True if the record is a marker and carries no event. */
  public static boolean isMarker(ConsumerRecord<?, ?> record) {
    return record.value() == null && record.headers().lastHeader(MARKER) != null;
  }

  private static void set(
      org.apache.kafka.common.header.Headers headers, String name, byte[] value) {
    headers.remove(name).add(name, value);
  }

  private static OptionalLong number(org.apache.kafka.common.header.Headers headers, String name) {
    byte[] value = value(headers, name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value.length != Long.BYTES) {
      throw new WireException("header " + name, "eight bytes wanted, has " + value.length);
    }
    return OptionalLong.of(ByteBuffer.wrap(value).getLong());
  }

  private static Optional<String> text(
      org.apache.kafka.common.header.Headers headers, String name) {
    byte[] value = value(headers, name);
    return value == null
        ? Optional.empty()
        : Optional.of(new String(value, StandardCharsets.UTF_8));
  }

  private static byte @Nullable [] value(
      org.apache.kafka.common.header.Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** Kafka's records are not annotated: a marker has a key and no value. */
  @SuppressWarnings("NullAway")
  private static byte[] noValue() {
    return null;
  }
}
