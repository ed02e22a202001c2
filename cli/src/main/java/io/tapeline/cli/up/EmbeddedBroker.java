package io.tapeline.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapeline.protocol.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker and controller in this process, its log in a folder. */
public final class EmbeddedBroker implements AutoCloseable {

  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts the broker on free loopback ports; formats its folder on the first start. */
  static EmbeddedBroker start(DataFolder folder) throws IOException {
    return start(folder.own("kafka"), Ports.free(), Ports.free());
  }

  /**
   * Starts the broker on these loopback ports; formats its folder on the first start, and recovers
   * its logs where it was killed.
   *
   * @param port of the clients
   * @param controllerPort of the controller
   */
  public static EmbeddedBroker start(Path log, int port, int controllerPort) throws IOException {
    format(log);
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(config(log, port, controllerPort)), Time.SYSTEM);
    server.startup();
    return new EmbeddedBroker(server, port);
  }

  private static void format(Path log) throws IOException {
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(log);
    Formatter formatter = new Formatter();
    formatter.setClusterId(Uuid.randomUuid().toString());
    formatter.setNodeId(NODE);
    formatter.setControllerListenerName(CONTROLLER);
    formatter.setMetadataLogDirectory(log.toString());
    formatter.addDirectory(log.toString());
    formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    formatter.setReleaseVersion(MetadataVersion.latestProduction());
    try {
      formatter.run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the broker's folder " + log + " cannot be prepared", e);
    }
  }

  private static Properties config(Path log, int port, int controllerPort) {
    Properties config = new Properties();
    config.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE)),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
                    .formatted(port, CONTROLLER, controllerPort)),
            Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
            Map.entry("controller.listener.names", CONTROLLER),
            Map.entry(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT"),
            Map.entry("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort),
            Map.entry("log.dirs", log.toString()),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // Instances may be given shorter sessions than a broker allows by itself.
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.io.buffer.size", "262144"),
            Map.entry("log.segment.bytes", "67108864"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            // After a kill the controller takes no broker before the killed one's session is over.
            Map.entry("broker.session.timeout.ms", "2000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("initial.broker.registration.timeout.ms", "60000")));
    return config;
  }

  /** Makes the line's topics that are not there yet. */
  public void createTopics(int partitions) throws IOException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      var existing = admin.listTopics().names().get();
      List<NewTopic> missing =
          Topics.newTopics(partitions, (short) 1).stream()
              .filter(topic -> !existing.contains(topic.name()))
              .toList();
      if (!missing.isEmpty()) {
        admin.createTopics(missing).all().get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the topics cannot be made: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
