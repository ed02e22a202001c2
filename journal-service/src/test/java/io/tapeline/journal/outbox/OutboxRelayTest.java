package io.tapeline.journal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.core.account.AccountId;
import io.tapeline.core.control.Control;
import io.tapeline.core.time.EventTime;
import io.tapeline.journal.JournalApplication;
import io.tapeline.journal.JournalUnderTest;
import io.tapeline.journal.JournalUnderTest.Answer;
import io.tapeline.journal.line.Broker;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Requests on their way from REST to their topics, through deaths and outages. */
@SuppressWarnings("NullAway.Init") // set up before all tests
class OutboxRelayTest {

  private static final String CONTROLS = "/api/v1/controls";
  private static final String REFUSE_DELETES =
      """
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION ''not now''; END';
      CREATE TRIGGER refuse_deletes BEFORE DELETE ON outbox EXECUTE FUNCTION refuse();
      """;

  @TempDir static Path folder;

  private static Broker broker;
  private static EmbeddedPostgres postgres;
  private static JdbcTemplate server;
  private static JdbcTemplate books;

  private final List<ConfigurableApplicationContext> journals = new ArrayList<>();
  private ConfigurableApplicationContext journal;
  private Set<String> before;

  @BeforeAll
  static void startBrokerAndDatabase() throws Exception {
    broker = new Broker(folder, 2);
    postgres = EmbeddedPostgres.builder().start();
    server = new JdbcTemplate(postgres.getPostgresDatabase());
    server.execute("CREATE DATABASE books");
    books = new JdbcTemplate(postgres.getDatabase("postgres", "books"));
  }

  @AfterAll
  static void stopBrokerAndDatabase() throws Exception {
    broker.close();
    postgres.close();
  }

  @BeforeEach
  void startFirst() {
    journal = startJournal();
    before =
        onTopic("controls").stream()
            .map(record -> record.partition() + "@" + record.offset())
            .collect(Collectors.toSet());
  }

  @AfterEach
  void stopAll() {
    journals.forEach(ConfigurableApplicationContext::close);
  }

