package io.tapeline.journal.requests;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields of a request's JSON object, each refused with one clear message. */
final class JsonFields {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final JsonNode object;

  private JsonFields(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads an object.
   *
   * @throws Refusal if the text is none
   */
  static JsonFields of(String body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (JacksonException broken) {
      var at = broken.getLocation();
      throw Refusal.unreadable(
          "The body is no JSON: line %d, column %d: %s."
              .formatted(
                  at == null ? 1 : at.getLineNr(),
                  at == null ? 1 : at.getColumnNr(),
                  broken.getOriginalMessage()));
    }
    if (!tree.isObject()) {
      throw Refusal.unreadable("The body must be a JSON object.");
    }
    return new JsonFields(tree);
  }

  /** The object's values by name: maps, lists, texts, numbers, booleans, nulls. */
  Map<?, ?> values() {
    return JSON.treeToValue(object, Map.class);
  }

  /** True if another text says the same: the order of fields and white space do not count. */
  static boolean sayTheSame(String one, String other) {
    try {
      return JSON.readTree(one).equals(JSON.readTree(other));
    } catch (JacksonException _) {
      return one.equals(other);
    }
  }

  /** Refuses fields other than these: a mistyped one must not pass for one left out. */
  JsonFields only(String... names) {
    Set<String> known = new TreeSet<>(Set.of(names));
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw Refusal.invalid(
            "There is no field '%s' here, there are: %s."
                .formatted(name, String.join(", ", known)));
      }
    }
    return this;
  }

  /** The text of a field that must be there. */
  String required(String name, int maxLength) {
    String text = optional(name, maxLength);
    if (text == null) {
      throw Refusal.invalid("Field '%s' is missing.".formatted(name));
    }
    return text;
  }

  /** The text of a field, null if it is not there. */
  @Nullable String optional(String name, int maxLength) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()
        || value.stringValue().isBlank()
        || value.stringValue().length() > maxLength
        || value.stringValue().chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid(
          "Field '%s' must be a text of 1 to %d characters on one line."
              .formatted(name, maxLength));
    }
    return value.stringValue();
  }
}
