package io.tapeline.marketdata;

import io.tapeline.marketdata.live.xchange.Exchanges;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Properties of live feeds and of the recorder, looked at before anything is started. */
public final class FeedProperties {

  private static final String PREFIX = "tapeline.";

  private static final Map<String, Class<? extends Record>> GROUPS =
      Map.of(
          "live", MarketDataSettings.Live.class,
          "kraken", VenueSettings.Kraken.class,
          "binance", VenueSettings.Binance.class,
          "alpaca", VenueSettings.Alpaca.class,
          "ticks", VenueSettings.Ticks.class,
          "recorder", MarketDataSettings.Recorder.class,
          "xchange", VenueSettings.XChange.class);

  private static final Set<String> NAMES =
      names(component -> component.getType() != VenueSettings.Secret.class);
  private static final Set<String> SECRETS =
      names(component -> component.getType() == VenueSettings.Secret.class);

  private FeedProperties() {}

  /** Full names of all of them but secrets, which come from the environment alone. */
  public static Set<String> names() {
    return NAMES;
  }

  /** Full names of those that are secrets. */
  public static Set<String> secrets() {
    return SECRETS;
  }

  /** Venues that the feed xchange can ask. */
  public static Set<String> exchanges() {
    return Exchanges.names();
  }

  private static Set<String> names(Predicate<RecordComponent> wanted) {
    Set<String> names = new TreeSet<>();
    GROUPS.forEach(
        (group, type) -> {
          for (RecordComponent component : type.getRecordComponents()) {
            if (wanted.test(component)) {
              names.add(
                  PREFIX + group + "." + DataObjectPropertyName.toDashedForm(component.getName()));
            }
          }
        });
    return Collections.unmodifiableSet(names);
  }

  /**
   * Settings of which only these are given.
   *
   * @param given those of other parts of the suite may be among them
   * @param others properties that are none of a feed's own
   * @throws BindException if one cannot be read as what it stands for
   */
  static MarketDataSettings bind(Map<String, String> given, Map<String, String> others) {
    Map<String, String> all = new TreeMap<>(given);
    all.keySet().retainAll(NAMES);
    all.putAll(others);
    all.put("tapeline.kafka.bootstrap-servers", "none");
    return new Binder(new MapConfigurationPropertySource(all))
        .bind("tapeline", MarketDataSettings.class)
        .get();
  }

  /**
   * Mistakes among the properties given, a line each; empty if there are none.
   *
   * @param given those of other parts of the suite may be among them
   */
  public static List<String> mistakes(Map<String, String> given) {
    if (Collections.disjoint(given.keySet(), NAMES)) {
      return List.of();
    }
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      return factory.getValidator().validate(bind(given, Map.of())).stream()
          .map(FeedProperties::line)
          .sorted()
          .toList();
    } catch (BindException e) {
      String name = String.valueOf(e.getName());
      String value = given.getOrDefault(name, "");
      return List.of("%s is '%s': it cannot be read as what it stands for".formatted(name, value));
    }
  }

  private static String line(ConstraintViolation<MarketDataSettings> violation) {
    String path = DataObjectPropertyName.toDashedForm(violation.getPropertyPath().toString());
    if (violation.getInvalidValue() instanceof Boolean) {
      // A rule over several properties, or one with a list: its message names them.
      int last = path.lastIndexOf('.');
      return PREFIX + (last < 0 ? "" : path.substring(0, last + 1)) + violation.getMessage();
    }
    return "%s%s is '%s': it %s"
        .formatted(PREFIX, path, violation.getInvalidValue(), violation.getMessage());
  }
}
