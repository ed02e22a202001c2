package io.tapeline.cli.crash;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a part's JVM is started: the JDK, class path and start-up cache of this one, a small heap.
 */
final class JvmOptions {

  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-XX:TieredStopAtLevel=1",
          // Without it the first seconds bring a full collection for each step the classes grow by.
          "-XX:MetaspaceSize=96m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Djava.awt.headless=true",
          "-Dfile.encoding=UTF-8",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Xlog:aot*=off:stderr",
          "-Xlog:cds*=off:stderr",
          "-Dlogging.config=classpath:logback-process.xml");

  private JvmOptions() {}

  private static boolean isStartUpCache(String option) {
    return option.startsWith("-XX:AOT") || option.startsWith("-XX:SharedArchiveFile");
  }

  /**
   * Command that runs this class; its class path is taken from {@link #classPath()}.
   *
   * @param folder of the round, by which {@link LeftOvers} knows the process
   */
  static List<String> command(Class<?> mainClass, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dtapeline.round=" + folder);
    command.addAll(OPTIONS);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(JvmOptions::isStartUpCache)
        .forEach(command::add);
    if (mainClass.equals(BrokerProcess.class)) {
      command.add("-Dlogback.configurationFile=logback-process.xml");
    }
    command.add(mainClass.getName());
    return command;
  }

  /** For the environment: a command line would show hundreds of jars. */
  static String classPath() {
    return System.getProperty("java.class.path");
  }
}