  private ConfigurableApplicationContext startJournal() {
    ConfigurableApplicationContext started =
        JournalApplication.application()
            .run(
                "--server.port=0",
                "--tapeline.kafka.bootstrap-servers=" + broker.address(),
                "--tapeline.journal.outbox-poll=10ms",
                "--tapeline.journal.retry-after=10ms",
                "--tapeline.journal.retry-at-most=50ms",
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "books"),
                "--spring.datasource.hikari.connection-timeout=300",
                "--spring.datasource.username=postgres");
    journals.add(started);
    return started;
  }

  private static int port(ConfigurableApplicationContext context) {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private Answer ask(String action) {
    return ask(journal, action);
  }

  private static Answer ask(ConfigurableApplicationContext context, String action) {
    return JournalUnderTest.post(
        port(context), CONTROLS, "{\"action\":\"" + action + "\",\"who\":\"ada\"}");
  }

  private static String id(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return answer.json().path("id").asString();
  }

  private static long count(String table) {
    Long rows = books.queryForObject("SELECT count(*) FROM " + table, Long.class);
    return rows == null ? -1 : rows;
  }

  /** Everything on both partitions of a topic, those of one partition in their order. */
  private static List<ConsumerRecord<String, byte[]>> onTopic(String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.address()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> both =
          List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
      consumer.assign(both);
      consumer.seekToBeginning(both);
      Map<TopicPartition, Long> ends = consumer.endOffsets(both);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** Ids of the commands published since the test began, in their order. */
  private List<String> published() {
    return onTopic("controls").stream()
        .filter(record -> !before.contains(record.partition() + "@" + record.offset()))
        .map(record -> Topics.CONTROLS.codec().decode(record.value()))
        .map(Control::controlId)
        .toList();
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    Semaphore never = new Semaphore(0);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(deadline);
      assertThat(never.tryAcquire(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static void awaitPublished() throws Exception {
    await("the outbox is empty", () -> count("outbox") == 0);
  }

  @Test
  void requestsArriveOnTheirTopicOnceAndInOrder() throws Exception {
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asked.add(id(ask(i % 2 == 0 ? "halt" : "resume")));
    }

    awaitPublished();

    assertThat(published()).isEqualTo(asked);
    ConsumerRecord<String, byte[]> last = onTopic("controls").getLast();
    assertThat(last.key()).isEqualTo("main");
    assertThat(Headers.stage(last.headers())).hasValue("journal");
    assertThat(
            JournalUnderTest.get(port(journal), CONTROLS + "/" + asked.getLast())
                .json()
                .path("published")
                .asBoolean())
        .isTrue();
  }

  @Test
  void aRelayThatDiesBetweenPublishingAndNotingPublishesTheSameIdAgain() throws Exception {
    books.execute(REFUSE_DELETES);
    String halt;
    String resume;
    try {
      halt = id(ask("halt"));
      resume = id(ask("resume"));
      await("the first is published", () -> !published().isEmpty());
      journal.close();
    } finally {
      books.execute("DROP FUNCTION refuse CASCADE");
    }
    assertThat(count("outbox")).isEqualTo(2);
    int first = published().size();

    journal = startJournal();
    awaitPublished();

    List<String> all = published();
    assertThat(all).as("published again").hasSizeGreaterThan(first);
    assertThat(all.stream().distinct()).containsExactly(halt, resume);
    assertThat(all.getLast()).isEqualTo(resume);
    assertThat(all.indexOf(resume)).isGreaterThan(all.lastIndexOf(halt));
    assertThat(count("controls WHERE id IN ('%s', '%s')".formatted(halt, resume))).isEqualTo(2);
  }

  @Test
  void withoutItsDatabaseItTakesNothingAndLeavesNothingHalfDone() throws Exception {
    awaitPublished();
    long controls = count("controls");
    server.execute("ALTER DATABASE books WITH ALLOW_CONNECTIONS false");
    server.execute(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'books'");

    Answer refused = ask("halt");

    server.execute("ALTER DATABASE books WITH ALLOW_CONNECTIONS true");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.detail())
        .isEqualTo("The journal cannot reach its database; try again later.");
    assertThat(count("controls")).isEqualTo(controls);
    assertThat(count("outbox")).isZero();
    await("requests are taken again", () -> ask("resume").status() == 202);
    awaitPublished();
    assertThat(published()).hasSize((int) (count("controls") - controls));
  }

  @Test
  void withoutABrokerItTakesRequestsAndPublishesThemLater() throws Exception {
    String first = id(ask("halt"));
    awaitPublished();
    OutboxRelay relay = journal.getBean(OutboxRelay.class);
    MeterRegistry meters = journal.getBean(MeterRegistry.class);
    broker.stop();
    String second;
    String third;
    try {
      second = id(ask("resume"));
      third = id(ask("halt"));
      await("it says what keeps it", () -> relay.trouble() != null);
      await("it is counted", () -> meters.get("tapeline.outbox.waiting").gauge().value() == 2);
      assertThat(meters.get("tapeline.outbox.oldest.age").gauge().value()).isPositive();
      assertThat(JournalUnderTest.get(port(journal), "/actuator/health").status()).isEqualTo(503);
      assertThat(
              JournalUnderTest.get(port(journal), CONTROLS + "/" + second)
                  .json()
                  .path("published")
                  .asBoolean(true))
          .isFalse();
    } finally {
      broker.start();
    }

    awaitPublished();

    assertThat(published()).containsExactly(first, second, third);
    await("it says that nothing keeps it", () -> relay.trouble() == null);
    await("it is counted", () -> meters.get("tapeline.outbox.waiting").gauge().value() == 0);
    assertThat(meters.get("tapeline.outbox.oldest.age").gauge().value()).isZero();
  }

  @Test
  void ofTwoInstancesOneRelaysAndTheOtherTakesOver() throws Exception {
    ConfigurableApplicationContext second = startJournal();
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asked.add(id(ask(i % 2 == 0 ? journal : second, "halt")));
    }
    awaitPublished();
    assertThat(published()).isEqualTo(asked);

    journal.close();
    asked.add(id(ask(second, "resume")));

    awaitPublished();
    assertThat(published()).isEqualTo(asked);
  }

  @Test
  void aRecordPutBackIsOnItsTopicWithoutItsPlaceAndRefusedAgainAtItsNewOne() throws Exception {
    byte[] noise = {-1, 0, 1, 2};
    ProducerRecord<String, byte[]> unreadable = new ProducerRecord<>("signals", 1, "main", noise);
    Headers.setSeq(unreadable.headers(), 7);
    unreadable.headers().add("odd", "größe".getBytes(StandardCharsets.UTF_8));
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(unreadable).get();
    }
    await("it is in quarantine", () -> count("quarantine WHERE source = 'signals-1'") == 1);

    Answer answer =
        JournalUnderTest.post(
            port(journal),
            "/api/v1/replays",
            "{\"id\":\"signals-1@0/UNREADABLE\",\"who\":\"ada\"}");

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    await("it is back", () -> count("quarantine WHERE id = 'signals-1@1/UNREADABLE'") == 1);
    List<ConsumerRecord<String, byte[]>> both = onTopic("signals");
    assertThat(both).hasSize(2);
    assertThat(both.get(1).value()).isEqualTo(noise);
    assertThat(both.get(1).key()).isEqualTo("main");
    assertThat(both.get(1).partition()).isEqualTo(1);
    assertThat(both.get(1).headers().toArray())
        .containsExactly(unreadable.headers().lastHeader("odd"));
    assertThat(count("quarantine WHERE id = 'signals-1@0/UNREADABLE' AND replayed_by = 'ada'"))
        .isEqualTo(1);
    assertThat(count("quarantine WHERE replayed_at IS NULL")).isEqualTo(1);
  }

  private static Control forAnother(String id) {
    return new Control(id, new AccountId("other"), Control.Action.HALT, "", "", new EventTime(1));
  }

  /** Puts a command in beside REST. */
  private static void putIn(Control control, int partition, byte @Nullable [] key) {
    books.update(
        """
        INSERT INTO outbox (request_id, topic, partition, key, headers, value, ts)
        VALUES (?, 'controls', ?, ?, '[]', ?, 1)
        """,
        control.id(),
        partition,
        key,
        Topics.CONTROLS.codec().encode(control));
  }

  @Test
  void aRecordForAPartitionThatIsNoMoreGoesWhereItsKeyBelongs() throws Exception {
    putIn(forAnother("C-far"), 9, "other".getBytes(StandardCharsets.UTF_8));

    awaitPublished();

    assertThat(published()).containsExactly("C-far");
  }

  @Test
  void aRecordNoBrokerWillEverTakeDoesNotHoldUpTheOthers() throws Exception {
    putIn(forAnother("C-bad"), 0, null);
    String next = id(ask("halt"));

    await("the next is published", () -> count("outbox WHERE refused IS NULL") == 0);

    assertThat(published()).containsExactly(next);
    assertThat(
            books.queryForObject(
                "SELECT refused FROM outbox WHERE request_id = 'C-bad'", String.class))
        .contains("without key");
    assertThat(
            journal.getBean(MeterRegistry.class).get("tapeline.outbox.refused").counter().count())
        .isEqualTo(1);
    books.update("DELETE FROM outbox");
  }
}
