package io.tapeline.core.testing;

import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.strategy.burst.BurstSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Line settings from key and value pairs over the defaults. */
public final class Settings {

  private Settings() {}

  public static LineSettings of(String... keysAndValues) {
    return LineSettings.readStrictly(map(keysAndValues), Set.of());
  }

  /** The momentum burst's. */
  public static BurstSettings burst(String... keysAndValues) {
    of(keysAndValues);
    return BurstSettings.read(new SettingsReader(map(keysAndValues)::get));
  }

  private static Map<String, String> map(String... keysAndValues) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
