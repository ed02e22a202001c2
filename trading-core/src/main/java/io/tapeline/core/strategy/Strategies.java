package io.tapeline.core.strategy;

import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.strategy.burst.MomentumBurst;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The strategies by the names used in commands and configuration. */
public final class Strategies {

  private static final Map<String, Function<LineSettings, Strategy>> BY_NAME =
      new TreeMap<>(
          Map.of(MomentumBurst.ID.value(), settings -> new MomentumBurst(settings.burst())));

  private Strategies() {}

  /** A new strategy of this name; throws {@link IllegalArgumentException} naming the choices. */
  public static Strategy create(String name, LineSettings settings) {
    Function<LineSettings, Strategy> maker = BY_NAME.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "unknown strategy '%s': choose one of %s"
              .formatted(name, String.join(", ", new TreeSet<>(BY_NAME.keySet()))));
    }
    return maker.apply(settings);
  }
}
