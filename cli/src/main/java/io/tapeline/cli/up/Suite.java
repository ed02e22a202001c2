package io.tapeline.cli.up;

import io.tapeline.execution.ExecutionApplication;
import io.tapeline.gateway.GatewayApplication;
import io.tapeline.journal.JournalApplication;
import io.tapeline.marketdata.MarketDataApplication;
import io.tapeline.protocol.shell.FeedRunner;
import io.tapeline.protocol.shell.StageRunner;
import io.tapeline.risk.RiskApplication;
import io.tapeline.signal.SignalApplication;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Broker, database and all services in this process, started two at a time, stopped in order. */
final class Suite implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Suite.class);

  /** Told of each part when it is ready. */
  interface Listener {
    void ready(String part, String where);
  }

  private final DataFolder folder;
  private final Map<String, String> properties;
  private final int port;
  private final int partitions;
  private final Listener listener;
  private final Map<String, ConfigurableApplicationContext> contexts = new LinkedHashMap<>();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private @Nullable EmbeddedBroker broker;
  private @Nullable EmbeddedDatabase database;

  /**
   * @param properties given to every service
   * @param port of the gateway, 0 for any
   * @param partitions of each topic, if they are made now
   */
  Suite(
      DataFolder folder,
      Map<String, String> properties,
      int port,
      int partitions,
      Listener listener) {
    this.folder = folder;
    this.properties = properties;
    this.port = port;
    this.partitions = partitions;
    this.listener = listener;
  }

  /** Starts everything; on a failure what was started is stopped by {@link #close()}. */
  void start() throws IOException {
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      Future<?> databaseUp = two.submit(asCallable(this::startDatabase));
      Future<?> brokerUp = two.submit(asCallable(this::startBroker));
      await(databaseUp);
      await(brokerUp);
      Future<?> books =
          two.submit(asCallable(() -> start("journal", JournalApplication.application())));
      Future<?> line =
          two.submit(
              asCallable(
                  () -> {
                    start("signal", SignalApplication.application());
                    start("risk", RiskApplication.application());
                    start("execution", ExecutionApplication.application());
                  }));
      await(line);
      Future<?> feed =
          two.submit(asCallable(() -> start("market-data", MarketDataApplication.application())));
      await(books);
      await(feed);
      start("gateway", GatewayApplication.application());
    }
  }

  /** A step that may fail. */
  private interface Step {
    void run() throws IOException;
  }

  private static Callable<Void> asCallable(Step step) {
    return () -> {
      step.run();
      return null;
    };
  }

  private static void await(Future<?> step) throws IOException {
    try {
      step.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case null, default -> throw new IOException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting", e);
    }
  }

  private void startDatabase() throws IOException {
    EmbeddedDatabase started = EmbeddedDatabase.start(folder);
    add(started);
    database = started;
    listener.ready("PostgreSQL", "127.0.0.1:" + started.port());
  }

  private void startBroker() throws IOException {
    EmbeddedBroker started = EmbeddedBroker.start(folder);
    add(started);
    started.createTopics(partitions);
    broker = started;
    listener.ready("Kafka", started.bootstrapServers());
  }

  private synchronized void add(AutoCloseable part) {
    parts.push(part);
  }

  private void start(String name, SpringApplication application) {
    application.setRegisterShutdownHook(false);
    ConfigurableApplicationContext context = application.run(arguments(name));
    synchronized (this) {
      contexts.put(name, context);
      parts.push(context);
    }
    listener.ready(name, "127.0.0.1:" + httpPort(name));
  }

  private String[] arguments(String name) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.put("tapeline.kafka.bootstrap-servers", broker().bootstrapServers());
    all.put("server.port", name.equals("gateway") ? Integer.toString(port) : "0");
    all.put("server.tomcat.threads.min-spare", "2");
    all.put("server.tomcat.threads.max", "20");
    if (name.equals("journal")) {
      EmbeddedDatabase books = database;
      all.put("spring.datasource.url", books == null ? "" : books.jdbcUrl());
      all.put("spring.datasource.username", "postgres");
      all.put("spring.datasource.password", "");
    }
    if (name.equals("gateway")) {
      contexts
          .keySet()
          .forEach(
              service ->
                  all.put(
                      "tapeline.gateway.services." + service,
                      "http://127.0.0.1:" + httpPort(service)));
      all.put("tapeline.gateway.token-file", folder.shared("gateway-token").toString());
    }
    List<String> arguments = new ArrayList<>();
    all.forEach((key, value) -> arguments.add("--" + key + "=" + value));
    return arguments.toArray(String[]::new);
  }

  private EmbeddedBroker broker() {
    EmbeddedBroker started = broker;
    if (started == null) {
      throw new IllegalStateException("the broker is not up");
    }
    return started;
  }

  String bootstrapServers() {
    return broker().bootstrapServers();
  }

  /** Port on which a service answers. */
  int httpPort(String service) {
    var server = ((WebServerApplicationContext) context(service)).getWebServer();
    return server == null ? 0 : server.getPort();
  }

  /** A bean of a service. */
  <T> T bean(String service, Class<T> type) {
    return context(service).getBean(type);
  }

  /** A bean of a service, null where it has none of the type. */
  <T> @Nullable T beanIfAny(String service, Class<T> type) {
    return context(service).getBeanProvider(type).getIfAvailable();
  }

  private synchronized ConfigurableApplicationContext context(String service) {
    ConfigurableApplicationContext context = contexts.get(service);
    if (context == null) {
      throw new IllegalStateException(service + " is not up");
    }
    return context;
  }

  /** Why a stage or the feed stopped, null while all run. */
  @Nullable Throwable failure() {
    Throwable failure = bean("market-data", FeedRunner.class).failure();
    for (String stage : List.of("signal", "risk", "execution")) {
      Throwable stopped = bean(stage, StageRunner.class).failure();
      failure = failure == null ? stopped : failure;
    }
    return failure;
  }

  /** True once every stage is rebuilt and takes new input. */
  boolean isReady() {
    return bean("market-data", FeedRunner.class).isReady()
        && List.of("signal", "risk", "execution").stream()
            .allMatch(stage -> bean(stage, StageRunner.class).isReady());
  }

  /** Stops the newest part first; the broker and the database last. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("stopping: {}", e.toString());
      }
    }
  }
}
