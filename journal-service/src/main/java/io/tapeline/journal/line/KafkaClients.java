package io.tapeline.journal.line;

import io.tapeline.journal.JournalSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.stereotype.Component;

/** Makes the journal's consumer and producers. */
@Component
public class KafkaClients {

  private static final int NOT_TO_BLOCK_MILLIS = 2_000;

  private static final int BEATS_PER_SESSION = 4;

  private final JournalSettings settings;

  KafkaClients(JournalSettings settings) {
    this.settings = settings;
  }

  /**
   * A static member of the journal's group, which shares out the partitions; how far they are read
   * is kept in the books.
   */
  Consumer<String, byte[]> consumer() {
    Map<String, Object> config = new HashMap<>();
    JournalSettings.Kafka kafka = settings.kafka();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "journal-" + kafka.instance());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, "tapeline-journal");
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "journal-" + kafka.instance());
    int session = Math.toIntExact(kafka.sessionTimeout().toMillis());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / BEATS_PER_SESSION);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(
        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
        Math.toIntExact(settings.journal().refreshTopics().toMillis()));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.journal().maxBatch());
    quickReconnect(config);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** An idempotent producer that waits for all replicas. */
  Producer<String, byte[]> producer() {
    return new KafkaProducer<>(
        producerConfig("journal"), new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * One that never gives up a record it has taken: given up and sent anew, the record could end up
   * behind later ones. It takes none while it knows no broker.
   */
  public Producer<String, byte[]> patientProducer() {
    Map<String, Object> config = producerConfig("journal-outbox");
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, NOT_TO_BLOCK_MILLIS);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> producerConfig(String clientId) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
    config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    quickReconnect(config);
    return config;
  }

  private static void quickReconnect(Map<String, Object> config) {
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    config.put("enable.metrics.push", false);
  }
}
