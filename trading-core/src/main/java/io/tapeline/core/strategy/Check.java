package io.tapeline.core.strategy;

import io.tapeline.core.indicator.Reading;
import io.tapeline.core.indicator.Thresholds;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A condition and the reason code of the refusal where it is not met (CATALOGUE 14.3). Bounds are
 * inclusive, with the tolerance of CATALOGUE 1.1.
 */
public record Check(String reason, Condition condition) {

  /** A condition in words. */
  public static Check of(String reason, String name, String value, String limit, boolean met) {
    return new Check(reason, new Condition(name, value, limit, met));
  }

  /** At least the limit. */
  public static Check atLeast(String reason, String name, double value, double limit) {
    return of(
        reason,
        name,
        Condition.number(value),
        Condition.number(limit),
        Thresholds.atLeast(value, limit));
  }

  /** At most the limit. */
  public static Check atMost(String reason, String name, double value, double limit) {
    return of(
        reason,
        name,
        Condition.number(value),
        Condition.number(limit),
        Thresholds.atMost(value, limit));
  }

  /** Refused as {@code NAME_NOT_READY} as long as there is no value. */
  public static Check ready(String name, Reading<?> reading) {
    String reason = name.toUpperCase(Locale.ROOT).replace(' ', '_') + "_NOT_READY";
    return of(reason, name, words(reading), "ready", reading.isReady());
  }

  /** Of a reading that is not ready too: then it is refused as {@link #ready} says. */
  public static Check atLeast(String reason, String name, Reading<Double> reading, double limit) {
    Double value = reading.orNull();
    return value == null
        ? of(ready(name, reading).reason(), name, words(reading), Condition.number(limit), false)
        : atLeast(reason, name, value, limit);
  }

  public boolean met() {
    return condition.met();
  }

  /** The refusal by the first that is not met, null if all are. */
  public static Opinion.@Nullable Skip refusal(List<Check> checks) {
    for (Check check : checks) {
      if (!check.met()) {
        Condition condition = check.condition();
        return new Opinion.Skip(
            check.reason(), condition.name(), condition::value, condition::limit);
      }
    }
    return null;
  }

  /** The conditions alone, in their order. */
  public static List<Condition> conditions(List<Check> checks) {
    return checks.stream().map(Check::condition).toList();
  }

  private static String words(Reading<?> reading) {
    return switch (reading) {
      case Reading.Ready<?> ready -> String.valueOf(ready.value());
      case Reading.WarmingUp<?> warming -> "%d of %d".formatted(warming.have(), warming.need());
      case Reading.Stale<?> stale -> stale.age().toSeconds() + " s old";
      case Reading.Invalid<?> invalid -> invalid.reason();
    };
  }
}
