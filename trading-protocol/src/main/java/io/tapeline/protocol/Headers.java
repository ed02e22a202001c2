package io.tapeline.protocol;

import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.protocol.codec.WireException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** Number of the tenure under which the record was written; see {@code shell.Fences}. */
  public static final String EPOCH = "epoch";

  /** Unit of the stage that the record belongs to. */
  public static final String UNIT = "unit";

  /** Units that the record speaks for, four bytes each: of a claim or a marker. */
  public static final String UNITS = "units";

  /** Present on a claim: its writer takes over the units; the record has no value then. */
  public static final String CLAIM = "claim";

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final Map<String, Hop> HOPS =
      Stream.of(Hop.values()).collect(Collectors.toUnmodifiableMap(Hop::header, hop -> hop));
  private static final Set<String> PLACE = Set.of(SEQ, STAGE, EPOCH, UNIT, UNITS);

  private Headers() {}

  /**
   * True of headers that say where and under whom a record stood on the line: one that is put back
   * stands elsewhere.
   */
  public static boolean isPlace(String name) {
    return PLACE.contains(name);
  }

  /** Sets the tenure under which a record is written and the unit it belongs to. */
  public static void setTenure(
      org.apache.kafka.common.header.Headers headers, long epoch, int unit) {
    set(headers, EPOCH, bytes(epoch));
    set(headers, UNIT, ByteBuffer.allocate(Integer.BYTES).putInt(unit).array());
  }

  /** Tenure under which the record was written, 0 if none is given. */
  public static long epoch(org.apache.kafka.common.header.Headers headers) {
    return number(headers, EPOCH).orElse(0);
  }

  /** Units that a claim or a marker speaks for, or the one a record belongs to; rising. */
  public static List<Integer> units(org.apache.kafka.common.header.Headers headers) {
    byte[] value = value(headers, UNITS);
    byte[] units = value == null ? value(headers, UNIT) : value;
    if (units == null) {
      return List.of();
    }
    if (units.length % Integer.BYTES != 0) {
      throw new WireException("header " + UNITS, "four bytes each wanted, has " + units.length);
    }
    List<Integer> numbers = new ArrayList<>();
    for (ByteBuffer left = ByteBuffer.wrap(units); left.hasRemaining(); ) {
      numbers.add(left.getInt());
    }
    return numbers;
  }

  /**
   * A claim for one partition: from here on, what an earlier tenure of these units writes into the
   * partition is void.
   */
  public static ProducerRecord<String, byte[]> claim(
      String topic, int partition, String stage, Collection<Integer> units, long epoch) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, partition, CLAIM + "/" + stage, noValue());
    set(record.headers(), CLAIM, new byte[0]);
    setSpeaker(record.headers(), stage, units, epoch);
    return record;
  }

  /** True if the record is a claim and carries no event. */
  public static boolean isClaim(ConsumerRecord<?, ?> record) {
    return record.value() == null && record.headers().lastHeader(CLAIM) != null;
  }

  private static void setSpeaker(
      org.apache.kafka.common.header.Headers headers,
      String stage,
      Collection<Integer> units,
      long epoch) {
    setStage(headers, stage);
    set(headers, EPOCH, bytes(epoch));
    ByteBuffer numbers = ByteBuffer.allocate(units.size() * Integer.BYTES);
    units.forEach(numbers::putInt);
    set(headers, UNITS, numbers.array());
  }

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
    EnumMap<Hop, Long> stamps = new EnumMap<>(Hop.class);
    for (Header header : headers) {
      Hop hop = HOPS.get(header.key());
      byte @Nullable [] value = hop == null ? null : header.value();
      if (hop != null && value != null) {
        stamps.put(hop, number(hop.header(), value));
      }
    }
    return stamps.isEmpty() ? Stamps.NONE : new Stamps(stamps);
  }

  /** Key and headers of a record that is put aside, to be put back with it. */
  public static Quarantined.Envelope envelope(ConsumerRecord<String, ?> record) {
    List<Quarantined.Header> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      byte @Nullable [] value = header.value();
      headers.add(
          new Quarantined.Header(
              header.key(), value == null ? null : Base64.getEncoder().encodeToString(value)));
    }
    return new Quarantined.Envelope(record.key(), headers);
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

  /** A marker that holds for these units of its writer only. */
  public static ProducerRecord<String, byte[]> marker(
      String topic, int partition, long seq, String stage, Collection<Integer> units, long epoch) {
    ProducerRecord<String, byte[]> record = marker(topic, partition, seq);
    setSpeaker(record.headers(), stage, units, epoch);
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
    return value == null ? OptionalLong.empty() : OptionalLong.of(number(name, value));
  }

  private static long number(String name, byte[] value) {
    if (value.length != Long.BYTES) {
      throw new WireException("header " + name, "eight bytes wanted, has " + value.length);
    }
    return (long) LONG.get(value, 0);
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
