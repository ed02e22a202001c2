package io.tapeline.journal.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.stage.Event;
import io.tapeline.journal.JournalApplication;
import io.tapeline.journal.Line;
import io.tapeline.journal.books.TopicPositions;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The journal between a real broker and a real database. */
@SuppressWarnings("NullAway.Init") // set up before all tests
class JournalListenerTest {

  private static final Line LINE = Line.BURST;

  @TempDir static Path folder;

  private static Broker broker;
  private static EmbeddedPostgres postgres;
  private static JdbcTemplate server;
  private static Producer<String, byte[]> producer;
  private static Admin admin;
  private static long nextSeq = 1;

  private ConfigurableApplicationContext journal;

  @BeforeAll
  static void startBrokerAndDatabase() throws Exception {
    broker = new Broker(folder, 2);
    postgres = EmbeddedPostgres.builder().start();
    server = new JdbcTemplate(postgres.getPostgresDatabase());
    server.execute("CREATE DATABASE books");
    Map<String, Object> config = Map.of("bootstrap.servers", broker.address());
    producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    admin = Admin.create(config);
  }

  @AfterAll
  static void stopBrokerAndDatabase() throws Exception {
    producer.close();
    admin.close();
    broker.close();
    postgres.close();
  }

  @BeforeEach
  void startJournal() {
    journal = startJournal("1");
  }

  private static ConfigurableApplicationContext startJournal(String instance) {
    return JournalApplication.application()
        .run(
            "--server.port=0",
            "--tapeline.kafka.instance=" + instance,
            "--tapeline.kafka.session-timeout=2s",
            "--tapeline.kafka.bootstrap-servers=" + broker.address(),
            "--tapeline.journal.retry-after=10ms",
            "--tapeline.journal.retry-at-most=50ms",
            "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "books"),
            "--spring.datasource.hikari.connection-timeout=300",
            "--spring.datasource.username=postgres");
  }

  @AfterEach
  void stopJournal() {
    journal.close();
  }

  private static void send(Event... events) throws Exception {
    for (Event event : events) {
      ProducerRecord<String, byte[]> record = Topics.forEvent(event).record(event);
      Headers.setStamps(record.headers(), Stamps.NONE.with(Hop.SEEN, 11));
      producer.send(record).get();
    }
  }

  private static long seq() {
    return nextSeq++;
  }

  private long count(String table) {
    Long rows =
        journal
            .getBean(JdbcTemplate.class)
            .queryForObject("SELECT count(*) FROM " + table, Long.class);
    return rows == null ? -1 : rows;
  }

