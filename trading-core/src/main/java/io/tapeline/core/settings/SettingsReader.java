package io.tapeline.core.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed settings by their full names ({@code tapeline.burst.window-s}) from any source of
 * strings, and collects every mistake before failing, so that a user mends them all at once.
 *
 * <p>Values are trimmed and an inline comment after {@code " #"} is cut (CATALOGUE 15).
 */
public final class SettingsReader {

  private static final String PREFIX = "tapeline.";
  private static final String INSTRUMENTS = "tapeline.instruments.";

  private final Function<String, @Nullable String> source;
  private final String symbol;
  private final Set<String> places = new TreeSet<>();
  private final List<String> mistakes = new ArrayList<>();
  private final Map<String, String> values = new TreeMap<>();

  /**
   * @param source gives the text of a property, or null where it is not set
   */
  public SettingsReader(Function<String, @Nullable String> source) {
    this(source, "");
  }

  private SettingsReader(Function<String, @Nullable String> source, String symbol) {
    this.source = source;
    this.symbol = symbol;
  }

  /** A decimal within inclusive bounds. */
  public BigDecimal decimal(String key, String byDefault, String min, String max) {
    BigDecimal low = new BigDecimal(min);
    BigDecimal high = new BigDecimal(max);
    String text = text(key, byDefault);
    try {
      BigDecimal value = new BigDecimal(text);
      if (value.compareTo(low) >= 0 && value.compareTo(high) <= 0) {
        return value;
      }
      mistake(key, text, "a number from " + min + " to " + max);
    } catch (NumberFormatException e) {
      mistake(key, text, "a number from " + min + " to " + max);
    }
    return new BigDecimal(byDefault);
  }

  /** A whole number within inclusive bounds. */
  public int integer(String key, int byDefault, int min, int max) {
    String text = text(key, Integer.toString(byDefault));
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
      mistake(key, text, "a whole number from " + min + " to " + max);
    } catch (NumberFormatException e) {
      mistake(key, text, "a whole number from " + min + " to " + max);
    }
    return byDefault;
  }

  /** A number of seconds, fractions allowed, above zero and at most a day. */
  public Duration seconds(String key, String byDefault) {
    BigDecimal seconds = decimal(key, byDefault, "0.001", "86400");
    return Duration.ofNanos(seconds.movePointRight(9).longValue());
  }

  /** A number of milliseconds, zero to one minute. */
  public Duration millis(String key, int byDefault) {
    return Duration.ofMillis(integer(key, byDefault, 0, 60_000));
  }

  /** true or false. */
  public boolean flag(String key, boolean byDefault) {
    String text = text(key, Boolean.toString(byDefault)).toLowerCase(Locale.ROOT);
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    mistake(key, text, "true or false");
    return byDefault;
  }

  /** One of an enum's names, upper or lower case. */
  public <E extends Enum<E>> E choice(String key, E byDefault) {
    String text = text(key, byDefault.name());
    E[] choices = byDefault.getDeclaringClass().getEnumConstants();
    for (E choice : choices) {
      if (choice.name().equalsIgnoreCase(text)) {
        return choice;
      }
    }
    mistake(key, text, "one of " + Arrays.toString(choices));
    return byDefault;
  }

  /** Any text that is not empty. */
  public String text(String key, String byDefault) {
    String given = given(key);
    String text = given.isEmpty() ? byDefault : given;
    values.put(key, text);
    return text;
  }

  /**
   * Text of a property that says where something is, empty if it is not set: known here, and yet
   * none of the settings that make a run what it is.
   */
  public String place(String key) {
    places.add(key);
    return given(key);
  }

  /** Adds to the settings what was found and not set. */
  public void note(String key, String text) {
    values.put(key, text);
  }

  /** Full name of an instrument's own property. */
  public static String instrumentKey(String symbol, String rest) {
    return INSTRUMENTS + symbol + "." + rest;
  }

  /**
   * The instrument whose own property this is, empty if it is none.
   *
   * @param isRest true for what may stand behind the instrument's name
   */
  public static String instrumentOf(String key, Predicate<String> isRest) {
    if (key.startsWith(INSTRUMENTS)) {
      int from = INSTRUMENTS.length();
      for (int dot = key.indexOf('.', from); dot > from; dot = key.indexOf('.', dot + 1)) {
        if (isRest.test(key.substring(dot + 1))) {
          return key.substring(from, dot);
        }
      }
    }
    return "";
  }

  /**
   * The same settings for one instrument: what is set for it wins, {@code
   * tapeline.instruments.SYMBOL.burst.window-s} over {@code tapeline.burst.window-s}.
   */
  public SettingsReader forInstrument(String symbol) {
    return new SettingsReader(source, symbol);
  }

  /** Adds the mistakes found here to another reader's. */
  public void tellTo(SettingsReader other) {
    mistakes.stream().filter(each -> !other.mistakes.contains(each)).forEach(other.mistakes::add);
  }

  private String nameOf(String key) {
    if (symbol.isEmpty() || !key.startsWith(PREFIX)) {
      return key;
    }
    String ownKey = instrumentKey(symbol, key.substring(PREFIX.length()));
    return source.apply(ownKey) == null ? key : ownKey;
  }

  /** True if the property is set, and not to an empty text. */
  public boolean isGiven(String key) {
    return !given(key).isEmpty();
  }

  private String given(String key) {
    String given = source.apply(nameOf(key));
    if (given == null) {
      return "";
    }
    int comment = given.indexOf(" #");
    return (comment < 0 ? given : given.substring(0, comment)).trim();
  }

  /** Notes a mistake that the caller found; the same one is told once. */
  public void mistake(String key, String given, String allowed) {
    String mistake = nameOf(key) + " is '" + given + "': it must be " + allowed;
    if (!mistakes.contains(mistake)) {
      mistakes.add(mistake);
    }
  }

  /** Names of every property asked for so far. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>(values.keySet());
    keys.addAll(places);
    return keys;
  }

  /** Every property asked for so far with its text as given, or its default. */
  public Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** Throws {@link SettingsException} with every mistake found so far, if any. */
  public void check() {
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
  }
}
