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

  /** The last record of a partition that counted: most often the next one has the same writer. */
  private static final class Writer {
    private final byte[] stage;
    private final byte[] unit;
    private final byte[] epoch;

    Writer(byte[] stage, byte[] unit, byte[] epoch) {
      this.stage = stage;
      this.unit = unit;
      this.epoch = epoch;
    }

    boolean wrote(org.apache.kafka.common.header.Headers headers) {
      return isLast(headers, Headers.STAGE, stage)
          && isLast(headers, Headers.UNIT, unit)
          && isLast(headers, Headers.EPOCH, epoch);
    }

    private static boolean isLast(
        org.apache.kafka.common.header.Headers headers, String name, byte[] value) {
      Header header = headers.lastHeader(name);
      return header != null && Arrays.equals(header.value(), value);
    }
  }

  private final Map<Fence, Long> newest = new HashMap<>();
  private final Map<TopicPartition, Writer> writers = new HashMap<>();

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
    Writer last = writers.get(partition);
    if (last != null && last.wrote(record.headers())) {
      return true;
    }
    boolean admitted = compare(record);
    Header stage = record.headers().lastHeader(Headers.STAGE);
    Header unit = record.headers().lastHeader(Headers.UNIT);
    Header epoch = record.headers().lastHeader(Headers.EPOCH);
    if (admitted && stage != null && unit != null && epoch != null) {
      writers.put(partition, new Writer(stage.value(), unit.value(), epoch.value()));
    } else {
      // A claim, above all: the last writer may be void from here on.
      writers.remove(partition);
    }
    return admitted;
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
