package io.tapeline.signal.rest;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.shell.StageRunner;
import io.tapeline.signal.SignalApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a broker in this process. */
final class SignalUnderTest implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long DEADLINE_SECONDS = 60;

  /** An answer over HTTP. */
  record Answer(int status, String contentType, JsonNode json) {

    String detail() {
      return json.path("detail").asString("");
    }
  }

  private final KafkaRaftServer broker;
  private final String address;
  private final ConfigurableApplicationContext context;

  SignalUnderTest(Path folder) throws Exception {
    address = "127.0.0.1:" + freePort();
    broker = broker(folder, address);
    broker.startup();
    context =
        SignalApplication.application()
            .run(
                "--server.port=0",
                "--tapeline.kafka.bootstrap-servers=" + address,
                "--tapeline.kafka.partitions=1");
    await("the stage runs", () -> runner().isReady());
  }

  private static KafkaRaftServer broker(Path folder, String address) throws Exception {
    String controller = "127.0.0.1:" + freePort();
    Formatter formatter = new Formatter();
    formatter.setClusterId(Uuid.randomUuid().toString());
    formatter.setNodeId(1);
    formatter.setControllerListenerName("CONTROLLER");
    formatter.setMetadataLogDirectory(folder.toString());
    formatter.addDirectory(folder.toString());
    formatter.setReleaseVersion(MetadataVersion.latestProduction());
    formatter.run();
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
    return new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  StageRunner runner() {
    return context.getBean(StageRunner.class);
  }

  /** Puts events on the line, as market-data-service does. */
  void send(List<MarketEvent> market) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (MarketEvent event : market) {
        ProducerRecord<String, byte[]> record = Topics.TICKS.record(event);
        Headers.setSeq(record.headers(), event.seq());
        var _ = producer.send(record);
      }
      producer.flush();
    }
  }

  Answer get(String pathAndQuery) {
    String port = context.getEnvironment().getProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery)).build();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          JSON.readTree(response.body()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Waits for a condition; fails after a minute. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within a minute: " + what);
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Override
  public void close() {
    context.close();
    broker.shutdown();
    broker.awaitShutdown();
  }
}
