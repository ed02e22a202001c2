package io.tapeline.core.plan;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.PlanTerms.EntryKind;
import io.tapeline.core.plan.PlanTerms.PlanRung;
import io.tapeline.core.plan.PlanTerms.PlanTarget;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan as its author wrote it (CATALOGUE S3-SCHEMA), from the values of its JSON; collects
 * every violation instead of stopping at the first.
 */
public final class PlanDocument {

  private static final Set<String> TRIGGERS =
      Set.of("LONG_WICK_TRAP", "MICRO_SWEEP", "VWAP_REJECTION", "STRONG_ENGULFING");

  private static final Set<String> FIELDS =
      Set.of(
          "plan_id",
          "symbol",
          "direction",
          "entry_price",
          "entries",
          "stop_loss",
          "take_profit",
          "targets",
          "volume",
          "conditions",
          "status",
          "created_at",
          "expires_at",
          "created_by",
          "notes",
          "account",
          "version");

  private static final Set<String> CONDITIONS =
      Set.of(
          "plan_type",
          "timeframe",
          "min_score",
          "require_a_plus",
          "anywhere",
          "required_triggers",
          "entry",
          "break_even_after_first",
          "trail_fraction",
          "time_stop_s",
          "group");

  private static final Set<String> PARTS = Set.of("price", "share");

  private static final int MAX_NOTES = 1000;
  private static final int MAX_DIGITS = 40;
  private static final BigDecimal DAY_SECONDS = BigDecimal.valueOf(86_400);

  private final List<String> violations = new ArrayList<>();
  private final Map<?, ?> plan;
  private final @Nullable Map<?, ?> conditions;

  /**
   * @param plan the JSON object's values by name: maps, lists, texts, numbers, booleans, nulls
   */
  public PlanDocument(Map<?, ?> plan) {
    this.plan = plan;
    this.conditions = plan.get("conditions") instanceof Map<?, ?> map ? map : null;
  }

  /** What is wrong with what was read so far. */
  public List<String> violations() {
    return violations;
  }

  /**
   * What the plan asks for; null if that much is wrong that it cannot be said.
   *
   * @param createdAt from which its life counts if it says no end
   */
  public @Nullable PlanTerms terms(EventTime createdAt, Duration lifetime) {
    unknown(plan, FIELDS, "");
    Map<?, ?> given = conditions;
    if (given == null) {
      violations.add("Field 'conditions' must be an object with a plan_type.");
      return null;
    }
    unknown(given, CONDITIONS, "conditions.");
    PlanType type = choice(given, "conditions.", "plan_type", PlanType.values(), null);
    Side side = choice(plan, "", "direction", Side.values(), null);
    EntryKind kind = choice(given, "conditions.", "entry", EntryKind.values(), EntryKind.LIMIT);
    List<PlanRung> rungs =
        plan.containsKey("entries") ? parts("entries", PlanRung::new) : List.of();
    Price entry = entry(kind, rungs);
    BigDecimal stop = positive(plan.get("stop_loss"), "stop_loss");
    BigDecimal volume = positive(plan.get("volume"), "volume");
    List<PlanTarget> targets = targets();
    notes();
    EventTime expiresAt = expiry(createdAt, lifetime);
    if (type == PlanType.MICRO_SCALP && !"M1".equals(given.get("timeframe"))) {
      violations.add("Field 'conditions.timeframe' of a micro_scalp must be 'M1'.");
    }
    BigDecimal minScore = number(given, "min_score", "5", "5", "8");
    boolean aPlus = flag(given, "require_a_plus");
    boolean anywhere = flag(given, "anywhere");
    SortedSet<String> triggers = triggers(given);
    boolean breakEven = flag(given, "break_even_after_first");
    BigDecimal trail = number(given, "trail_fraction", "0", "0", "0.5");
    BigDecimal timeStop = number(given, "time_stop_s", "0", "0", DAY_SECONDS.toPlainString());
    String group = group(given);
    if (type == null || side == null || entry == null || stop == null || volume == null) {
      return null;
    }
    return new PlanTerms(
        type,
        side,
        entry,
        kind == null ? EntryKind.LIMIT : kind,
        new Price(stop),
        targets,
        new Quantity(volume),
        expiresAt,
        minScore.doubleValue(),
        aPlus,
        anywhere,
        triggers,
        breakEven,
        trail,
        Duration.ofMillis(timeStop.movePointRight(3).longValue()),
        group,
        rungs);
  }

