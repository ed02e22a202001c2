package io.tapeline.cli;

import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.strategy.burst.MomentumBurst;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
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

  @Mixin private SettingsOptions settings = new SettingsOptions();

  /** Names of the strategies. */
  public List<String> strategies() {
    return strategies;
  }

  /** Settings as given, in files or one by one. */
  public Map<String, String> given() {
    return settings.given();
  }

  /** True if no other setting is given. */
  boolean givesOnly(String key) {
    return settings.givesOnly(key);
  }

  /** Settings and strategies, checked; wrong ones end the command with every mistake named. */
  public LineSettings check() {
    LineSettings line = settings.check();
    try {
      strategies.forEach(line.strategies()::require);
      return line;
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput(String.valueOf(e.getMessage()));
    }
  }
}
