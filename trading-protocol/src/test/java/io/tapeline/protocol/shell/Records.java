package io.tapeline.protocol.shell;

import io.tapeline.protocol.Headers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Records of one partition as a consumer gets them, offset after offset. */
final class Records {

  private final TopicPartition partition;
  private long offset;

  Records(TopicPartition partition) {
    this.partition = partition;
  }

  /** A record with a feed number; its key tells it from others. */
  ConsumerRecord<String, byte[]> event(String key, long seq) {
    ConsumerRecord<String, byte[]> record = unnumbered(key);
    Headers.setSeq(record.headers(), seq);
    return record;
  }

  ConsumerRecord<String, byte[]> unnumbered(String key) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset++, key, new byte[] {1});
  }

  ConsumerRecord<String, byte[]> marker(long seq) {
    ProducerRecord<String, byte[]> sent =
        Headers.marker(partition.topic(), partition.partition(), seq);
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(
            partition.topic(), partition.partition(), offset++, sent.key(), sent.value());
    for (Header header : sent.headers()) {
      record.headers().add(header);
    }
    return record;
  }
}
