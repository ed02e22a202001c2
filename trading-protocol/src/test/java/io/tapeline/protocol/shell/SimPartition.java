package io.tapeline.protocol.shell;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** A partition as all replicas have it: what is in it stays. */
final class SimPartition {

  private final TopicPartition name;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
  private final BitSet copies = new BitSet();

  SimPartition(TopicPartition name) {
    this.name = name;
  }

  /**
   * Stores a record.
   *
   * @param copy whether the network did it twice
   */
  void append(ProducerRecord<String, byte[]> sent, boolean copy, long millis) {
    if (copy) {
      copies.set(records.size());
    }
    records.add(
        new ConsumerRecord<>(
            name.topic(),
            name.partition(),
            records.size(),
            millis,
            TimestampType.LOG_APPEND_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            sent.key(),
            sent.value(),
            sent.headers(),
            Optional.empty()));
  }

  TopicPartition name() {
    return name;
  }

  int size() {
    return records.size();
  }

  ConsumerRecord<String, byte[]> get(int offset) {
    return records.get(offset);
  }

  /** True if the record is there because the network doubled another one. */
  boolean isCopy(int offset) {
    return copies.get(offset);
  }
}
