package io.tapeline.journal.line;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tapeline.journal.JournalSettings;
import io.tapeline.journal.books.JournalRecord;
import io.tapeline.journal.books.JournalWriter;
import io.tapeline.journal.books.TopicFences;
import io.tapeline.journal.books.TopicPositions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Reads the journaled topics and writes them into the books, one thread for all partitions.
 *
 * <p>Where it stands is kept in the books alone. Whatever goes wrong, a database away or a broker
 * gone, it waits, finds its place in the books again and reads on from there: nothing is lost and
 * nothing written twice.
 */
public final class JournalListener implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(JournalListener.class);

  /** Class of SQL states for values too large for an index or a row. */
  private static final String PROGRAM_LIMIT_EXCEEDED = "54";

  private final JournalSettings.Journal settings;
  private final KafkaClients clients;
  private final JournalWriter writer;
  private final TopicPositions positions;
  private final TopicFences fences;
  private final MeterRegistry meters;
  private final Timer batchTimer;
  private final AtomicLong lag = new AtomicLong();
  private final AtomicInteger partitions = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable String trouble = "has not begun to read yet";
  private @Nullable Thread thread;
  private Duration wait;

  JournalListener(
      JournalSettings settings,
      KafkaClients clients,
      JournalWriter writer,
      TopicPositions positions,
      TopicFences fences,
      MeterRegistry meters) {
    this.settings = settings.journal();
    this.wait = this.settings.retryAfter();
    this.clients = clients;
    this.writer = writer;
    this.positions = positions;
    this.fences = fences;
    this.meters = meters;
    this.batchTimer =
        Timer.builder("tapeline.journal.batch")
            .description("Time to write one batch into the books")
            .register(meters);
    meters.gauge("tapeline.journal.lag", lag);
    meters.gauge("tapeline.journal.partitions", partitions);
  }

  /** What keeps it from reading and writing, null if nothing does. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** How many partitions this instance reads at present. */
  int partitions() {
    return partitions.get();
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("journal-listener").start(this::run);
    }
  }

  /** Ends after the batch in hand. */
  @Override
  public synchronized void stop() {
    stopped.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join(Duration.ofSeconds(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null && thread.isAlive();
  }

  private void run() {
    while (!isStopping()) {
      Consumer<String, byte[]> consumer = clients.consumer();
      try (Quarantine quarantine = new Quarantine(clients.producer(), meters)) {
        readOn(consumer, new Assignment(consumer, positions, fences), quarantine);
      } catch (WakeupException | InterruptException _) {
        return;
      } catch (RuntimeException failure) {
        waitAfter(failure);
      } finally {
        close(consumer);
      }
    }
  }

  private void readOn(
      Consumer<String, byte[]> consumer, Assignment assignment, Quarantine quarantine) {
    while (!isStopping()) {
      List<ConsumerRecord<String, byte[]>> polled = new ArrayList<>();
      consumer.poll(settings.pollTimeout()).forEach(polled::add);
      try {
        takeDown(polled, assignment, quarantine);
      } catch (DataAccessException | TransactionException | IllegalArgumentException failure) {
        assignment.startAgain();
        waitAfter(failure);
      }
    }
  }

  private void takeDown(
      List<ConsumerRecord<String, byte[]>> polled, Assignment assignment, Quarantine quarantine) {
    assignment.takeOn();
    partitions.set(assignment.size());
    if (assignment.size() == 0) {
      trouble = "has no partitions: the topics of the line do not exist, or others read them all";
      return;
    }
    if (polled.isEmpty()) {
      assignment.idle(writer);
    } else {
      batchTimer.record(() -> write(polled, assignment, quarantine));
      assignment.wrote(polled);
    }
    lag.set(assignment.lag());
    trouble = null;
    wait = settings.retryAfter();
  }

  /**
   * Instances that stop give their partitions away; one that has trouble keeps them for a while.
   */
  private void close(Consumer<String, byte[]> consumer) {
    consumer.close(
        CloseOptions.groupMembershipOperation(
            isStopping()
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP));
  }

  private void write(
      List<ConsumerRecord<String, byte[]>> polled, Assignment assignment, Quarantine quarantine) {
    fences.keep(polled);
    List<JournalRecord> batch =
        polled.stream().map(raw -> read(raw, assignment, quarantine)).toList();
    try {
      writer.write(batch, assignment.written());
    } catch (DataAccessException | IllegalArgumentException failure) {
      if (!isRefusal(failure)) {
        throw failure;
      }
      LOG.warn("The books refuse a record of a batch, it is written one by one: {}", said(failure));
      writeOneByOne(polled, batch, assignment.written(), quarantine);
    }
    Map<String, Long> perTopic = new HashMap<>();
    polled.forEach(record -> perTopic.merge(record.topic(), 1L, Long::sum));
    perTopic.forEach(
        (topic, records) ->
            meters.counter("tapeline.journal.records", "topic", topic).increment(records));
  }

  private JournalRecord read(
      ConsumerRecord<String, byte[]> raw, Assignment assignment, Quarantine quarantine) {
    if (assignment.admits(raw)) {
      return quarantine.read(raw);
    }
    meters.counter("tapeline.stage.void", "stage", "journal", "topic", raw.topic()).increment();
    return quarantine.passedOver(raw);
  }

  private void writeOneByOne(
      List<ConsumerRecord<String, byte[]>> polled,
      List<JournalRecord> batch,
      Map<TopicPartition, Long> reached,
      Quarantine quarantine) {
    for (int i = 0; i < batch.size(); i++) {
      try {
        writer.write(List.of(batch.get(i)), reached);
      } catch (DataAccessException | IllegalArgumentException failure) {
        if (!isRefusal(failure)) {
          throw failure;
        }
        quarantine.put(polled.get(i), "REFUSED_BY_BOOKS", said(failure));
        writer.write(List.of(batch.get(i).asMarker()), reached);
      }
    }
  }

  /** True if the record is to blame, not the database: it would be refused for ever. */
  private static boolean isRefusal(RuntimeException failure) {
    return failure instanceof IllegalArgumentException
        || failure instanceof DataIntegrityViolationException
        || (failure.getCause() instanceof SQLException cause
            && cause.getSQLState() != null
            && cause.getSQLState().startsWith(PROGRAM_LIMIT_EXCEEDED));
  }

  /**
   * What the database itself said: what is wrapped around it repeats the statement and its values.
   */
  private static String said(RuntimeException failure) {
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
  }

  private void waitAfter(RuntimeException failure) {
    if (trouble == null) {
      LOG.warn("The journal stands still, it will go on where it was", failure);
    }
    trouble = said(failure);
    await(wait);
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(settings.retryAtMost()) < 0 ? doubled : settings.retryAtMost();
  }

  private boolean isStopping() {
    return stopped.getCount() == 0;
  }

  private void await(Duration wait) {
    try {
      if (stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("stopping");
      }
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /** Where records of one partition are to be read next. */
  static TopicPartition partitionOf(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
