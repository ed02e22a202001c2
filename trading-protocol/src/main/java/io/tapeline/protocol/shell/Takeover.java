package io.tapeline.protocol.shell;

import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Takes units over: claims them in every partition that their stage writes to, and reads all that
 * counts before the claims.
 *
 * <p>The epoch claimed is above all met so far. Only then does the group confirm that this instance
 * owns the units, and only after that are the claims written. Whoever lost the units in between
 * wrote no higher epoch than the rightful owner, and at most an equal one; that shows when the
 * claims are read back, and the rightful owner alone is confirmed to try again.
 */
final class Takeover {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int ATTEMPTS = 10;

  private final LogClient log;
  private final Membership membership;
  private final String stage;
  private final byte[] stageBytes;
  private final NavigableSet<Integer> units;
  private final Map<TopicPartition, Topic<?>> outputs = new LinkedHashMap<>();
  private final Map<Integer, Progress> progress;

  /**
   * @param outputs topics that the stage writes to
   */
  Takeover(
      LogClient log,
      Membership membership,
      String stage,
      NavigableSet<Integer> units,
      Iterable<Topic<?>> outputs) {
    this.log = log;
    this.membership = membership;
    this.stage = stage;
    this.stageBytes = stage.getBytes(StandardCharsets.UTF_8);
    this.units = units;
    for (Topic<?> topic : outputs) {
      log.partitions(topic.name()).forEach(partition -> this.outputs.put(partition, topic));
    }
    this.progress = membership.progress(units);
  }

  /** The partitions that the stage writes to, with their topics. */
  Map<TopicPartition, Topic<?>> outputs() {
    return outputs;
  }

  /** How far a unit was processed when it was taken over. */
  Progress progress(int unit) {
    return progress.getOrDefault(unit, Progress.NONE);
  }

  /** The highest epoch that the group knows of these units. */
  long newestEpoch() {
    return progress.values().stream().mapToLong(Progress::epoch).max().orElse(0);
  }

  /**
   * Claims.
   *
   * @param from where to begin to read, for each partition of the outputs
   * @param fences met before there; notes more
   * @param before given every record of the stage that counts, whichever unit it belongs to, in the
   *     order of its partition
   * @return the epoch to write under
   * @throws KafkaException if the units belong to another instance
   */
  long claim(
      Map<TopicPartition, Long> from,
      Fences fences,
      BiConsumer<ConsumerRecord<String, byte[]>, Topic<?>> before) {
    log.read(from);
    read(0, fences, before);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      long epoch = 1 + Math.max(fences.highest(stage), newestEpoch());
      membership.commit(withEpoch(epoch), true);
      for (TopicPartition to : outputs.keySet()) {
        log.send(Headers.claim(to.topic(), to.partition(), stage, units, epoch));
      }
      log.flush();
      if (read(epoch, fences, before)) {
        return epoch;
      }
    }
    throw new KafkaException(stage + ": others claim units " + units + " again and again");
  }

  /** Reads to the present end; true if nobody else claims any of the units under this epoch. */
  private boolean read(
      long epoch, Fences fences, BiConsumer<ConsumerRecord<String, byte[]>, Topic<?>> before) {
    Map<TopicPartition, Long> ends = log.ends(outputs.keySet());
    Map<TopicPartition, Integer> claims = new HashMap<>();
    while (ends.entrySet().stream().anyMatch(end -> log.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<String, byte[]> record : log.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Topic<?> topic = outputs.get(partition);
        if (topic == null || !isOwn(record) || !fences.admits(record)) {
          continue;
        }
        if (record.value() != null) {
          before.accept(record, topic);
        } else if (claimsOurs(record, epoch)) {
          claims.merge(partition, 1, Integer::sum);
        }
      }
    }
    return claims.values().stream().allMatch(count -> count == 1);
  }

  private boolean isOwn(ConsumerRecord<?, ?> record) {
    Header writer = record.headers().lastHeader(Headers.STAGE);
    return writer != null && Arrays.equals(writer.value(), stageBytes);
  }

  private boolean claimsOurs(ConsumerRecord<?, ?> record, long epoch) {
    return Headers.isClaim(record)
        && Headers.epoch(record.headers()) == epoch
        && Headers.units(record.headers()).stream().anyMatch(units::contains);
  }

  private Map<Integer, Progress> withEpoch(long epoch) {
    Map<Integer, Progress> claimed = new TreeMap<>();
    units.forEach(unit -> claimed.put(unit, new Progress(epoch, progress(unit).next())));
    return claimed;
  }
}
