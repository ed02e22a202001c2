package io.tapeline.cli.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the processes of one suite listen and what they are started with; the same at every start.
 */
final class Setup {

  private final Path folder;
  private final Database database;
  private final Map<String, String> properties;
  private final Map<Instance, Integer> ports = new LinkedHashMap<>();
  private final int controllerPort;

  /**
   * @param folder of all that the suite writes
   * @param properties given to every service
   */
  Setup(
      Path folder,
      Database database,
      Map<String, String> properties,
      List<Instance> instances,
      LoopbackPorts free)
      throws IOException {
    this.folder = folder;
    this.database = database;
    this.properties = properties;
    for (Instance instance : instances) {
      ports.put(instance, free.take());
    }
    controllerPort = free.take();
  }

  List<Instance> instances() {
    return List.copyOf(ports.keySet());
  }

  int port(Instance instance) {
    Integer port = ports.get(instance);
    if (port == null) {
      throw new IllegalArgumentException("no " + instance.name() + " here");
    }
    return port;
  }

  Path folder() {
    return folder;
  }

  Path log(Instance instance) {
    return folder.resolve("logs").resolve(instance.name() + ".log");
  }

  /** Makes an empty database where the suite's will be. */
  void makeDatabase() throws IOException {
    database.copyTo(folder.resolve("postgres"));
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port(first(Part.BROKER));
  }

  String jdbcUrl() {
    return Database.jdbcUrl(port(first(Part.DATABASE)));
  }

  private Instance first(Part part) {
    return ports.keySet().stream()
        .filter(instance -> instance.part() == part)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + part.label() + " here"));
  }

  /** What starts the process. */
  List<String> command(Instance instance) {
    return switch (instance.part()) {
      case DATABASE -> database.command(folder.resolve("postgres"), port(instance));
      case BROKER -> {
        List<String> command = JvmOptions.command(instance.part().mainClass(), folder);
        command.add(folder.resolve("kafka").toString());
        command.add(Integer.toString(port(instance)));
        command.add(Integer.toString(controllerPort));
        yield command;
      }
      case MARKET_DATA, SIGNAL, RISK, EXECUTION, JOURNAL, GATEWAY -> {
        List<String> command = JvmOptions.command(instance.part().mainClass(), folder);
        arguments(instance).forEach((name, value) -> command.add("--" + name + "=" + value));
        yield command;
      }
    };
  }

  private Map<String, String> arguments(Instance instance) {
    Map<String, String> all = new LinkedHashMap<>(properties);
    all.put("tapeline.kafka.bootstrap-servers", bootstrapServers());
    all.put("server.port", Integer.toString(port(instance)));
    if (instance.part().sharesItsWork()) {
      all.put("tapeline.kafka.instance", Integer.toString(instance.number()));
    }
    all.put("server.tomcat.threads.min-spare", "2");
    all.put("server.tomcat.threads.max", "20");
    if (instance.part() == Part.JOURNAL) {
      all.put("spring.datasource.url", jdbcUrl());
      all.put("spring.datasource.username", "postgres");
      all.put("spring.datasource.password", "");
    } else if (instance.part() == Part.GATEWAY) {
      for (Part part : Part.behindTheGateway()) {
        all.put(
            "tapeline.gateway.services." + part.label(), "http://127.0.0.1:" + port(first(part)));
      }
      all.put("tapeline.gateway.token-file", folder.resolve("gateway-token").toString());
    }
    return all;
  }
}
