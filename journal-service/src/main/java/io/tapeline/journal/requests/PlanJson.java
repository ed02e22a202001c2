package io.tapeline.journal.requests;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.plan.PlanTerms.EntryKind;
import io.tapeline.core.plan.PlanTerms.PlanTarget;
import io.tapeline.core.plan.PlanType;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a plan as its author wrote it (CATALOGUE S3-SCHEMA); collects every violation instead of
 * stopping at the first.
 */
final class PlanJson {

  static final Set<String> TRIGGERS =
      Set.of("LONG_WICK_TRAP", "MICRO_SWEEP", "VWAP_REJECTION", "STRONG_ENGULFING");

  private static final Set<String> FIELDS =
      new TreeSet<>(
          Set.of(
              "plan_id",
              "symbol",
              "direction",
              "entry_price",
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
              "version"));

  private static final Set<String> CONDITIONS =
      new TreeSet<>(
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
              "group"));

  private static final int MAX_NOTES = 1000;
  private static final BigDecimal DAY_SECONDS = BigDecimal.valueOf(86_400);

  private final List<String> violations = new ArrayList<>();
  private final JsonNode plan;
  private final JsonNode conditions;

  PlanJson(JsonNode plan) {
    this.plan = plan;
    this.conditions = plan.path("conditions");
  }

  /** What is wrong with what was read so far. */
  List<String> violations() {
    return violations;
  }

  /**
   * What the plan asks for; null if that much is wrong that it cannot be said.
   *
   * @param createdAt from which its life counts if it says no end
   */
  @Nullable PlanTerms terms(EventTime createdAt, Duration lifetime) {
    unknown(plan, FIELDS, "");
    if (!conditions.isObject()) {
      violations.add("Field 'conditions' must be an object with a plan_type.");
      return null;
    }
    unknown(conditions, CONDITIONS, "conditions.");
    PlanType type = choice(conditions, "conditions.", "plan_type", PlanType.values(), null);
    Side side = choice(plan, "", "direction", Side.values(), null);
    BigDecimal entry = positive("entry_price");
    BigDecimal stop = positive("stop_loss");
    BigDecimal volume = positive("volume");
    List<PlanTarget> targets = targets();
    notes();
    EventTime expiresAt = expiry(createdAt, lifetime);
    if (type == PlanType.MICRO_SCALP && !conditions.path("timeframe").asString("").equals("M1")) {
      violations.add("Field 'conditions.timeframe' of a micro_scalp must be 'M1'.");
    }
    BigDecimal minScore = number("min_score", "5", "5", "8");
    boolean aPlus = flag("require_a_plus");
    boolean anywhere = flag("anywhere");
    SortedSet<String> triggers = triggers();
    EntryKind kind =
        choice(conditions, "conditions.", "entry", EntryKind.values(), EntryKind.LIMIT);
    boolean breakEven = flag("break_even_after_first");
    BigDecimal trail = number("trail_fraction", "0", "0", "0.5");
    BigDecimal timeStop = number("time_stop_s", "0", "0", DAY_SECONDS.toPlainString());
    String group = text(conditions, "conditions.", "group");
    if (type == null || side == null || entry == null || stop == null || volume == null) {
      return null;
    }
    return new PlanTerms(
        type,
        side,
        new Price(entry),
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
        group);
  }

  private void unknown(JsonNode object, Set<String> known, String prefix) {
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        violations.add(
            "There is no field '%s%s', there are: %s."
                .formatted(prefix, name, String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  private <E extends Enum<E>> @Nullable E choice(
      JsonNode object, String prefix, String name, E[] values, @Nullable E byDefault) {
    JsonNode node = object.path(name);
    if (node.isMissingNode() && byDefault != null) {
      return byDefault;
    }
    boolean upper = name.equals("direction");
    for (E value : values) {
      String label = upper ? value.name() : value.name().toLowerCase(Locale.ROOT);
      if (node.isString() && node.stringValue().equals(label)) {
        return value;
      }
    }
    List<String> labels = new ArrayList<>();
    for (E value : values) {
      labels.add(upper ? value.name() : value.name().toLowerCase(Locale.ROOT));
    }
    violations.add(
        "Field '%s%s' must be one of %s.".formatted(prefix, name, String.join(", ", labels)));
    return null;
  }

  private @Nullable BigDecimal positive(String name) {
    return positive(plan.path(name), name);
  }

  private @Nullable BigDecimal positive(JsonNode node, String name) {
    if (node.isNumber() && node.decimalValue().signum() > 0) {
      return node.decimalValue();
    }
    violations.add("Field '%s' must be a number above zero.".formatted(name));
    return null;
  }

  private BigDecimal number(String name, String byDefault, String least, String most) {
    JsonNode node = conditions.path(name);
    if (node.isMissingNode()) {
      return new BigDecimal(byDefault);
    }
    if (node.isNumber()
        && node.decimalValue().compareTo(new BigDecimal(least)) >= 0
        && node.decimalValue().compareTo(new BigDecimal(most)) <= 0) {
      return node.decimalValue();
    }
    violations.add(
        "Field 'conditions.%s' must be a number from %s to %s.".formatted(name, least, most));
    return new BigDecimal(byDefault);
  }

  private boolean flag(String name) {
    JsonNode node = conditions.path(name);
    if (!node.isMissingNode() && !node.isBoolean()) {
      violations.add("Field 'conditions.%s' must be true or false.".formatted(name));
    }
    return node.asBoolean(false);
  }

  private String text(JsonNode object, String prefix, String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      return "";
    }
    if (!node.isString() || !node.stringValue().matches("[A-Za-z0-9_-]{1,64}")) {
      violations.add(
          "Field '%s%s' must be 1 to 64 letters, digits, '-' or '_'.".formatted(prefix, name));
      return "";
    }
    return node.stringValue();
  }

  private List<PlanTarget> targets() {
    boolean several = !plan.path("targets").isMissingNode();
    if (several != plan.path("take_profit").isMissingNode()) {
      violations.add("Give either 'take_profit' or 'targets'.");
      return List.of();
    }
    List<PlanTarget> targets = new ArrayList<>();
    if (!several) {
      BigDecimal price = positive("take_profit");
      if (price != null) {
        targets.add(new PlanTarget(new Price(price), BigDecimal.ONE));
      }
      return targets;
    }
    int number = 0;
    for (JsonNode node : plan.path("targets")) {
      String name = "targets[" + number + "].";
      number++;
      BigDecimal price = positive(node.path("price"), name + "price");
      BigDecimal share = positive(node.path("share"), name + "share");
      if (price != null && share != null) {
        targets.add(new PlanTarget(new Price(price), share));
      }
    }
    return targets;
  }

  private SortedSet<String> triggers() {
    SortedSet<String> triggers = new TreeSet<>();
    JsonNode node = conditions.path("required_triggers");
    if (node.isMissingNode()) {
      return triggers;
    }
    if (node.isArray()) {
      node.forEach(each -> triggers.add(each.asString("?")));
    }
    if (!node.isArray() || !TRIGGERS.containsAll(triggers)) {
      violations.add(
          "Field 'conditions.required_triggers' must be a list of some of %s."
              .formatted(String.join(", ", new TreeSet<>(TRIGGERS))));
    }
    return triggers;
  }

  private void notes() {
    JsonNode notes = plan.path("notes");
    if (!notes.isMissingNode() && (!notes.isString() || notes.stringValue().length() > MAX_NOTES)) {
      violations.add("Field 'notes' must be a text of at most %d characters.".formatted(MAX_NOTES));
    }
  }

  private EventTime expiry(EventTime createdAt, Duration lifetime) {
    JsonNode node = plan.path("expires_at");
    if (node.isMissingNode()) {
      return createdAt.plus(lifetime);
    }
    try {
      Instant instant = Instant.parse(node.asString(""));
      return new EventTime(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    } catch (DateTimeParseException e) {
      violations.add("Field 'expires_at' must be a time such as 2026-01-31T14:00:00Z.");
      return createdAt.plus(lifetime);
    }
  }
}
