package io.tapeline.protocol.shell;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a unit of a stage is processed.
 *
 * @param epoch newest tenure that was claimed for it
 * @param next offset to be processed next, for each partition it reads
 */
record Progress(long epoch, NavigableMap<String, Long> next) {

  static final Progress NONE = new Progress(0, new TreeMap<>());

  /** Offset of this partition to be processed next, 0 if none was. */
  long next(TopicPartition partition) {
    return next.getOrDefault(name(partition), 0L);
  }

  static String name(TopicPartition partition) {
    return partition.topic() + "-" + partition.partition();
  }

  /** As text: {@code epoch;topic-partition=offset;…}. */
  String encoded() {
    StringBuilder text = new StringBuilder().append(epoch);
    next.forEach(
        (partition, offset) -> text.append(';').append(partition).append('=').append(offset));
    return text.toString();
  }

  /**
   * The opposite of {@link #encoded()}; throws {@link IllegalArgumentException} if it is not that.
   */
  static Progress decoded(String text) {
    String[] parts = text.split(";", -1);
    NavigableMap<String, Long> next = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].lastIndexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("no progress: " + text);
      }
      next.put(parts[i].substring(0, equals), Long.parseLong(parts[i].substring(equals + 1)));
    }
    return new Progress(Long.parseLong(parts[0]), next);
  }
}
