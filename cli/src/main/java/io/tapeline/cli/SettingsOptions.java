package io.tapeline.cli;

import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.strategy.Strategies;
import io.tapeline.marketdata.FeedProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Settings given one by one or in files; the later file wins, and what is given singly over all.
 */
final class SettingsOptions {

  private static final String SET = "--set";

  @Option(
      names = SET,
      paramLabel = "KEY=VALUE",
      description = "Any setting by its full name, for instance tapeline.burst.window-s=15.")
  private Map<String, String> single = new TreeMap<>();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Settings from a .properties file; may be given again. --set wins over it.")
  private List<Path> files = List.of();

  private @Nullable Map<String, Given> given;

  private record Given(String value, String source) {}

  /** Every setting that is given. */
  Map<String, String> given() {
    return all().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> entry.getValue().value(),
                (one, _) -> one,
                TreeMap::new));
  }

  /** True if no other setting is given, right or wrong. */
  boolean givesOnly(String key) {
    return files.isEmpty() && single.keySet().stream().allMatch(key::equals);
  }

  /** Where a setting was given: {@code --set}, or the file as it was named; empty if nowhere. */
  String source(String key) {
    Given found = all().get(key);
    return found == null ? "" : found.source();
  }

  /** The line's settings, checked; wrong ones end the command with every mistake named. */
  LineSettings check() {
    return read(
        () -> {
          LineSettings line = LineSettings.readStrictly(given(), SuiteSettings.names());
          SuiteSettings.check(given());
          return line;
        });
  }

  /** Reads something of the settings; mistakes are told with the file they are in. */
  <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (SettingsException e) {
      throw CommandException.wrongInput(
          e.lines().stream().map(this::withFile).collect(Collectors.joining("; ")));
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput(String.valueOf(e.getMessage()));
    }
  }

  private String withFile(String mistake) {
    int end = mistake.indexOf(" is '");
    String source = end < 0 ? "" : source(mistake.substring(0, end));
    return source.isEmpty() || source.equals(SET) ? mistake : source + ": " + mistake;
  }

  private Map<String, Given> all() {
    Map<String, Given> all = given;
    if (all == null) {
      all = new TreeMap<>();
      for (Path file : files) {
        put(SettingsFile.read(file), file.toString(), all);
      }
      put(single, SET, all);
      String folder = StrategyJars.besideTheLauncher();
      if (!folder.isEmpty()) {
        all.putIfAbsent(Strategies.FOLDER, new Given(folder, "the folder beside tapeline"));
      }
      given = all;
    }
    return all;
  }

  private static void put(Map<String, String> settings, String source, Map<String, Given> all) {
    settings.forEach(
        (key, value) -> {
          if (!key.startsWith("tapeline.")) {
            throw CommandException.wrongInput(
                "%s %s: settings begin with 'tapeline.'".formatted(source, key));
          }
          if (FeedProperties.secrets().contains(key)) {
            throw CommandException.wrongInput(
                "%s %s: a secret is given in the environment, as %s"
                    .formatted(source, key, key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")));
          }
          all.put(key, new Given(value, source));
        });
  }
}
