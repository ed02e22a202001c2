package io.tapeline.protocol.shell;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes a feed over and publishes what the market-data stage decides on it, except what lies on the
 * topics already.
 */
final class FeedPublisher {

  static final List<Topic<?>> OUTPUTS =
      List.of(Topics.TICKS, Topics.BOOKS, Topics.CANDLES, Topics.QUARANTINE);

  private final Stage stage;
  private final Consumer<Event> audience;
  private final LogClient log;
  private final Membership membership;
  private final Membership.Share share;
  private final StageMetrics metrics;
  private final FeedTail tail;
  private final long publishedBefore;
  private final long epoch;
  private final int partitionCount;
  private final Map<String, TopicPartition> partitions = new HashMap<>();
  private boolean causesFirst;

  /**
   * Claims the feed and finds what was published.
   *
   * @param stage as it is before its first event
   */
  FeedPublisher(
      Stage stage,
      Consumer<Event> audience,
      Membership.Share share,
      LogClient log,
      Membership membership,
      StageMetrics metrics) {
    this.stage = stage;
    this.audience = audience;
    this.share = share;
    this.log = log;
    this.membership = membership;
    this.metrics = metrics;
    this.partitionCount = log.partitions(Topics.TICKS.name()).size();
    this.tail = new FeedTail(log, FeedRunner.STAGE);
    Takeover takeover = new Takeover(log, membership, FeedRunner.STAGE, share.units(), OUTPUTS);
    this.epoch = takeover.claim(tail.read(takeover), tail.fences(), tail::take);
    this.publishedBefore = tail.newest();
  }

  /** Number of the newest event that was published before; 0 if there is none. */
  long publishedBefore() {
    return publishedBefore;
  }

  /**
   * From now on a market event is stored before the candles it closes are sent. A feed that cannot
   * be played again needs that: it may lose the event with its process, and would close the same
   * candle by another one.
   */
  void storeCausesFirst() {
    causesFirst = true;
  }

  /** Lets the stage take note of what was published before. */
  void remember(Event published) {
    stage.apply(published);
  }

  int partitionCount() {
    return partitionCount;
  }

  /**
   * Lets the stage decide on an event, and publishes what comes of it.
   *
   * @param seq number of the newest market event, this one if it is one
   * @param seenMicros when it was seen, epoch microseconds
   */
  void play(Event input, long seq, long seenMicros) {
    stage.apply(input);
    for (Event decided : stage.decide(input)) {
      publish(decided, seq, seenMicros);
      stage.apply(decided);
      List<Event> projected = stage.project(decided);
      if (causesFirst && !projected.isEmpty()) {
        log.flush();
      }
      projected.forEach(derived -> publish(derived, seq, seenMicros));
    }
  }

  private void publish(Event event, long seq, long seenMicros) {
    audience.accept(event);
    Topic<?> topic = Topics.forEvent(event);
    TopicPartition partition = partition(topic, topic.key(event));
    if (seq <= publishedBefore && tail.has(partition, seq, event)) {
      return;
    }
    ProducerRecord<String, byte[]> record = topic.record(event);
    Stamps stamps = Stamps.NONE.with(Hop.SEEN, seenMicros).with(Hop.TICKS, nowMicros());
    if (event instanceof MarketEvent market) {
      stamps = stamps.with(Hop.SOURCE, market.ts().micros());
    } else if (event instanceof Candle candle) {
      stamps = stamps.with(Hop.SOURCE, candle.origin().ts().micros());
    }
    // What readers look for comes last: headers are searched from their end.
    Headers.setStamps(record.headers(), stamps);
    Headers.setSeq(record.headers(), seq);
    Headers.setStage(record.headers(), FeedRunner.STAGE);
    Headers.setTenure(record.headers(), epoch, partition.partition());
    log.send(record);
    metrics.published(topic, event);
  }

  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** The partition the producer chooses for a key. */
  private TopicPartition partition(Topic<?> topic, String key) {
    return partitions.computeIfAbsent(
        topic.name() + "/" + key,
        name -> new TopicPartition(topic.name(), Keys.partition(key, partitionCount)));
  }

  /** Tells the line up to which event it has everything. */
  void mark(long upTo) {
    for (int partition = 0; partition < partitionCount; partition++) {
      log.send(
          Headers.marker(
              Topics.TICKS.name(), partition, upTo, FeedRunner.STAGE, share.units(), epoch));
    }
  }

  /** Waits until everything published is stored, and stores that the feed was this instance's. */
  void settle() {
    log.flush();
    Map<Integer, Progress> epochs = new HashMap<>();
    share.units().forEach(unit -> epochs.put(unit, new Progress(epoch, new java.util.TreeMap<>())));
    membership.commit(epochs, true);
  }
}
