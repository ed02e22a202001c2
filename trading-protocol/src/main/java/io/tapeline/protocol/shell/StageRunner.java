package io.tapeline.protocol.shell;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.codec.WireException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one core stage over Kafka: reads its inputs in order, lets it decide, publishes, applies.
 *
 * <p>The recovery rule, the same for every stage. At start its own output is read back; then its
 * inputs are read from the beginning of what is kept, and on each input what was published on it is
 * applied instead of deciding again. Inputs before the committed offsets are thereby done. Inputs
 * after them may have been answered in part before the process died: the stage is asked again and
 * what is missing is published. Offsets are committed after everything published is acknowledged by
 * all replicas. So a process may be killed at any moment: nothing is lost and nothing is published
 * twice.
 *
 * <p>Bytes that cannot be read go to {@code quarantine} whole, and the stage goes on. Any other
 * failure stops the stage for good: no order goes out of a stage whose state is in doubt.
 */
public final class StageRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final int PAUSE_ABOVE = 10_000;
  private static final long COMMIT_EVERY_NANOS = 100_000_000L;

  private final StageSpec spec;
  private final Stage stage;
  private final boolean lockstep;
  private final KafkaSettings kafka;
  private final StageMetrics metrics;
  private final Thread thread;
  private final CountDownLatch ready = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean halted;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Clients open;

  /**
   * @param lockstep whether inputs wait for each other, so that every run takes the same order
   */
  public StageRunner(
      StageSpec spec, Stage stage, boolean lockstep, KafkaSettings kafka, MeterRegistry registry) {
    this.spec = spec;
    this.stage = stage;
    this.lockstep = lockstep;
    this.kafka = kafka;
    this.metrics = new StageMetrics(registry, spec.name());
    this.thread = Thread.ofPlatform().name("stage-" + spec.name()).unstarted(this::run);
  }

  /** Starts to rebuild the stage and then to drive it, in a thread of its own. */
  public void start() {
    thread.start();
  }

  /** True once the stage is rebuilt and takes new input. */
  public boolean isReady() {
    return ready.getCount() == 0 && failure == null;
  }

  /** Why the stage stopped, null while it runs. */
  public @Nullable Throwable failure() {
    return failure;
  }

  private void run() {
    try (Clients clients = new Clients(kafka, spec.name(), () -> halted)) {
      open = clients;
      if (!stopping) {
        new Run(clients.consumer(), clients.producer()).go();
      }
    } catch (WakeupException | InterruptException e) {
      if (!stopping) {
        fail(e);
      }
    } catch (RuntimeException e) {
      if (!halted) {
        fail(e);
      }
    }
  }

  private void fail(RuntimeException e) {
    failure = e;
    LOG.error("{}: stopped, nothing more goes out: {}", spec.name(), e.toString(), e);
  }

  /**
   * Stops after the input in hand; what was published is acknowledged and its offsets committed.
   */
  @Override
  public void close() {
    stopping = true;
    Clients clients = open;
    if (clients != null) {
      clients.consumer().wakeup();
    }
    join();
    thread.interrupt();
  }

  private void join() {
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends at once, as a killed process would: nothing more is sent, flushed or committed. Called by
   * the stage itself, it returns and the stage has to throw.
   */
  void halt() {
    halted = true;
    stopping = true;
    Clients clients = open;
    if (clients != null) {
      clients.consumer().wakeup();
    }
    thread.interrupt();
    if (!Thread.currentThread().equals(thread)) {
      join();
    }
  }

  /** One life of the stage, from rebuilding to the end; only its own thread touches it. */
  private final class Run {

    private final Consumer<String, byte[]> consumer;
    private final Sender sender;
    private final OwnOutput own;
    private final InputQueues queues;
    private final Outbox outbox;
    private final Map<TopicPartition, Long> doneBefore = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> processed = new HashMap<>();
    private final Map<TopicPartition, Long> catchingUp = new HashMap<>();
    private final Map<StageSpec.Marker, Long> markersSent = new HashMap<>();
    private final Map<StageSpec.Marker, List<TopicPartition>> markerPartitions = new HashMap<>();
    private final Set<TopicPartition> shortened = new HashSet<>();
    private long keptFrom;
    private long committedAt = System.nanoTime();

    Run(Consumer<String, byte[]> consumer, Producer<String, byte[]> producer) {
      this.consumer = consumer;
      this.sender = new Sender(producer);
      this.own = OwnOutput.read(consumer, spec);
      Map<TopicPartition, StageSpec.Input> inputs = new LinkedHashMap<>();
      for (StageSpec.Input input : spec.inputs()) {
        Partitions.of(consumer, input.topic().name()).forEach(tp -> inputs.put(tp, input));
      }
      // Asked for once: later the question would wait behind a fetch that waits for data.
      for (StageSpec.Marker marker : spec.markers()) {
        markerPartitions.put(marker, Partitions.of(consumer, marker.to().name()));
      }
      this.queues = new InputQueues(inputs, lockstep);
      this.outbox = new Outbox(spec.name(), sender, own, metrics);
      consumer.assign(inputs.keySet());
      consumer.seekToBeginning(inputs.keySet());
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(inputs.keySet());
      // All that lies there now is taken in one order: an order before its fill, whichever comes
      // first.
      catchingUp.putAll(consumer.endOffsets(inputs.keySet()));
      for (TopicPartition partition : inputs.keySet()) {
        OffsetAndMetadata done = committed.get(partition);
        doneBefore.put(partition, done == null ? 0L : done.offset());
        if (Partitions.begin(consumer, partition) > 0) {
          shortened.add(partition);
        }
      }
    }

    void go() {
      try {
        drive();
      } catch (WakeupException e) {
        // Nothing is in hand: records are taken and answered without asking the broker.
        if (!stopping) {
          throw e;
        }
      }
      if (!halted) {
        sender.flush();
        commitLast();
      }
    }

    private void drive() {
      noteCaughtUp();
      while (!stopping) {
        consumer.poll(WAIT).forEach(queues::add);
        noteCaughtUp();
        noteKept();
        ConsumerRecord<String, byte[]> record;
        while (!stopping && (record = queues.next()) != null) {
          process(record);
        }
        sender.flush();
        if (!stopping && catchingUp.isEmpty()) {
          ready.countDown();
          sendMarkers();
        }
        commitIfDue();
        holdBack();
      }
    }

    private void commitLast() {
      try {
        consumer.commitSync(processed);
      } catch (WakeupException e) {
        // The call to stop came after the last wait; it is used up now.
        consumer.commitSync(processed);
      }
    }

    /** A partition has caught up once everything done before the start is fetched. */
    private void noteCaughtUp() {
      if (!catchingUp.isEmpty()) {
        catchingUp
            .entrySet()
            .removeIf(
                entry -> {
                  boolean reached = consumer.position(entry.getKey()) >= entry.getValue();
                  if (reached) {
                    queues.caughtUp(entry.getKey());
                  }
                  return reached;
                });
      }
    }

    /**
     * Finds the feed number from which on all inputs are still kept; before it, some are deleted.
     */
    private void noteKept() {
      shortened.removeIf(
          partition -> {
            long first = queues.firstSeq(partition);
            keptFrom = Math.max(keptFrom, first);
            return first > 0;
          });
    }

    private void process(ConsumerRecord<String, byte[]> record) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      boolean done = record.offset() < doneBefore.getOrDefault(partition, 0L);
      Cause cause = read(record, done);
      if (cause != null) {
        react(cause, done);
        metrics.processed(queues.input(record).topic());
        if (!done && record.topic().equals(Topics.TICKS.name())) {
          metrics.sinceTick(record);
        }
      }
      if (!done) {
        processed.put(partition, new OffsetAndMetadata(record.offset() + 1));
      }
    }

    /** Null if the record cannot be read; it is quarantined then, once. */
    private @Nullable Cause read(ConsumerRecord<String, byte[]> record, boolean done) {
      StageSpec.Input input = queues.input(record);
      try {
        if (record.value() == null) {
          throw new WireException(input.topic().name(), "a record without value");
        }
        long seq = Headers.seq(record.headers()).orElse(0);
        Stamps stamps = Headers.stamps(record.headers());
        Event event = input.topic().codec().decode(record.value());
        return new Cause(event, seq, seq + input.shift(), stamps);
      } catch (WireException e) {
        if (!done && outbox.send(quarantined(record, e), null)) {
          metrics.quarantined("UNREADABLE");
        }
        return null;
      }
    }

    private void react(Cause cause, boolean done) {
      own.orphansBefore(Math.min(cause.fed(), keptFrom)).forEach(stage::apply);
      stage.apply(cause.event());
      for (Event decided : own.decidedOn(cause.event())) {
        stage.apply(decided);
        if (!done) {
          stage.project(decided).forEach(derived -> outbox.sendProjected(derived, cause));
        }
      }
      if (done) {
        outbox.note(cause);
        return;
      }
      for (Event decided : stage.decide(cause.event())) {
        if (outbox.send(decided, cause)) {
          stage.apply(decided);
          stage.project(decided).forEach(derived -> outbox.sendProjected(derived, cause));
        }
      }
    }

    private static Quarantined quarantined(ConsumerRecord<String, byte[]> record, WireException e) {
      byte[] value = record.value();
      return new Quarantined(
          record.topic() + "-" + record.partition(),
          record.offset(),
          "UNREADABLE",
          e.toString(),
          value == null ? "" : Base64.getEncoder().encodeToString(value));
    }

    private void sendMarkers() {
      for (StageSpec.Marker marker : spec.markers()) {
        long complete = Long.MAX_VALUE;
        for (StageSpec.Source source : marker.sources()) {
          long upTo = queues.processedUpTo(source.input().name());
          complete = Math.min(complete, upTo < 0 ? upTo : upTo + source.ahead());
        }
        if (complete > markersSent.getOrDefault(marker, 0L)) {
          markersSent.put(marker, complete);
          sender.marker(markerPartitions.getOrDefault(marker, List.of()), complete);
        }
      }
    }

    private void commitIfDue() {
      if (!processed.isEmpty() && System.nanoTime() - committedAt >= COMMIT_EVERY_NANOS) {
        consumer.commitAsync(Map.copyOf(processed), null);
        processed.clear();
        committedAt = System.nanoTime();
      }
    }

    /**
     * Memory stays bounded: a partition far ahead of the others is not fetched until they follow.
     */
    private void holdBack() {
      for (TopicPartition partition : consumer.assignment()) {
        boolean full = queues.waiting(partition) > PAUSE_ABOVE;
        if (full != consumer.paused().contains(partition)) {
          if (full) {
            consumer.pause(List.of(partition));
          } else {
            consumer.resume(List.of(partition));
          }
        }
      }
    }
  }

  /**
   * An input.
   *
   * @param fed its own feed number
   * @param seq the feed number of what follows from it
   */
  record Cause(Event event, long fed, long seq, Stamps stamps) {}
}