  private static Map<TopicPartition, Long> ends() throws Exception {
    Map<String, TopicDescription> topics =
        admin.describeTopics(JournaledTopics.names()).allTopicNames().get();
    Map<TopicPartition, OffsetSpec> wanted =
        topics.values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(at -> new TopicPartition(topic.name(), at.partition())))
            .collect(Collectors.toMap(at -> at, _ -> OffsetSpec.latest()));
    return admin.listOffsets(wanted).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private void awaitCaughtUp() throws Exception {
    Map<TopicPartition, Long> ends = ends();
    await(() -> journal.getBean(TopicPositions.class).caughtUp(ends));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Semaphore never = new Semaphore(0);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      assertThat(never.tryAcquire(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void everyTopicEndsInTheBooksAndMarkersArePassedOver() throws Exception {
    long seq = seq();
    long trades = count("trades");
    send(
        LINE.signal(seq, seq),
        LINE.decision(seq, seq, Outcome.BUY, "OK", Line.PASSED),
        LINE.approval(seq, seq),
        LINE.entryEvent(seq, 1, OrderStatus.FILLED, "0.5", Line.at(seq, seq)),
        LINE.entryFill(seq, Line.at(seq, seq)),
        LINE.position(seq, 1, PositionState.CLOSED, "1", "0", Line.at(seq, seq)),
        LINE.equity(seq, "1000", Line.at(seq, seq)));
    producer.send(Headers.marker("signals", 0, seq)).get();
    producer.send(Headers.marker("signals", 1, seq)).get();

    awaitCaughtUp();

    assertThat(count("trades")).isEqualTo(trades + 1);
    assertThat(
            journal
                .getBean(JdbcTemplate.class)
                .queryForObject(
                    "SELECT seen_at FROM fills WHERE order_id = ?",
                    Long.class,
                    LINE.entryId(seq).value()))
        .isEqualTo(11);
    assertThat(
            journal
                .getBean(MeterRegistry.class)
                .counter("tapeline.journal.records", "topic", "signals")
                .count())
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void unreadableBytesGoToQuarantineWholeAndTheLineGoesOn() throws Exception {
    byte[] garbage = {(byte) 0xff, 0, 1, 2};
    long seq = seq();
    producer.send(new ProducerRecord<>("signals", 0, "paper", garbage)).get();
    send(LINE.signal(seq, seq));

    await(() -> count("quarantine WHERE reason = 'UNREADABLE'") == 1);

    assertThat(
            journal
                .getBean(JdbcTemplate.class)
                .queryForObject(
                    "SELECT original FROM quarantine WHERE reason = 'UNREADABLE'", String.class))
        .isEqualTo(Base64.getEncoder().encodeToString(garbage));
    await(() -> count("signals WHERE seq = " + seq) == 1);
  }

  @Test
  void aRecordTheBooksRefuseGoesToQuarantineAlone() throws Exception {
    long before = seq();
    long refused = seq();
    long after = seq();
    Signal signal = LINE.signal(refused, refused);
    String endless =
        new Random(1)
            .ints(20_000, 'a', 'z' + 1)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    Signal tooLarge =
        new Signal(
            new SignalId(endless),
            signal.account(),
            signal.strategy(),
            signal.symbol(),
            signal.side(),
            signal.origin(),
            signal.refPrice(),
            signal.quantity(),
            signal.stop(),
            signal.target(),
            signal.exitPlan(),
            signal.confidence(),
            signal.evidence());
    send(LINE.signal(before, before), tooLarge, LINE.signal(after, after));

    await(() -> count("quarantine WHERE reason = 'REFUSED_BY_BOOKS'") == 1);

    assertThat(count("signals WHERE seq IN (%d, %d)".formatted(before, after))).isEqualTo(2);
    assertThat(count("signals WHERE seq = " + refused)).isZero();
  }

  @Test
  void anOutageOfTheDatabaseLosesNothing() throws Exception {
    JournalListener listener = journal.getBean(JournalListener.class);
    awaitCaughtUp();
    await(() -> listener.trouble() == null);
    long signals = count("signals");
    server.execute("ALTER DATABASE books WITH ALLOW_CONNECTIONS false");
    server.execute(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'books'");
    for (int i = 0; i < 50; i++) {
      long seq = seq();
      send(LINE.signal(seq, seq));
    }
    await(() -> listener.trouble() != null);

    server.execute("ALTER DATABASE books WITH ALLOW_CONNECTIONS true");

    // The journal's own connections are asked below: not before it has one again.
    await(() -> listener.trouble() == null);
    awaitCaughtUp();
    assertThat(count("signals")).isEqualTo(signals + 50);
  }

  @Test
  void whatTheBooksLoseAfterTheyConfirmedItIsWrittenAgain() throws Exception {
    awaitCaughtUp();
    long signals = count("signals");
    sendSignals(10);
    awaitCaughtUp();

    // The last transaction is gone, as after a crash of a server that had not written its log.
    inBooks(
        """
        DELETE FROM signals WHERE seq > %d;
        UPDATE topic_positions SET next_offset = GREATEST(0, next_offset - 3)
        WHERE topic = 'signals'
        """
            .formatted(nextSeq - 4));
    sendSignals(1);

    awaitCaughtUp();
    await(() -> count("signals") == signals + 11);
  }

  @Test
  void whatTheBooksLoseIsWrittenAgainEvenIfNothingFollows() throws Exception {
    sendSignals(10);
    awaitCaughtUp();
    long signals = count("signals");

    inBooks(
        """
        DELETE FROM signals;
        UPDATE topic_positions SET next_offset = 0 WHERE topic = 'signals'
        """);

    await(() -> count("signals") == signals);
  }

  private void inBooks(String sql) {
    journal.getBean(JdbcTemplate.class).execute(sql);
  }

  @Test
  void aRestartGoesOnWhereItWas() throws Exception {
    awaitCaughtUp();
    long signals = count("signals");
    stopJournal();
    for (int i = 0; i < 20; i++) {
      long seq = seq();
      send(LINE.signal(seq, seq));
    }

    startJournal();

    awaitCaughtUp();
    assertThat(count("signals")).isEqualTo(signals + 20);
  }

  @Test
  void whatAWriterWritesAfterItsUnitsWereTakenIsPassedOverAlsoAfterARestart() throws Exception {
    awaitCaughtUp();
    long signals = count("signals");
    sendUnder(1, seq());
    for (int partition = 0; partition < 2; partition++) {
      producer.send(Headers.claim("signals", partition, "signal", List.of(0, 1), 2)).get();
    }
    sendUnder(1, seq());
    sendUnder(2, seq());
    awaitCaughtUp();
    assertThat(count("signals"))
        .as("one before the claim, one of the new owner")
        .isEqualTo(signals + 2);

    stopJournal();
    sendUnder(1, seq());
    sendUnder(2, seq());
    startJournal();

    awaitCaughtUp();
    assertThat(count("signals")).isEqualTo(signals + 3);
  }

  private static void sendUnder(long epoch, long seq) throws Exception {
    ProducerRecord<String, byte[]> record = Topics.SIGNALS.record(LINE.signal(seq, seq));
    Headers.setStage(record.headers(), "signal");
    Headers.setTenure(record.headers(), epoch, 0);
    producer.send(record).get();
  }

  @Test
  void twoInstancesShareThePartitionsAndEitherCarriesOnAlone() throws Exception {
    awaitCaughtUp();
    long signals = count("signals");
    ConfigurableApplicationContext second = startJournal("2");
    try {
      await(() -> partitionsRead(journal) > 0 && partitionsRead(second) > 0);
      int all = ends().size();
      await(() -> partitionsRead(journal) + partitionsRead(second) == all);
      sendSignals(30);
      awaitCaughtUp();
      stopJournal();
      sendSignals(30);
      Map<TopicPartition, Long> ends = ends();
      await(() -> second.getBean(TopicPositions.class).caughtUp(ends));
    } finally {
      second.close();
    }
    startJournal();
    awaitCaughtUp();
    assertThat(count("signals")).isEqualTo(signals + 60);
  }

  private static void sendSignals(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      long seq = seq();
      send(LINE.signal(seq, seq));
    }
  }

  private static int partitionsRead(ConfigurableApplicationContext instance) {
    return instance.getBean(JournalListener.class).partitions();
  }

  @Test
  void aTopicMadeAnewIsReadWhole() throws Exception {
    long seq = seq();
    send(LINE.signal(seq, seq));
    awaitCaughtUp();
    journal.getBean(JournalListener.class).stop();
    JdbcTemplate books = journal.getBean(JdbcTemplate.class);
    books.update("DELETE FROM signals WHERE seq = ?", seq);
    books.update("UPDATE topic_positions SET next_offset = 1000000 WHERE topic = 'signals'");
    stopJournal();

    startJournal();

    await(() -> count("signals WHERE seq = " + seq) == 1);
    assertThat(count("topic_positions WHERE topic = 'signals' AND next_offset = 1000000")).isZero();
  }
}
