package io.tapeline.protocol.shell;

import io.tapeline.protocol.Headers;
import io.tapeline.protocol.codec.WireException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Tells records that count from those of an instance that had lost its units and did not know yet.
 *
 * <p>Who takes over a unit of a stage first writes a claim with a higher epoch into every partition
 * the stage writes to. Each record bears the epoch of its writer. In a partition, what comes after
 * a claim with a lower epoch is void. A partition has one order, so every reader comes to the same
 * verdict, and no reader or writer has to ask anybody. A process that was paused, or whose last
 * sends arrive after its end, can thereby lose nothing and double nothing.
 *
 * <p>Reads each partition in order. Not safe for use by several threads.
 */
public final class Fences {

  /**
   * A fence: the newest epoch met.
   *
   * @param stage writer, {@code unit} of it
   */
  public record Fence(String topic, int partition, String stage, int unit) {}

  /**
   * Who wrote the last records of a partition that counted: most often the next one has the same
   * writer. Events name one unit, markers all units of their writer, and they take turns.
   */
  private static final class Writers {
    private @Nullable Writer ofEvents;
    private @Nullable Writer ofMarkers;

    boolean wrote(org.apache.kafka.common.header.Headers headers) {
      return (ofEvents != null && ofEvents.wrote(headers))
          || (ofMarkers != null && ofMarkers.wrote(headers));
    }
  }

  /** The headers that tell a writer, as they are on the wire. */
  private static final class Writer {
    private final String unitHeader;
    private final byte[] stage;
    private final byte[] units;
    private final byte[] epoch;

    private Writer(String unitHeader, byte[] stage, byte[] units, byte[] epoch) {
      this.unitHeader = unitHeader;
      this.stage = stage;
      this.units = units;
      this.epoch = epoch;
    }

    static @Nullable Writer of(org.apache.kafka.common.header.Headers headers, String unitHeader) {
      Header stage = headers.lastHeader(Headers.STAGE);
      Header units = headers.lastHeader(unitHeader);
      Header epoch = headers.lastHeader(Headers.EPOCH);
      return stage == null || units == null || epoch == null
          ? null
          : new Writer(unitHeader, stage.value(), units.value(), epoch.value());
    }

    boolean wrote(org.apache.kafka.common.header.Headers headers) {
      return isLast(headers, unitHeader, units)
          && isLast(headers, Headers.EPOCH, epoch)
          && isLast(headers, Headers.STAGE, stage);
    }

    private static boolean isLast(
        org.apache.kafka.common.header.Headers headers, String name, byte[] value) {
      Header header = headers.lastHeader(name);
      return header != null && Arrays.equals(header.value(), value);
    }
  }

  private final Map<Fence, Long> newest = new HashMap<>();
  private final Map<TopicPartition, Writers> writers = new HashMap<>();
  private long changes;

  /**
   * Notes the record's epoch; false if the record is void and has to be passed over. One whose
   * headers cannot be read is for the reader to judge.
   */
  public boolean admits(ConsumerRecord<?, ?> record) {
    try {
      return note(record);
    } catch (WireException e) {
      return true;
    }
  }

  private boolean note(ConsumerRecord<?, ?> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Writers last = writers.computeIfAbsent(partition, _ -> new Writers());
    if (last.wrote(record.headers())) {
      // A claim by the same writer changes nothing either.
      return true;
    }
    long changesBefore = changes;
    boolean admitted = compare(record);
    if (changes != changesBefore) {
      // Whoever wrote before may be void from here on.
      last.ofEvents = null;
      last.ofMarkers = null;
    }
    if (admitted) {
      remember(last, record.headers());
    }
    return admitted;
  }

  private static void remember(Writers last, org.apache.kafka.common.header.Headers headers) {
    Writer ofMarkers = Writer.of(headers, Headers.UNITS);
    if (ofMarkers != null) {
      last.ofMarkers = ofMarkers;
    } else {
      last.ofEvents = Writer.of(headers, Headers.UNIT);
    }
  }

  private boolean compare(ConsumerRecord<?, ?> record) {
    long epoch = Headers.epoch(record.headers());
    String stage = Headers.stage(record.headers()).orElse("");
    List<Integer> units = Headers.units(record.headers());
    if (stage.isEmpty() || units.isEmpty()) {
      return true;
    }
    boolean admitted = true;
    for (int unit : units) {
      Fence fence = new Fence(record.topic(), record.partition(), stage, unit);
      long met = newest.getOrDefault(fence, 0L);
      if (epoch > met) {
        newest.put(fence, epoch);
        changes++;
      }
      admitted &= epoch >= met;
    }
    return admitted;
  }

  /** Takes up a fence met before, by an earlier reader of the partition. */
  public void restore(Fence fence, long epoch) {
    newest.merge(fence, epoch, Math::max);
    writers.clear();
  }

  /** The fences met so far, with their epochs. */
  public Map<Fence, Long> all() {
    return Map.copyOf(newest);
  }

  /** The highest epoch met of a stage, in any partition. */
  long highest(String stage) {
    return newest.entrySet().stream()
        .filter(fence -> fence.getKey().stage().equals(stage))
        .mapToLong(Map.Entry::getValue)
        .max()
        .orElse(0);
  }
}
