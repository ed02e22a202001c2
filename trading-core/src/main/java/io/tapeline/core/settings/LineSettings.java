package io.tapeline.core.settings;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.plan.BlindEye;
import io.tapeline.core.plan.PlanEye;
import io.tapeline.core.plan.PlanRules;
import io.tapeline.core.plan.PlanSettings;
import io.tapeline.core.plan.scalp.ScalpEye;
import io.tapeline.core.plan.scalp.ScalpLimits;
import io.tapeline.core.plan.scalp.ScalpRules;
import io.tapeline.core.plan.scalp.ScalpSettings;
import io.tapeline.core.risk.RiskSettings;
import io.tapeline.core.strategy.Strategies;
import io.tapeline.core.venue.PaperSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything the line's stages are set with, read and checked in one place, by the suite and by the
 * research commands alike.
 *
 * @param account the account traded, {@code tapeline.account}
 */
public record LineSettings(
    AccountId account,
    Instruments instruments,
    Strategies strategies,
    PlanSettings plans,
    Function<Symbol, ScalpSettings> scalps,
    RiskSettings risk,
    PaperSettings paper) {

  /**
   * Reads all settings; properties not set take the catalogue's defaults.
   *
   * @throws SettingsException naming every mistake
   */
  public static LineSettings read(Function<String, @Nullable String> source) {
    SettingsReader reader = new SettingsReader(source);
    LineSettings settings = read(reader, source, Set.of());
    reader.check();
    return settings;
  }

  /**
   * Reads all settings from a map that must not hold a {@code tapeline.} property unknown here.
   *
   * @param elsewhere names of properties that other parts of the suite read
   * @throws SettingsException naming every mistake and every unknown property
   */
  public static LineSettings readStrictly(Map<String, String> given, Set<String> elsewhere) {
    Map<String, String> properties = new TreeMap<>(given);
    SettingsReader reader = new SettingsReader(properties::get);
    LineSettings settings = read(reader, properties::get, properties.keySet());
    Set<String> known = new TreeSet<>(reader.keys());
    for (String key : properties.keySet()) {
      if (known.contains(key) || elsewhere.contains(key)) {
        continue;
      }
      if (!InstrumentSettings.owns(key) && !settings.strategies.ownsOfInstrument(key)) {
        reader.mistake(key, properties.get(key), "left out: there is no such property");
      }
    }
    reader.check();
    return settings;
  }

  /** What a plan must be like to be taken. */
  public PlanRules planRules() {
    return new PlanRules(instruments::get, this::distances);
  }

  private PlanRules.@Nullable Distances distances(Symbol symbol, Price entry) {
    ScalpRules rules = scalps.apply(symbol).rulesFor(instruments.get(symbol));
    if (rules == null) {
      return null;
    }
    ScalpLimits limits = rules.at(entry.value());
    return new PlanRules.Distances(
        limits.stop().least(),
        limits.stop().most(),
        limits.target().least(),
        limits.target().most());
  }

  /** Whether micro-scalps can be planned on an instrument. */
  public boolean hasScalpRules(Instrument instrument) {
    return scalps.apply(instrument.symbol()).rulesFor(instrument) != null;
  }

  /** What sees the market of an instrument for its micro-scalp plans. */
  public PlanEye planEye(Instrument instrument) {
    ScalpSettings settings = scalps.apply(instrument.symbol());
    ScalpRules rules = settings.rulesFor(instrument);
    return rules == null ? new BlindEye() : new ScalpEye(instrument, rules, settings);
  }

  /** Mistakes show when the general settings are read, and when an instrument's own are. */
  private static Function<Symbol, ScalpSettings> scalps(SettingsReader reader) {
    ScalpSettings.read(reader);
    return symbol -> {
      SettingsReader own = reader.forInstrument(symbol.value());
      ScalpSettings settings = ScalpSettings.read(own);
      own.check();
      return settings;
    };
  }

  /** The instrument whose market a name stands for: that of an alias, else its own. */
  public String tradedAs(String name) {
    String other = InstrumentTable.aliasOf(name);
    return other.isEmpty() ? name : other;
  }

  /** The instruments as they are where no property is set. */
  public static Instruments builtInInstruments() {
    return read(_ -> null).instruments();
  }

  /**
   * Every instrument of the built-in table and of the properties, with the origin of each value.
   *
   * @param further symbols that are asked for besides
   * @throws SettingsException naming every mistake
   */
  public static List<InstrumentDefinition> instruments(
      Map<String, String> properties, Collection<Symbol> further) {
    SettingsReader reader = new SettingsReader(properties::get);
    InstrumentSettings shared = InstrumentSettings.read(reader);
    List<InstrumentDefinition> definitions =
        new ArrayList<>(shared.define(reader, properties.keySet()));
    for (Symbol symbol : further) {
      if (definitions.stream().noneMatch(known -> known.instrument().symbol().equals(symbol))) {
        definitions.add(InstrumentReader.read(reader, shared, symbol.value()));
      }
    }
    reader.check();
    return List.copyOf(definitions);
  }

  /**
   * Every setting of the line's stages as it holds, defaults included. What the stages do not read
   * is not in it, secrets above all.
   *
   * @param given names of the properties that are set; of these, those of instruments are taken
   * @throws SettingsException naming every mistake
   */
  public static Map<String, String> effective(
      Function<String, @Nullable String> source, Collection<String> given) {
    SettingsReader reader = new SettingsReader(source);
    Strategies strategies = read(reader, source, Set.of()).strategies;
    given.stream()
        .filter(key -> InstrumentSettings.owns(key) || strategies.ownsOfInstrument(key))
        .forEach(key -> reader.text(key, ""));
    reader.check();
    return reader.values();
  }

  private static LineSettings read(
      SettingsReader reader, Function<String, @Nullable String> source, Collection<String> given) {
    InstrumentSettings instruments = InstrumentSettings.read(reader);
    Strategies strategies = Strategies.read(reader, given);
    return new LineSettings(
        new AccountId(reader.text("tapeline.account", "main")),
        instruments.registry(instruments.define(reader, given), source),
        strategies,
        PlanSettings.read(reader),
        scalps(reader),
        RiskSettings.read(reader, strategies.prefixes()),
        PaperSettings.read(reader));
  }
}
