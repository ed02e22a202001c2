package io.tapeline.core.strategy;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.strategy.adaptive.AdaptiveProvider;
import io.tapeline.core.strategy.burst.MomentumBurstProvider;
import io.tapeline.core.strategy.hunt.HuntProvider;
import io.tapeline.core.strategy.profile.ProfileProvider;
import io.tapeline.core.strategy.quick.QuickProvider;
import io.tapeline.core.strategy.scalp.MicroScalpProvider;
import io.tapeline.core.strategy.subcent.SubcentProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The strategies that there are, by the names used in commands and configuration, with their
 * settings.
 *
 * <p>{@code tapeline.instruments.SYMBOL.strategies=NAME,…} chooses those of one instrument, {@code
 * none} for no strategy at all. Any setting of a strategy can be given for one instrument: {@code
 * tapeline.instruments.SYMBOL.burst.window-s} wins over {@code tapeline.burst.window-s}.
 */
public final class Strategies {

  /** Property that says where the jars of users' strategies are; not set: there are none. */
  public static final String FOLDER = "tapeline.strategy-folder";

  /** Version of the strategies that come with the suite. */
  static final String BUILT_IN = "built-in";

  private static final Duration SETTLING = Duration.ofMinutes(2);
  private static final String NONE = "none";
  private static final String CHOICE = "strategies";

  private record Kind(StrategyProvider provider, String version, StrategyMaker general) {}

  private final SettingsReader settings;
  private final Map<String, Kind> kinds = new TreeMap<>();
  private final Set<String> properties = new TreeSet<>();
  private final Map<String, Duration> ownReaches = new TreeMap<>();
  private final Map<String, Duration> ownCandleReaches = new TreeMap<>();
  private final Set<String> chosenSomewhere = new TreeSet<>();
  private final Duration timeLimit;
  private final int slowInARow;

  private Strategies(SettingsReader reader) {
    this.settings = reader;
    this.timeLimit = reader.millis("tapeline.strategy.time-limit-ms", 100);
    this.slowInARow = reader.integer("tapeline.strategy.slow-in-a-row", 3, 1, 1_000_000);
  }

  /**
   * Reads the settings of every strategy.
   *
   * @param given names of the properties that are set, as far as they can be listed; settings of an
   *     instrument are looked at now only if they are among them
   */
  public static Strategies read(SettingsReader reader, Collection<String> given) {
    Strategies strategies = new Strategies(reader);
    strategies.add(new MomentumBurstProvider(), BUILT_IN);
    strategies.add(new PlansOnly(), BUILT_IN);
    strategies.add(new AdaptiveProvider(), BUILT_IN);
    strategies.add(new SubcentProvider(), BUILT_IN);
    strategies.add(new MicroScalpProvider(), BUILT_IN);
    strategies.add(new HuntProvider(), BUILT_IN);
    strategies.add(new ProfileProvider(), BUILT_IN);
    strategies.add(new QuickProvider(), BUILT_IN);
    for (StrategyFolder.Found found : StrategyFolder.read(reader)) {
      if (strategies.kinds.containsKey(found.provider().id().value())) {
        reader.mistake(
            FOLDER,
            reader.place(FOLDER),
            "without two strategies of one name: there are two called '%s'"
                .formatted(found.provider().id()));
      } else {
        strategies.add(found.provider(), found.version());
      }
    }
    given.stream()
        .map(strategies::symbolOf)
        .filter(symbol -> !symbol.isEmpty())
        .distinct()
        .forEach(symbol -> strategies.look(new Symbol(symbol)));
    return strategies;
  }

  private void add(StrategyProvider provider, String version) {
    Set<String> before = settings.keys();
    StrategyMaker general = provider.configure(settings);
    settings.keys().stream().filter(key -> !before.contains(key)).forEach(properties::add);
    kinds.put(provider.id().value(), new Kind(provider, version, general));
  }

  /** Finds the mistakes in what is set for one instrument. */
  private void look(Symbol symbol) {
    SettingsReader own = settings.forInstrument(symbol.value());
    kinds.forEach(
        (name, kind) -> {
          StrategyMaker maker = kind.provider.configure(own);
          ownReaches.merge(name, ticksOf(maker), Strategies::longer);
          ownCandleReaches.merge(name, maker.candleReach(), Strategies::longer);
        });
    chosenSomewhere.addAll(chosen(own, symbol, List.of()));
    own.tellTo(settings);
  }

