package io.tapeline.protocol.shell;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How the line's clients talk to the broker: idempotent producers that wait for all replicas and
 * hold while the broker is away; consumers that take what is there at once and commit by hand.
 *
 * @param bootstrapServers host:port list of the brokers
 * @param instance name of this instance among those of its service; two that run at once under one
 *     name fence each other
 * @param sessionTimeout how long an instance may be silent before the others take over its units
 * @param warmUp market time before the last processed event that a stage reads again at its start
 */
public record KafkaSettings(
    String bootstrapServers, String instance, Duration sessionTimeout, Duration warmUp) {

  /** What an instance's name has to match. */
  public static final String NAME = "[A-Za-z0-9._-]{1,60}";

  /** What to say of one that does not. */
  public static final String NAME_MESSAGE =
      "must be 1 to 60 letters, digits, dots, dashes or underscores";

  /** Name of an instance that is alone. */
  public static final String ONLY = "1";

  /** The session time-out where none is set. */
  public static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

  /** What is read again where nothing is set: longer than any window and any position. */
  public static final Duration WARM_UP = Duration.ofMinutes(15);

  private static final int PRODUCER_BUFFER_BYTES = 16 * 1024 * 1024;
  private static final int MAX_POLL_RECORDS = 2_000;
  private static final int FETCH_WAIT_MS = 50;
  private static final int ADMIN_TIMEOUT_MS = 30_000;
  private static final int BEATS_PER_SESSION = 4;
  private static final int MAX_POLL_INTERVAL_MS = 120_000;

  /** For a service with one instance. */
  public KafkaSettings(String bootstrapServers) {
    this(bootstrapServers, ONLY, SESSION_TIMEOUT);
  }

  /** With the usual warm-up. */
  public KafkaSettings(String bootstrapServers, String instance, Duration sessionTimeout) {
    this(bootstrapServers, instance, sessionTimeout, WARM_UP);
  }

  /** For looking at topics and making them; the caller closes it. */
  Admin admin() {
    Map<String, Object> config = clientConfig("admin");
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
    return Admin.create(config);
  }

  /** A producer; the caller closes it. */
  Producer<String, byte[]> producer(String name) {
    Map<String, Object> config = clientConfig(name);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_BUFFER_BYTES);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** A consumer without a group, for partitions that its user names. */
  Consumer<String, byte[]> reader(String name) {
    Map<String, Object> config = clientConfig(name);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    // A fetch of some partitions holds up the next one of others for as long as it waits.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    return consumer(config);
  }

  /**
   * A static member of the group {@code tapeline-name}.
   *
   * @param oneOwner whether one member gets all partitions, or all of them share
   */
  Consumer<String, byte[]> member(String name, boolean oneOwner) {
    Map<String, Object> config = clientConfig(name + "-member");
    config.put(ConsumerConfig.GROUP_ID_CONFIG, "tapeline-" + name);
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name + "-" + instance);
    int session = Math.toIntExact(sessionTimeout.toMillis());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / BEATS_PER_SESSION);
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        (oneOwner ? OneOwnerAssignor.class : RangeAssignor.class).getName());
    return consumer(config);
  }

  private static Consumer<String, byte[]> consumer(Map<String, Object> config) {
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> clientConfig(String name) {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "tapeline-" + name + "-" + instance);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    config.put("enable.metrics.push", false);
    return config;
  }
}
