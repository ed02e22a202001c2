package io.tapeline.cli;

import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.strategy.Strategies;
import io.tapeline.core.strategy.burst.MomentumBurst;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/**
 * What every command that trades can be told: strategies and settings, the same names everywhere.
 */
public final class LineOptions {

  @Option(
      names = "--strategy",
      arity = "1..*",
      split = ",",
      paramLabel = "NAME",
      description = "Strategies to run on every instrument; momentum-burst unless given.")
  private List<String> strategies = List.of(MomentumBurst.ID.value());

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting by its full name, for instance tapeline.burst.window-s=15.")
  private Map<String, String> settings = new TreeMap<>();

  /** Names of the strategies. */
  public List<String> strategies() {
    return strategies;
  }

  /** Settings as given. */
  public Map<String, String> given() {
    return settings;
  }

  /** Settings and strategies, checked; wrong ones end the command with every mistake named. */
  public LineSettings check() {
    for (String key : settings.keySet()) {
      if (!key.startsWith("tapeline.")) {
        throw CommandException.wrongInput(
            "--set %s: settings begin with 'tapeline.'".formatted(key));
      }
    }
    try {
      LineSettings line = LineSettings.readStrictly(settings, SuiteSettings.names());
      SuiteSettings.check(settings);
      strategies.forEach(name -> Strategies.create(name, line));
      return line;
    } catch (SettingsException e) {
      throw CommandException.wrongInput(String.join("; ", e.lines()));
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput(String.valueOf(e.getMessage()));
    }
  }
}
