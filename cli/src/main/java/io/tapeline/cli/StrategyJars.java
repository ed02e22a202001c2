package io.tapeline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where users put the jars of their strategies. */
final class StrategyJars {

  private static final String NAME = "strategies";

  private StrategyJars() {}

  /** The folder {@code strategies} beside the launcher if it holds a jar, else empty. */
  static String besideTheLauncher() {
    String root = System.getProperty("tapeline.root", "");
    Path folder = Path.of(root, NAME);
    if (root.isEmpty() || !Files.isDirectory(folder)) {
      return "";
    }
    try (Stream<Path> files = Files.list(folder)) {
      boolean any = files.anyMatch(file -> file.toString().endsWith(".jar"));
      return any ? folder.toString() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