  /** The instrument that a property sets a strategy of, empty if it is no such property. */
  private String symbolOf(String key) {
    return SettingsReader.instrumentOf(
        key, rest -> rest.equals(CHOICE) || properties.contains("tapeline." + rest));
  }

  /** True if the property sets a strategy of one instrument, or chooses them. */
  public boolean ownsOfInstrument(String key) {
    return !symbolOf(key).isEmpty();
  }

  /** Names of the strategies by the prefix that their limits have. */
  public Map<String, String> prefixes() {
    Map<String, String> prefixes = new TreeMap<>();
    kinds.keySet().forEach(name -> prefixes.put(shortName(name), name));
    return prefixes;
  }

  /** Throws {@link IllegalArgumentException} naming the choices if there is none of this name. */
  public void require(String name) {
    kind(name);
  }

  /**
   * Names of the strategies that run on an instrument, in the order they are asked.
   *
   * @param otherwise for an instrument of which nothing else is said
   */
  List<String> on(Symbol symbol, List<String> otherwise) {
    SettingsReader own = settings.forInstrument(symbol.value());
    List<String> chosen = chosen(own, symbol, otherwise);
    own.check();
    return chosen;
  }

  private List<String> chosen(SettingsReader own, Symbol symbol, List<String> otherwise) {
    String key = SettingsReader.instrumentKey(symbol.value(), CHOICE);
    String text = own.place(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.equalsIgnoreCase(NONE)) {
      return List.of();
    }
    List<String> names =
        Arrays.stream(text.split(",")).map(each -> fullName(each.strip())).distinct().toList();
    if (!kinds.keySet().containsAll(names)) {
      own.mistake(key, text, "none, or some of " + String.join(", ", kinds.keySet()));
      return List.of();
    }
    return names;
  }

  /**
   * A new strategy of this name, with what is set for the instrument.
   *
   * @throws IllegalArgumentException naming the choices if there is none of this name
   * @throws io.tapeline.core.settings.SettingsException if what is set for the instrument is wrong
   */
  public Strategy create(String name, Instrument instrument) {
    return maker(name, instrument).make(instrument);
  }

  /** Makes the strategies of this name with what is set for the instrument. */
  StrategyMaker maker(String name, Instrument instrument) {
    Kind kind = kind(name);
    SettingsReader own = settings.forInstrument(instrument.symbol().value());
    StrategyMaker maker = kind.provider.configure(own);
    own.check();
    return maker;
  }

  /**
   * How far back the windows of some strategies look, and of those chosen for an instrument.
   *
   * @param names strategies that run where nothing else is said
   */
  Duration reach(Collection<String> names) {
    return longest(names, Strategies::ticksOf, ownReaches);
  }

  /** How far back the windows of candles look. */
  Duration candleReach(Collection<String> names) {
    return longest(names, StrategyMaker::candleReach, ownCandleReaches);
  }

  private Duration longest(
      Collection<String> names,
      Function<StrategyMaker, Duration> general,
      Map<String, Duration> ownOnes) {
    return Stream.concat(names.stream(), chosenSomewhere.stream())
        .map(
            name ->
                longer(
                    general.apply(kind(name).general), ownOnes.getOrDefault(name, Duration.ZERO)))
        .reduce(Duration.ZERO, Strategies::longer);
  }

  /** The longest candle is made again from its beginning, and the minute before it. */
  private static Duration ticksOf(StrategyMaker maker) {
    Duration longestCandle =
        maker.timeframes().stream()
            .map(each -> each.length().plus(SETTLING))
            .reduce(Duration.ZERO, Strategies::longer);
    return longer(maker.reach(), longestCandle);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** What changes when the code of a strategy does. */
  String version(String name) {
    return kind(name).version;
  }

  /** The name of a strategy that is also known by a shorter one. */
  static String fullName(String name) {
    return name.equals("burst") ? "momentum-burst" : name;
  }

  private static String shortName(String name) {
    return name.equals("momentum-burst") ? "burst" : name;
  }

  private Kind kind(String name) {
    Kind kind = kinds.get(fullName(name));
    if (kind == null) {
      throw new IllegalArgumentException(
          "unknown strategy '%s': choose one of %s"
              .formatted(name, String.join(", ", kinds.keySet())));
    }
    return kind;
  }

  /**
   * A strategy that takes longer for one event is too slow; zero: it may take as long as it likes.
   */
  Duration timeLimit() {
    return timeLimit;
  }

  /** Events in a row on which it has to be too slow to be switched off. */
  int slowInARow() {
    return slowInARow;
  }
}
