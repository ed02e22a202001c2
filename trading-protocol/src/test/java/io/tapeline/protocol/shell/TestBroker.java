package io.tapeline.protocol.shell;

import io.tapeline.protocol.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker in this process, on loopback, with its own folder. */
final class TestBroker implements AutoCloseable {

  private final KafkaRaftServer server;
  private final String address;

  private TestBroker(Path folder, int port, int controllerPort) {
    this.address = "127.0.0.1:" + port;
    this.server =
        new KafkaRaftServer(
            new KafkaConfig(settings(folder, address, "127.0.0.1:" + controllerPort)), Time.SYSTEM);
  }

  /**
   * Starts one and makes every topic of the line.
   *
   * @param folder an empty folder
   * @param partitions per topic
   */
  static TestBroker start(Path folder, int partitions) throws Exception {
    TestBroker broker = bare(folder);
    broker.createTopics(partitions);
    return broker;
  }

  /** Starts one without topics. */
  static TestBroker bare(Path folder) throws Exception {
    Formatter formatter = new Formatter();
    formatter.setClusterId(Uuid.randomUuid().toString());
    formatter.setNodeId(1);
    formatter.setControllerListenerName("CONTROLLER");
    formatter.setMetadataLogDirectory(folder.toString());
    formatter.addDirectory(folder.toString());
    formatter.setReleaseVersion(MetadataVersion.latestProduction());
    formatter.run();
    TestBroker broker = new TestBroker(folder, freePort(), freePort());
    broker.server.startup();
    return broker;
  }

  private static Map<String, String> settings(Path folder, String address, String controller) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller);
    settings.put("advertised.listeners", "PLAINTEXT://" + address);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.quorum.voters", "1@" + controller);
    settings.put("log.dirs", folder.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    return settings;
  }

  private void createTopics(int partitions) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin.createTopics(Topics.newTopics(partitions, (short) 1)).all().get();
    }
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", address));
  }

  KafkaSettings settings() {
    return new KafkaSettings(address);
  }

  /** For one of several instances of a service, which is missed after two seconds. */
  KafkaSettings settings(String instance) {
    return new KafkaSettings(address, instance, Duration.ofSeconds(2));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
