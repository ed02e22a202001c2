package io.tapeline.journal.line;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tapeline.journal.JournalSettings;
import io.tapeline.journal.books.JournalRecord;
import io.tapeline.journal.books.JournalWriter;
import io.tapeline.journal.books.TopicPositions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
  private final MeterRegistry meters;
  private final Timer batchTimer;
  private final AtomicLong lag = new AtomicLong();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable String trouble = "has not begun to read yet";
  private @Nullable Thread thread;

  JournalListener(
      JournalSettings settings,
      KafkaClients clients,
      JournalWriter writer,
      TopicPositions positions,
      MeterRegistry meters) {
    this.settings = settings.journal();
    this.clients = clients;
    this.writer = writer;
    this.positions = positions;
    this.meters = meters;
    this.batchTimer =
        Timer.builder("tapeline.journal.batch")
            .description("Time to write one batch into the books")
            .register(meters);
    meters.gauge("tapeline.journal.lag", lag);
  }

  /** What keeps it from reading and writing, null if nothing does. */
  public @Nullable String trouble() {
    return trouble;
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
    Duration wait = settings.retryAfter();
    while (!isStopping()) {
      try (Consumer<String, byte[]> consumer = clients.consumer();
          Quarantine quarantine = new Quarantine(clients.producer(), meters)) {
        Assignment assignment = new Assignment(consumer, positions, settings.refreshTopics());
        readOn(consumer, assignment, quarantine);
      } catch (WakeupException | InterruptException _) {
        return;
      } catch (RuntimeException failure) {
        wait = waitAfter(failure, wait);
      }
    }
  }

  private void readOn(
      Consumer<String, byte[]> consumer, Assignment assignment, Quarantine quarantine) {
    while (!isStopping()) {
      if (!assignment.refresh()) {
        trouble = "the topics of the line do not exist yet";
        await(settings.retryAfter());
        continue;
      }
      List<ConsumerRecord<String, byte[]>> polled = new ArrayList<>();
      consumer.poll(settings.pollTimeout()).forEach(polled::add);
      if (polled.isEmpty()) {
        assignment.advanceOverGaps();
      } else {
        batchTimer.record(() -> write(polled, quarantine));
        assignment.wrote(polled);
      }
      lag.set(assignment.lag());
      trouble = null;
    }
  }

  private void write(List<ConsumerRecord<String, byte[]>> polled, Quarantine quarantine) {
    List<JournalRecord> batch = polled.stream().map(quarantine::read).toList();
    try {
      writer.write(batch);
    } catch (DataAccessException | IllegalArgumentException failure) {
      if (!isRefusal(failure)) {
        throw failure;
      }
      LOG.warn("The books refuse a record of a batch, it is written one by one: {}", said(failure));
      writeOneByOne(polled, batch, quarantine);
    }
    Map<String, Long> perTopic = new HashMap<>();
    polled.forEach(record -> perTopic.merge(record.topic(), 1L, Long::sum));
    perTopic.forEach(
        (topic, records) ->
            meters.counter("tapeline.journal.records", "topic", topic).increment(records));
  }

  private void writeOneByOne(
      List<ConsumerRecord<String, byte[]>> polled,
      List<JournalRecord> batch,
      Quarantine quarantine) {
    for (int i = 0; i < batch.size(); i++) {
      try {
        writer.write(List.of(batch.get(i)));
      } catch (DataAccessException | IllegalArgumentException failure) {
        if (!isRefusal(failure)) {
          throw failure;
        }
        quarantine.put(polled.get(i), "REFUSED_BY_BOOKS", said(failure));
        writer.write(List.of(batch.get(i).asMarker()));
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

  private Duration waitAfter(RuntimeException failure, Duration wait) {
    Duration now = wait;
    if (trouble == null) {
      LOG.warn("The journal stands still, it will go on where it was", failure);
      now = settings.retryAfter();
    }
    trouble = said(failure);
    await(now);
    Duration doubled = now.multipliedBy(2);
    return doubled.compareTo(settings.retryAtMost()) < 0 ? doubled : settings.retryAtMost();
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
