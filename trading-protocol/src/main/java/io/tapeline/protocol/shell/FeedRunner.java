package io.tapeline.protocol.shell;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.market.Feed;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a feed through the market-data stage into Kafka, no faster than the line behind it follows.
 *
 * <p>Started again, it plays the feed from its beginning without publishing until it reaches what
 * is published already: the stage is then as it was, and every event is there once.
 */
public final class FeedRunner implements AutoCloseable {

  /** Writer name in headers. */
  public static final String STAGE = "market-data";

  private static final Logger LOG = LoggerFactory.getLogger(FeedRunner.class);
  private static final int PROGRESS_PARTITION = 0;
  private static final Duration PROGRESS_WAIT = Duration.ofMillis(50);
  private static final int MARKERS_PER_WINDOW = 8;
  private static final List<Topic<?>> OUTPUTS =
      List.of(Topics.TICKS, Topics.BOOKS, Topics.CANDLES, Topics.QUARANTINE);

  private final Feed feed;
  private final Stage stage;
  private final Pace pace;
  private final KafkaSettings kafka;
  private final StageMetrics metrics;
  private final Consumer<Event> played;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean halted;
  private volatile boolean ready;
  private volatile boolean finished;
  private volatile long position;
  private volatile long resumedAt;
  private volatile @Nullable Throwable failure;

  /**
   * @param played told each event of the feed and each candle once, also those published before a
   *     restart, from the runner's thread
   */
  public FeedRunner(
      Feed feed,
      Stage stage,
      Pace pace,
      KafkaSettings kafka,
      MeterRegistry registry,
      Consumer<Event> played) {
    this.feed = feed;
    this.stage = stage;
    this.pace = pace;
    this.kafka = kafka;
    this.metrics = new StageMetrics(registry, STAGE);
    this.played = played;
    this.thread = Thread.ofPlatform().name("feed").unstarted(this::run);
  }

  /** Starts to play, in a thread of its own. */
  public void start() {
    thread.start();
  }

  /** True once the place to go on from is found. */
  public boolean isReady() {
    return ready && failure == null;
  }

  /** True once the feed has been played to its end and the line has taken all of it. */
  public boolean isFinished() {
    return finished;
  }

  /** Why it stopped before the end, null otherwise. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Feed number of the newest event played. */
  public long position() {
    return position;
  }

  /** Feed number up to which an earlier process had published; 0 for a new feed. */
  public long resumedAt() {
    return resumedAt;
  }

  /** Share of the feed played, 0 to 1; NaN for one without an end. */
  public double progress() {
    return feed.progress();
  }

  private void run() {
    try (Clients clients = new Clients(kafka, STAGE, () -> halted)) {
      new Run(clients.consumer(), clients.producer()).go();
    } catch (WakeupException | InterruptException e) {
      if (!stopping) {
        fail(e);
      }
    } catch (RuntimeException | IOException e) {
      if (!halted) {
        fail(e);
      }
    }
  }

  private void fail(Exception e) {
    failure = e;
    LOG.error("market-data: stopped: {}", e.toString(), e);
  }

