package io.tapeline.cli;

import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.marketdata.FeedProperties;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings of the suite that are not the stages', given by the same {@code --set}. They are checked
 * here, so that a wrong one is refused before anything is started.
 */
final class SuiteSettings {

  /** Whole numbers from least to most. */
  private record Bounds(long least, long most) {

    boolean contain(String text) {
      try {
        long value = Long.parseLong(text);
        return value >= least && value <= most;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }

  private static final Map<String, Bounds> BOUNDS =
      Map.of(
          "tapeline.window", new Bounds(1, 100_000),
          "tapeline.sim.seed", new Bounds(Long.MIN_VALUE, Long.MAX_VALUE),
          "tapeline.sim.start", new Bounds(0, Long.MAX_VALUE),
          "tapeline.sim.seconds", new Bounds(0, Long.MAX_VALUE / 1_000_000_000),
          "tapeline.kafka.partitions", new Bounds(1, 1000),
          "tapeline.market-data.keep-sessions", new Bounds(1, 100_000),
          "tapeline.market-data.keep-megabytes", new Bounds(1, 1_000_000_000));

  private static final String RECORD = "tapeline.market-data.record";
  private static final String ASSISTANT = "tapeline.assistant.enabled";

  private SuiteSettings() {}

  /** Full names of these settings. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(BOUNDS.keySet());
    names.add(RECORD);
    names.add(ASSISTANT);
    names.addAll(FeedProperties.names());
    return names;
  }

  /**
   * Looks at those that are given.
   *
   * @throws io.tapeline.core.settings.SettingsException naming every mistake
   */
  static void check(Map<String, String> given) {
    SettingsReader reader = new SettingsReader(given::get);
    BOUNDS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> {
              String text = given.get(entry.getKey());
              Bounds bounds = entry.getValue();
              if (text != null && !bounds.contain(text)) {
                reader.mistake(
                    entry.getKey(),
                    text,
                    "a whole number from " + bounds.least() + " to " + bounds.most());
              }
            });
    boolean _ = reader.flag(RECORD, true);
    boolean _ = reader.flag(ASSISTANT, true);
    List<String> mistakes = FeedProperties.mistakes(given);
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
    reader.check();
  }
}