  private void unknown(Map<?, ?> object, Set<String> known, String prefix) {
    for (Object name : object.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        violations.add(
            "There is no field '%s%s', there are: %s."
                .formatted(prefix, name, String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  private <E extends Enum<E>> @Nullable E choice(
      Map<?, ?> object, String prefix, String name, E[] values, @Nullable E byDefault) {
    if (!object.containsKey(name) && byDefault != null) {
      return byDefault;
    }
    boolean upper = name.equals("direction");
    List<String> labels = new ArrayList<>();
    for (E value : values) {
      String label = upper ? value.name() : value.name().toLowerCase(Locale.ROOT);
      if (label.equals(object.get(name))) {
        return value;
      }
      labels.add(label);
    }
    violations.add(
        "Field '%s%s' must be one of %s.".formatted(prefix, name, String.join(", ", labels)));
    return null;
  }

  /** The price of the entry, of a ladder the first, which is the worst. */
  private @Nullable Price entry(@Nullable EntryKind kind, List<PlanRung> rungs) {
    if (kind != EntryKind.LADDER) {
      BigDecimal price = positive(plan.get("entry_price"), "entry_price");
      return price == null ? null : new Price(price);
    }
    if (plan.containsKey("entry_price") || !plan.containsKey("entries")) {
      violations.add("A ladder has 'entries' in place of 'entry_price'.");
    } else if (plan.get("entries") instanceof List<?> list && list.isEmpty()) {
      violations.add("Field 'entries' must not be empty.");
    }
    return rungs.isEmpty() ? null : rungs.getFirst().price();
  }

  private static @Nullable BigDecimal decimal(@Nullable Object value) {
    if (!(value instanceof Number number)) {
      return null;
    }
    BigDecimal decimal = new BigDecimal(number.toString());
    boolean sane = decimal.precision() <= MAX_DIGITS && Math.abs(decimal.scale()) <= MAX_DIGITS;
    return sane ? decimal : null;
  }

  private @Nullable BigDecimal positive(@Nullable Object value, String name) {
    BigDecimal decimal = decimal(value);
    if (decimal != null && decimal.signum() > 0) {
      return decimal;
    }
    violations.add("Field '%s' must be a number above zero.".formatted(name));
    return null;
  }

  private BigDecimal number(
      Map<?, ?> object, String name, String byDefault, String least, String most) {
    if (!object.containsKey(name)) {
      return new BigDecimal(byDefault);
    }
    BigDecimal decimal = decimal(object.get(name));
    if (decimal != null
        && decimal.compareTo(new BigDecimal(least)) >= 0
        && decimal.compareTo(new BigDecimal(most)) <= 0) {
      return decimal;
    }
    violations.add(
        "Field 'conditions.%s' must be a number from %s to %s.".formatted(name, least, most));
    return new BigDecimal(byDefault);
  }

  private boolean flag(Map<?, ?> object, String name) {
    Object value = object.get(name);
    if (object.containsKey(name) && !(value instanceof Boolean)) {
      violations.add("Field 'conditions.%s' must be true or false.".formatted(name));
    }
    return Boolean.TRUE.equals(value);
  }

  private String group(Map<?, ?> object) {
    Object value = object.get("group");
    if (!object.containsKey("group")) {
      return "";
    }
    if (!(value instanceof String text) || !text.matches("[A-Za-z0-9_-]{1,64}")) {
      violations.add("Field 'conditions.group' must be 1 to 64 letters, digits, '-' or '_'.");
      return "";
    }
    return text;
  }

  private List<PlanTarget> targets() {
    boolean several = plan.containsKey("targets");
    if (several == plan.containsKey("take_profit")) {
      violations.add("Give either 'take_profit' or 'targets'.");
      return List.of();
    }
    if (several) {
      return parts("targets", PlanTarget::new);
    }
    BigDecimal price = positive(plan.get("take_profit"), "take_profit");
    return price == null ? List.of() : List.of(new PlanTarget(new Price(price), BigDecimal.ONE));
  }

  /** A list of prices with shares. */
  private <P> List<P> parts(String name, BiFunction<Price, BigDecimal, P> of) {
    List<P> parts = new ArrayList<>();
    if (!(plan.get(name) instanceof List<?> list)) {
      violations.add("Field '%s' must be a list of prices with shares.".formatted(name));
      return parts;
    }
    for (int i = 0; i < list.size(); i++) {
      String element = name + "[" + i + "]";
      if (!(list.get(i) instanceof Map<?, ?> part)) {
        violations.add("Field '%s' must be an object with price and share.".formatted(element));
        continue;
      }
      unknown(part, PARTS, element + ".");
      BigDecimal price = positive(part.get("price"), element + ".price");
      BigDecimal share = positive(part.get("share"), element + ".share");
      if (price != null && share != null) {
        parts.add(of.apply(new Price(price), share));
      }
    }
    return parts;
  }

  private SortedSet<String> triggers(Map<?, ?> object) {
    SortedSet<String> triggers = new TreeSet<>();
    if (!object.containsKey("required_triggers")) {
      return triggers;
    }
    boolean isList = object.get("required_triggers") instanceof List<?>;
    if (object.get("required_triggers") instanceof List<?> list) {
      list.forEach(each -> triggers.add(String.valueOf(each)));
    }
    if (!isList || !TRIGGERS.containsAll(triggers)) {
      violations.add(
          "Field 'conditions.required_triggers' must be a list of some of %s."
              .formatted(String.join(", ", new TreeSet<>(TRIGGERS))));
    }
    return triggers;
  }

  private void notes() {
    boolean fits = plan.get("notes") instanceof String notes && notes.length() <= MAX_NOTES;
    if (plan.containsKey("notes") && !fits) {
      violations.add("Field 'notes' must be a text of at most %d characters.".formatted(MAX_NOTES));
    }
  }

  private EventTime expiry(EventTime createdAt, Duration lifetime) {
    if (!plan.containsKey("expires_at")) {
      return createdAt.plus(lifetime);
    }
    try {
      Instant instant = Instant.parse(String.valueOf(plan.get("expires_at")));
      return new EventTime(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    } catch (DateTimeParseException | ArithmeticException e) {
      violations.add("Field 'expires_at' must be a time such as 2026-01-31T14:00:00Z.");
      return createdAt.plus(lifetime);
    }
  }
}
