package io.tapeline.journal.books;

import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.risk.RuleCheck;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values of the core as values of columns, and JSON columns back. */
public final class Columns {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Columns() {}

  /** Text as PostgreSQL can hold it: without the NUL character. */
  static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString().replace('\u0000', '\uFFFD');
  }

  static @Nullable BigDecimal amount(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Price price -> price.value();
      case Quantity quantity -> quantity.value();
      case Money money -> money.value();
      case BigDecimal number -> number;
      default -> throw new IllegalArgumentException("no amount: " + value.getClass());
    };
  }

  static @Nullable Long micros(@Nullable EventTime time) {
    return time == null ? null : time.micros();
  }

  static @Nullable Long stamp(Stamps stamps, Hop hop) {
    OptionalLong at = stamps.at(hop);
    return at.isPresent() ? at.getAsLong() : null;
  }

  /** An ordered list of names and values as JSON. */
  static String named(Map<String, String> values) {
    ArrayNode array = JSON.createArrayNode();
    values.forEach(
        (name, value) -> array.addObject().put("name", text(name)).put("value", text(value)));
    return array.toString();
  }

  /** The list of {@link #named} back, in its order. */
  static Map<String, String> namedFrom(String json) {
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode entry : JSON.readTree(json)) {
      values.put(entry.path("name").asString(), entry.path("value").asString());
    }
    return values;
  }

  /** Headers of a record as JSON: an array, since a name may come twice. */
  public static String headers(List<Quarantined.Header> headers) {
    ArrayNode array = JSON.createArrayNode();
    headers.forEach(
        header ->
            array.addObject().put("name", text(header.name())).put("value", text(header.value())));
    return array.toString();
  }

  /** The headers of {@link #headers} back, in their order. */
  public static List<Quarantined.Header> headersFrom(String json) {
    return JSON.readTree(json)
        .valueStream()
        .map(
            header ->
                new Quarantined.Header(
                    header.path("name").asString(), header.path("value").stringValue(null)))
        .toList();
  }

  static String checks(List<RuleCheck> checks) {
    ArrayNode array = JSON.createArrayNode();
    for (RuleCheck check : checks) {
      ObjectNode node = array.addObject();
      node.put("rule", text(check.rule()));
      node.put("value", text(check.value()));
      node.put("limit", text(check.limit()));
      node.put("verdict", check.verdict().name());
    }
    return array.toString();
  }

  static List<RuleCheck> checksFrom(String json) {
    Function<JsonNode, RuleCheck> check =
        node ->
            new RuleCheck(
                node.path("rule").asString(),
                node.path("value").asString(),
                node.path("limit").asString(),
                RuleCheck.Verdict.valueOf(node.path("verdict").asString()));
    return JSON.readTree(json).valueStream().map(check).toList();
  }

  static @Nullable String exitPlan(@Nullable ExitPlan plan) {
    if (plan == null) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "stop", plan.stop());
    int number = 1;
    for (Target target : plan.targets()) {
      String name = number == 1 ? "target" : "target" + number;
      put(values, name, target.level());
      if (target.share().compareTo(BigDecimal.ONE) < 0) {
        values.put(name + "Share", target.share().toPlainString());
      }
      for (Target.Easing easing : target.easings()) {
        String after = name + "After" + easing.after().toSeconds() + "s";
        put(values, after, easing.level());
      }
      number++;
    }
    switch (plan.trailing()) {
      case Trailing.None _ -> {}
      case Trailing.PercentStep step -> {
        values.put("trailFromFraction", step.activateAt().toPlainString());
        values.put("trailFraction", step.distance().toPlainString());
      }
      case Trailing.RatioAtr ratio -> {
        values.put("trailFromR", ratio.activateAtR().toPlainString());
        values.put("trailDistance", ratio.distance().toPlainString());
      }
    }
    if (plan.breakEvenAfterFirst()) {
      values.put("breakEvenAfterFirst", "true");
    }
    if (!plan.minHold().isZero()) {
      values.put("minHoldMicros", Long.toString(EventTime.micros(plan.minHold())));
    }
    values.put("timeStopMicros", Long.toString(EventTime.micros(plan.timeStop())));
    if (plan.expires()) {
      values.put("expires", "true");
    }
    values.put("flatCandles", Integer.toString(plan.flatCandles()));
    values.put("flatThreshold", plan.flatThreshold().toPlainString());
    if (plan.adverseCandle()) {
      values.put("adverseCandle", "true");
    }
    return named(values);
  }

  private static void put(Map<String, String> values, String name, Level level) {
    switch (level) {
      case Level.Away away -> values.put(name + "Fraction", away.fraction().toPlainString());
      case Level.At at -> values.put(name + "Price", at.price().toString());
    }
  }
}