  /** Stops after the event in hand. */
  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(10));
      thread.interrupt();
      feed.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("market-data: closing the feed: {}", e.toString());
    }
  }

  /**
   * Ends at once, as a killed process would: nothing more is sent or flushed. Called from the
   * runner's own thread, it returns and the caller has to throw.
   */
  void halt() {
    halted = true;
    stopping = true;
    thread.interrupt();
    if (!Thread.currentThread().equals(thread)) {
      try {
        thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** One life of the runner; only its own thread touches it. */
  private final class Run {

    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final Sender sender;
    private final FeedTail tail;
    private final List<TopicPartition> tickPartitions;
    private final Map<String, Integer> partitionCounts = new HashMap<>();
    private final Map<String, TopicPartition> partitions = new HashMap<>();
    private long startedNanos;
    private @Nullable EventTime startedAt;
    private @Nullable EventTime settledFor;
    private long markedUpTo;
    private long takenUpTo;
    private long seq;

    Run(
        org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
        Producer<String, byte[]> producer) {
      this.consumer = consumer;
      this.sender = new Sender(producer);
      this.tail = FeedTail.read(consumer, STAGE, OUTPUTS);
      for (Topic<?> topic : OUTPUTS) {
        partitionCounts.put(topic.name(), Partitions.of(consumer, topic.name()).size());
      }
      this.tickPartitions = Partitions.of(consumer, Topics.TICKS.name());
      TopicPartition progress = new TopicPartition(Topics.ORDER_EVENTS.name(), PROGRESS_PARTITION);
      takenUpTo = FeedTail.lastMarker(consumer, progress);
      resumedAt = tail.newest();
      ready = true;
    }

    void go() throws IOException {
      for (Event input = feed.next(); input != null && !stopping; input = feed.next()) {
        if (input instanceof MarketEvent event) {
          seq = event.seq();
        }
        boolean fresh = seq > tail.newest();
        if (fresh && input instanceof MarketEvent event) {
          waitForTime(event.ts());
          waitForLine(event);
        }
        play(input);
        position = seq;
      }
      if (!stopping) {
        mark(seq);
        while (!stopping && takenUpTo < seq) {
          readProgress(PROGRESS_WAIT);
        }
        finished = takenUpTo >= seq;
      }
      if (!halted) {
        sender.flush();
      }
    }

    private void play(Event input) {
      stage.apply(input);
      for (Event decided : stage.decide(input)) {
        publish(decided);
        stage.apply(decided);
        stage.project(decided).forEach(this::publish);
      }
    }

    private void publish(Event event) {
      played.accept(event);
      Topic<?> topic = Topics.forEvent(event);
      if (seq <= tail.newest() && tail.has(partition(topic, topic.key(event)), seq, event)) {
        return;
      }
      ProducerRecord<String, byte[]> record = topic.record(event);
      long now = nowMicros();
      Stamps stamps = Stamps.NONE.with(Hop.SEEN, now).with(Hop.TICKS, now);
      if (event instanceof MarketEvent market) {
        stamps = stamps.with(Hop.SOURCE, market.ts().micros());
      }
      Headers.setSeq(record.headers(), seq);
      Headers.setStage(record.headers(), STAGE);
      Headers.setStamps(record.headers(), stamps);
      sender.send(record);
      metrics.published(topic, event);
    }

    /** The partition the producer chooses for a key. */
    private TopicPartition partition(Topic<?> topic, String key) {
      return partitions.computeIfAbsent(
          topic.name() + "/" + key,
          name -> {
            int count = partitionCounts.getOrDefault(topic.name(), 1);
            int index = Utils.toPositive(Utils.murmur2(Utils.utf8(key))) % count;
            return new TopicPartition(topic.name(), index);
          });
    }

    private void waitForTime(EventTime time) {
      if (!pace.isTimed()) {
        return;
      }
      EventTime first = startedAt;
      if (first == null) {
        startedAt = time;
        startedNanos = System.nanoTime();
        return;
      }
      long due = startedNanos + (long) (time.microsSince(first) * 1000 / pace.speed());
      if (due - System.nanoTime() > 0 && pace.isWindowed()) {
        // The event itself is not published yet.
        mark(seq - 1);
      }
      for (long left = due - System.nanoTime(); left > 0 && !stopping; ) {
        LockSupport.parkNanos(left);
        left = due - System.nanoTime();
      }
    }

    /**
     * Waits while so much is under way that the line has to follow first. Of the heartbeats after
     * the end of a tape, the next moment's wait for the last one's, unless the line keeps its order
     * anyway: what is still open is settled while they last.
     */
    private void waitForLine(MarketEvent next) {
      if (!pace.isWindowed()) {
        return;
      }
      boolean afterTheEnd = next instanceof Heartbeat && feed.progress() >= 1;
      boolean settle = afterTheEnd && !pace.lockstep() && !next.ts().equals(settledFor);
      if (settle) {
        settledFor = next.ts();
      }
      int window = settle ? 1 : pace.window();
      int markEvery = Math.max(1, window / MARKERS_PER_WINDOW);
      if (seq - 1 - markedUpTo >= markEvery) {
        mark(seq - 1);
        readProgress(Duration.ZERO);
      }
      while (!stopping && seq - 1 - takenUpTo >= window) {
        mark(seq - 1);
        readProgress(PROGRESS_WAIT);
      }
    }

    private void mark(long upTo) {
      if (upTo > markedUpTo) {
        sender.marker(tickPartitions, upTo);
        markedUpTo = upTo;
      }
    }

    /** Execution tells how far the whole line has come. */
    private void readProgress(Duration wait) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
        takenUpTo = Math.max(takenUpTo, Headers.marker(record).orElse(0));
      }
    }
  }
}
