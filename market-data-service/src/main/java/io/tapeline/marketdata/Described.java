package io.tapeline.marketdata;

import io.tapeline.core.export.RunInfo;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.tape.TapeFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Says what the run is that this service feeds: the settings the line holds and the feed. */
final class Described {

  private Described() {}

  /**
   * The run, without events yet. Of all properties only those go in that the line's stages read, so
   * that no secret does.
   */
  static RunInfo run(
      MarketDataSettings settings, Feeds.Opened opened, ConfigurableEnvironment environment) {
    return new RunInfo(
        settings.lockstep() ? RunInfo.Mode.LOCKSTEP : RunInfo.Mode.FREE,
        settings.feed(),
        source(settings, opened),
        settings.tapes().stream().map(tape -> String.valueOf(tape.getFileName())).toList(),
        strategies(environment),
        LineSettings.effective(environment::getProperty, names(environment)),
        settings.speed(),
        opened.candlePrice().name(),
        opened.quotesDerived(),
        1,
        0);
  }

  private static String source(MarketDataSettings settings, Feeds.Opened opened) {
    if (settings.isLive()) {
      return RunInfo.liveSource(settings.feed(), settings.symbols());
    }
    return settings.feed().equals("sim")
        ? RunInfo.simSource(settings.sim().seed(), settings.sim().start())
        : RunInfo.tapeSource(fingerprint(opened));
  }

  private static String fingerprint(Feeds.Opened opened) {
    try {
      return opened.feed() instanceof TapeFeed tape ? tape.fingerprint() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> strategies(ConfigurableEnvironment environment) {
    String names = environment.getProperty("tapeline.strategies", "");
    return Arrays.stream(names.split(",", -1))
        .map(String::trim)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Collection<String> names(ConfigurableEnvironment environment) {
    Set<String> names = new LinkedHashSet<>();
    environment.getPropertySources().stream()
        .filter(source -> source instanceof EnumerablePropertySource<?>)
        .map(source -> (EnumerablePropertySource<?>) source)
        .forEach(source -> names.addAll(Arrays.asList(source.getPropertyNames())));
    return names;
  }
}
