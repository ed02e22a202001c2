package io.tapeline.core.indicator.named;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.core.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An indicator as users name it. */
public final class NamedIndicator {

  private final String name;
  private final String title;
  private final Input input;
  private final List<String> columns;
  private final Function<Parameters, Study> maker;

  private record Made(Study study, SettingsReader reader) {}

  NamedIndicator(
      String name,
      String title,
      Input input,
      List<String> columns,
      Function<Parameters, Study> maker) {
    this.name = name;
    this.title = title;
    this.input = input;
    this.columns = List.copyOf(columns);
    this.maker = maker;
  }

  public String name() {
    return name;
  }

  /** What it is, in a few words. */
  public String title() {
    return title;
  }

  public Input input() {
    return input;
  }

  /** Names of the values in a row; the first is {@code value}. */
  public List<String> columns() {
    return columns;
  }

  /** Every parameter with its default. */
  public Map<String, String> parameters(Instrument instrument) {
    return new TreeMap<>(make(new SettingsReader(_ -> null), instrument).reader.values());
  }

  /**
   * A study of an instrument with these parameters; those left out have their defaults.
   *
   * @throws SettingsException naming every mistake, and the choices where there is no such
   *     parameter
   */
  public Study study(Map<String, String> given, Instrument instrument) {
    SettingsReader reader = new SettingsReader(new TreeMap<>(given)::get);
    @Nullable Study study = null;
    String refused = "";
    try {
      study = make(reader, instrument).study;
    } catch (IllegalArgumentException e) {
      refused = String.valueOf(e.getMessage());
    }
    reader.check();
    if (study == null) {
      throw new SettingsException(List.of(name + ": " + refused));
    }
    TreeSet<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(reader.keys());
    if (!unknown.isEmpty()) {
      throw new SettingsException(List.of(unknown(unknown.first(), reader)));
    }
    return study;
  }

  private Made make(SettingsReader reader, Instrument instrument) {
    return new Made(maker.apply(new Parameters(reader, instrument)), reader);
  }

  private String unknown(String key, SettingsReader reader) {
    TreeSet<String> known = new TreeSet<>(reader.keys());
    return known.isEmpty()
        ? "%s has no parameter '%s', nor any other".formatted(name, key)
        : "%s has no parameter '%s': choose %s".formatted(name, key, String.join(", ", known));
  }
}
