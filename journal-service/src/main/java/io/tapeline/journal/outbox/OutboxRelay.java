package io.tapeline.journal.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.journal.JournalSettings;
import io.tapeline.journal.line.KafkaClients;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Publishes what waits in the {@link Outbox}, one record after the other in the order of requests.
 *
 * <p>One instance of the journal at a time does this: the one whose connection holds a lock of the
 * database. All its statements go over that connection, so that none succeeds once the lock is
 * lost. A record is taken out after all replicas have it; an instance that dies in between leaves
 * it to be published again, under the same id, which readers drop.
 */
public final class OutboxRelay implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

  private static final long RELAY_LOCK = 0x7461_7065_6c69_0002L;

  /** Lets the server find out within half a minute that this machine is gone, and free the lock. */
  private static final String WATCH_CONNECTION =
      "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final double MICROS_PER_SECOND = 1e6;

  private final JournalSettings.Journal settings;
  private final DataSource database;
  private final Outbox outbox;
  private final KafkaClients clients;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Counter refusals;
  private volatile Outbox.Backlog backlog = new Outbox.Backlog(0, 0);
  private volatile @Nullable String trouble;
  private @Nullable Thread thread;
  private long lookedAtNanos = System.nanoTime() - LOOK.toNanos();

  OutboxRelay(
      JournalSettings settings,
      DataSource database,
      Outbox outbox,
      KafkaClients clients,
      MeterRegistry meters) {
    this.settings = settings.journal();
    this.database = database;
    this.outbox = outbox;
    this.clients = clients;
    refusals =
        Counter.builder("tapeline.outbox.refused")
            .description("Records that the broker will never take")
            .register(meters);
    Gauge.builder("tapeline.outbox.waiting", this, relay -> relay.backlog.records())
        .description("Records that wait to be published")
        .register(meters);
    Gauge.builder("tapeline.outbox.oldest.age", this, relay -> relay.oldestSeconds())
        .description("How long the oldest of them has waited")
        .baseUnit("seconds")
        .register(meters);
  }

  private double oldestSeconds() {
    Outbox.Backlog now = backlog;
    return now.records() == 0 ? 0 : (Outbox.nowMicros() - now.oldestMicros()) / MICROS_PER_SECOND;
  }

  /** What keeps it from publishing, null if nothing does. */
  public @Nullable String trouble() {
    return trouble;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("outbox-relay").start(this::run);
    }
  }

  /** Ends after the record in hand, or without it if the broker does not take it. */
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
      try {
        takeTurn();
        await(settings.outboxPoll());
      } catch (InterruptException _) {
        return;
      } catch (SQLException | RuntimeException failure) {
        fail(said(failure));
        await(settings.retryAfter().multipliedBy(5));
      }
    }
  }

  /** Relays for as long as this instance may; returns at once if another one does. */
  private void takeTurn() throws SQLException {
    try (Connection connection = database.getConnection()) {
      JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
      if (!isTrue(jdbc, "SELECT pg_try_advisory_lock(?)")) {
        trouble = null;
        look();
        return;
      }
      try {
        jdbc.execute(WATCH_CONNECTION);
        relay(connection, jdbc);
      } finally {
        unlock(connection, jdbc);
      }
    }
  }

  private void relay(Connection connection, JdbcOperations jdbc) throws SQLException {
    Producer<String, byte[]> producer = clients.patientProducer();
    try {
      while (!isStopping()) {
        look();
        Outbox.Waiting first = Outbox.first(jdbc);
        if (first == null) {
          trouble = null;
          await(settings.outboxPoll());
        } else {
          relay(first, producer, connection, jdbc);
        }
      }
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  private void relay(
      Outbox.Waiting first,
      Producer<String, byte[]> producer,
      Connection connection,
      JdbcOperations jdbc)
      throws SQLException {
    try {
      if (publish(producer, first, connection)) {
        Outbox.remove(jdbc, first);
        trouble = null;
      }
    } catch (InvalidRecordException | RecordTooLargeException | RecordBatchTooLargeException bad) {
      // It would be refused for ever, and all behind it would wait for ever.
      LOG.error("{} cannot be published and is passed over", first.requestId(), bad);
      refusals.increment();
      Outbox.passOver(jdbc, first, said(bad));
    }
  }

  /** True once all replicas have the record, false if it is not waited for any longer. */
  private boolean publish(
      Producer<String, byte[]> producer, Outbox.Waiting first, Connection connection)
      throws SQLException {
    Future<?> acknowledged = producer.send(whereItCanGo(producer, first.record()));
    while (!isStopping()) {
      try {
        acknowledged.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        LOG.info("Published {} on {}", first.requestId(), first.record().topic());
        return true;
      } catch (TimeoutException _) {
        fail("the broker does not take " + first.requestId());
        look();
        if (!connection.isValid(1)) {
          throw new SQLException("the connection that holds the relay's lock is gone");
        }
      } catch (ExecutionException refused) {
        throw refused.getCause() instanceof ApiException cause
            ? cause
            : new KafkaException("publishing " + first.requestId(), refused.getCause());
      } catch (InterruptedException interrupted) {
        throw new InterruptException(interrupted);
      }
    }
    return false;
  }

  /** A partition that the topic has no more, once it was made anew, must not stop all others. */
  private static ProducerRecord<String, byte[]> whereItCanGo(
      Producer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
    Integer partition = record.partition();
    if (partition == null || partition < producer.partitionsFor(record.topic()).size()) {
      return record;
    }
    return new ProducerRecord<>(
        record.topic(), null, record.key(), record.value(), record.headers());
  }

  /** Looks at the backlog, once a second at most. */
  private void look() {
    if (System.nanoTime() - lookedAtNanos >= LOOK.toNanos()) {
      lookedAtNanos = System.nanoTime();
      backlog = outbox.backlog();
    }
  }

  private static void unlock(Connection connection, JdbcOperations jdbc) throws SQLException {
    try {
      isTrue(jdbc, "SELECT pg_advisory_unlock(?)");
    } catch (DataAccessException _) {
      // Back in the pool it would keep the lock for ever.
      connection.abort(Runnable::run);
    }
  }

  private static boolean isTrue(JdbcOperations jdbc, String sql) {
    return Boolean.TRUE.equals(jdbc.queryForObject(sql, Boolean.class, RELAY_LOCK));
  }

  private void fail(String what) {
    if (trouble == null) {
      LOG.warn("Requests wait in the outbox: {}", what);
    }
    trouble = what;
  }

  private static String said(Exception failure) {
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
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
}
