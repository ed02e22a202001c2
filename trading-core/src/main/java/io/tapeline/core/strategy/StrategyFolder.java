package io.tapeline.core.strategy;

import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.tape.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Strategies of users: every jar of the folder {@link Strategies#FOLDER}, each with a class loader
 * of its own, so that their libraries do not meet.
 */
final class StrategyFolder {

  /**
   * What the folder held, by strategy with the fingerprint of its jar. Written down with the
   * settings of a run, and held against the folder when the run is repeated.
   */
  static final String JARS = "tapeline.strategy-jars";

  /**
   * A strategy found.
   *
   * @param version changes with its jar
   */
  record Found(StrategyProvider provider, String version) {}

  private StrategyFolder() {}

  /** Finds what is there; what cannot be used is a mistake. */
  static List<Found> read(SettingsReader reader) {
    String text = reader.place(Strategies.FOLDER);
    List<Found> found = new ArrayList<>();
    if (!text.isEmpty()) {
      for (Path jar : jars(text, reader)) {
        add(jar, text, reader, found);
      }
    }
    String jars =
        found.stream()
            .map(each -> each.provider().id() + "@" + each.version())
            .sorted()
            .collect(Collectors.joining(" "));
    String before = reader.place(JARS);
    if (!before.isEmpty() && !before.equals(jars)) {
      reader.mistake(JARS, before, "what the folder holds, which is '" + jars + "'");
    }
    if (!jars.isEmpty()) {
      reader.note(JARS, jars);
    }
    return found;
  }

  private static List<Path> jars(String folder, SettingsReader reader) {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      reader.mistake(Strategies.FOLDER, folder, "a folder that can be read (" + e + ")");
      return List.of();
    }
  }

  private static void add(Path jar, String folder, SettingsReader reader, List<Found> found) {
    int before = found.size();
    try {
      String version = Fingerprint.of(List.of(jar));
      URL[] path = {jar.toUri().toURL()};
      // Not closed: the strategies load their classes from it as long as they live.
      ClassLoader loader = new URLClassLoader(path, StrategyProvider.class.getClassLoader());
      for (StrategyProvider provider : ServiceLoader.load(StrategyProvider.class, loader)) {
        if (loader.equals(provider.getClass().getClassLoader())) {
          // Its name is asked for here, where a failure is a mistake of the jar.
          provider.id();
          found.add(new Found(provider, version));
        }
      }
    } catch (IOException | ServiceConfigurationError | RuntimeException | LinkageError e) {
      reader.mistake(
          Strategies.FOLDER, folder, "without jars that cannot be used: %s: %s".formatted(jar, e));
      return;
    }
    if (found.size() == before) {
      reader.mistake(
          Strategies.FOLDER,
          folder,
          "without jars that hold no strategy: %s names none in META-INF/services/%s"
              .formatted(jar, StrategyProvider.class.getName()));
    }
  }
}
