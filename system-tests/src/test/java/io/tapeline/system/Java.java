package io.tapeline.system;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How the {@code tapeline} command is started: the JDK and class path of the test. */
final class Java {

  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx512m",
          "-Dtapeline.trace=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Xlog:aot*=off:stderr",
          "-Xlog:cds*=off:stderr");

  /** Without the tests, which the command does not need. */
  private static final List<String> CLASS_PATH =
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(
              entry -> !Path.of(entry).endsWith(Path.of("system-tests", "target", "test-classes")))
          .filter(entry -> !Path.of(entry).endsWith(Path.of("system-tests", "target", "classes")))
          .toList();

  private Java() {}

  static ProcessBuilder builder(List<String> further, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(OPTIONS);
    line.addAll(further);
    line.add("io.tapeline.cli.Tapeline");
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("CLASSPATH", String.join(File.pathSeparator, CLASS_PATH));
    return builder;
  }

  /** True if the command comes from jars alone, as it does once all modules are packaged. */
  static boolean isPackaged() {
    return CLASS_PATH.stream().noneMatch(entry -> Files.isDirectory(Path.of(entry)));
  }
}
