package io.tapeline.cli.crash;

import io.tapeline.cli.up.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** The broker in a process of its own, until that is killed. */
final class BrokerProcess {

  private BrokerProcess() {}

  /** Takes the folder of its log, the port of its clients and the port of its controller. */
  public static void main(String[] args) throws IOException {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(broker::close));
  }
}
