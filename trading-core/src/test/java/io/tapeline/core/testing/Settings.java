package io.tapeline.core.testing;

import io.tapeline.core.settings.LineSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Line settings from key and value pairs over the defaults. */
public final class Settings {

  private Settings() {}

  public static LineSettings of(String... keysAndValues) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return LineSettings.readStrictly(map, Set.of());
  }
}
