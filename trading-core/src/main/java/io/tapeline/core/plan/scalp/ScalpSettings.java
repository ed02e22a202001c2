package io.tapeline.core.plan.scalp;

import io.tapeline.core.indicator.OrderBlocks.Fallback;
import io.tapeline.core.indicator.SessionClock;
import io.tapeline.core.indicator.Vwap;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.plan.scalp.ScalpLimits.Range;
import io.tapeline.core.plan.scalp.ScalpRules.RuleSet;
import io.tapeline.core.settings.SettingsReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the micro-scalp analysis, {@code tapeline.plan.*}, with what it takes of {@code
 * tapeline.vwap.*} and {@code tapeline.sessions.*}.
 *
 * @param choice which rule set holds
 * @param bitcoin whether bitcoin's own limits hold, in dollars, or the generic ones
 * @param checkInterval time between two checks
 * @param atr1Period true ranges of the micro volatility
 * @param vwap how the VWAP is made; its day is replaced by the instrument's
 */
public record ScalpSettings(
    Choice choice,
    Profile bitcoin,
    Map<RuleSet, ScalpRules> rules,
    ScalpOptions options,
    PreExecution.Bounds preExecution,
    Duration checkInterval,
    int atr1Period,
    Vwap.Settings vwap,
    SessionClock sessions) {

  /** Which rule set an instrument has. */
  public enum Choice {
    /** XAUUSD for gold in dollars, BTCUSD for bitcoin in dollars, none for others. */
    BY_SYMBOL,
    XAUUSD,
    BTCUSD,
    GENERIC,
    /** None: it is not configured. */
    NONE
  }

  /** Which limits bitcoin has. */
  public enum Profile {
    ABSOLUTE,
    RELATIVE
  }

  private static final String PLAN = "tapeline.plan.";
  private static final String RULES = PLAN + "rules.";
  private static final int MOST_INTERVAL_SECONDS = 15;
  private static final Set<String> BITCOIN = Set.of("BTC", "XBT");
  private static final String GOLD = "XAU";
  private static final String DOLLAR = "USD";

  public ScalpSettings {
    rules = Map.copyOf(rules);
  }

  /** Reads all settings; mistakes are left with the reader. */
  public static ScalpSettings read(SettingsReader in) {
    Duration interval = interval(in);
    SessionClock sessions =
        new SessionClock(in.choice("tapeline.sessions.mode", SessionClock.Mode.FIXED_UTC));
    return new ScalpSettings(
        in.choice(PLAN + "rule-set", Choice.BY_SYMBOL),
        in.choice(PLAN + "btc.profile", Profile.ABSOLUTE),
        rules(in),
        options(in, interval),
        PreExecution.Bounds.read(in),
        interval,
        in.integer(PLAN + "atr1-period", 3, 1, 100),
        vwap(in, sessions),
        sessions);
  }

  private static Duration interval(SettingsReader in) {
    String key = PLAN + "check-interval-s";
    return Duration.ofSeconds(in.integer(key, 10, 1, MOST_INTERVAL_SECONDS));
  }

  private static Vwap.Settings vwap(SettingsReader in, SessionClock sessions) {
    Vwap.Settings usual = Vwap.Settings.of(Vwap.Anchor.DAY);
    return new Vwap.Settings(
        in.choice("tapeline.vwap.anchor", Vwap.Anchor.DAY),
        in.integer("tapeline.vwap.rolling-n", usual.n(), usual.warmUp(), 1_440),
        usual.warmUp(),
        in.choice("tapeline.vwap.zero-volume-policy", Vwap.ZeroVolume.SKIP),
        usual.typical(),
        usual.day(),
        sessions);
  }

  private static ScalpOptions options(SettingsReader in, Duration interval) {
    Set<EdgeKind> edges = EnumSet.noneOf(EdgeKind.class);
    for (EdgeKind kind : EdgeKind.values()) {
      if (in.flag(PLAN + "edge." + kind.propertyName(), true)) {
        edges.add(kind);
      }
    }
    return new ScalpOptions(
        null,
        in.decimal(PLAN + "min-score", "5", "0", "8").doubleValue(),
        in.decimal(PLAN + "a-plus-score", "7", "0", "8").doubleValue(),
        false,
        Set.of(),
        null,
        in.choice(PLAN + "vwap-mode", VwapMode.MEAN_REVERSION),
        edges,
        in.flag(PLAN + "block-post-ny", true),
        in.flag(PLAN + "dynamic-atr-threshold", false),
        in.seconds(PLAN + "vwap-persistence-s", "30"),
        Duration.ofMinutes(1).plus(interval),
        in.seconds(PLAN + "snapshot-max-age-s", "2"));
  }

  private static Map<RuleSet, ScalpRules> rules(SettingsReader in) {
    Map<RuleSet, ScalpRules> rules = new EnumMap<>(RuleSet.class);
    rules.put(
        RuleSet.XAUUSD,
        rules(
            in,
            RuleSet.XAUUSD,
            List.of("0.50-1.20", "1.00-2.50", "0.5", "0.8", "0.25"),
            "0",
            "0",
            Fallback.GOLD));
    rules.put(
        RuleSet.BTCUSD,
        rules(
            in,
            RuleSet.BTCUSD,
            List.of("5.0-10.0", "10.0-25.0", "10.0", "15.0", "15.0"),
            "0.15",
            "0.5",
            Fallback.BITCOIN));
    rules.put(
        RuleSet.GENERIC,
        rules(
            in,
            RuleSet.GENERIC,
            List.of("0.0003-0.0008", "0.0006-0.0016", "0.0003", "0.00045", "0.00015"),
            "0",
            "0.5",
            Fallback.BITCOIN));
    return rules;
  }

  private static ScalpRules rules(
      SettingsReader in,
      RuleSet set,
      List<String> limits,
      String band,
      String asian,
      Fallback fallback) {
    String prefix = prefix(set);
    return new ScalpRules(
        set,
        set == RuleSet.GENERIC,
        new ScalpLimits(
            range(in, prefix + "sl-range", limits.get(0)),
            range(in, prefix + "tp-range", limits.get(1)),
            positive(in, prefix + "atr1-min", limits.get(2)),
            positive(in, prefix + "m1-range-avg-min", limits.get(3)),
            positive(in, prefix + "max-spread", limits.get(4))),
        in.decimal(prefix + "vwap-band-atr1", band, "0", "10").doubleValue(),
        set == RuleSet.BTCUSD,
        in.decimal(prefix + "asian-points", asian, "0", "1").doubleValue(),
        fallback,
        new Quantity(positive(in, prefix + "volume", "0.01")));
  }

  private static String prefix(RuleSet set) {
    String name = set == RuleSet.GENERIC ? set.name().toLowerCase(Locale.ROOT) : set.name();
    return RULES + name + ".";
  }

  private static BigDecimal positive(SettingsReader in, String key, String byDefault) {
    return in.decimal(key, byDefault, "0.000000000001", "1000000000");
  }

  private static Range range(SettingsReader in, String key, String byDefault) {
    String text = in.text(key, byDefault);
    try {
      return parsed(text);
    } catch (IllegalArgumentException e) {
      in.mistake(key, text, "two numbers above 0, the smaller first, as in " + byDefault);
      return parsed(byDefault);
    }
  }

  private static Range parsed(String text) {
    String[] bounds = text.split("-", -1);
    if (bounds.length != 2) {
      throw new IllegalArgumentException("not two numbers: " + text);
    }
    return new Range(new BigDecimal(bounds[0].strip()), new BigDecimal(bounds[1].strip()));
  }

  /** The rules of an instrument, null if none are configured for it. */
  public @Nullable ScalpRules rulesFor(Instrument instrument) {
    return switch (choice) {
      case BY_SYMBOL -> bySymbol(instrument);
      case XAUUSD -> rules.get(RuleSet.XAUUSD);
      case BTCUSD -> bitcoinRules();
      case GENERIC -> rules.get(RuleSet.GENERIC);
      case NONE -> null;
    };
  }

  private @Nullable ScalpRules bySymbol(Instrument instrument) {
    String pair = instrument.symbol().value().replaceAll("[/_-]", "");
    if (pair.equals(GOLD + DOLLAR) || isPair(instrument, Set.of(GOLD))) {
      return rules.get(RuleSet.XAUUSD);
    }
    boolean named = BITCOIN.stream().anyMatch(base -> pair.equals(base + DOLLAR));
    return named || isPair(instrument, BITCOIN) ? bitcoinRules() : null;
  }

  private static boolean isPair(Instrument instrument, Set<String> bases) {
    return bases.contains(instrument.base()) && instrument.quote().equals(DOLLAR);
  }

  private @Nullable ScalpRules bitcoinRules() {
    ScalpRules generic = rules.get(RuleSet.GENERIC);
    return bitcoin == Profile.ABSOLUTE || generic == null
        ? rules.get(RuleSet.BTCUSD)
        : generic.withOrderFlow();
  }
}
