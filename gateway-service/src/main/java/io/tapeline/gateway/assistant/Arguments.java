package io.tapeline.gateway.assistant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a tool was called with, looked at whole before anything is done. */
final class Arguments {

  private final Map<String, Object> given;

  private Arguments(Map<String, Object> given) {
    this.given = given;
  }

  /**
   * The arguments of a call.
   *
   * @throws ToolException naming everything that is wrong with them
   */
  static Arguments of(List<Parameter> parameters, @Nullable Map<String, Object> given)
      throws ToolException {
    Map<String, Object> rest = new LinkedHashMap<>(given == null ? Map.of() : given);
    Map<String, Object> taken = new HashMap<>();
    List<String> mistakes = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Object value = rest.remove(parameter.name());
      if (value == null) {
        if (parameter.isRequired()) {
          mistakes.add("Argument '%s' is missing.".formatted(parameter.name()));
        }
      } else if (parameter.allows(value)) {
        taken.put(parameter.name(), value);
      } else {
        mistakes.add("Argument '%s' must be %s.".formatted(parameter.name(), parameter.expected()));
      }
    }
    for (String unknown : new TreeSet<>(rest.keySet())) {
      mistakes.add("There is no argument '%s'; %s.".formatted(unknown, known(parameters)));
    }
    if (!mistakes.isEmpty()) {
      throw ToolException.refused(String.join("\n", mistakes));
    }
    return new Arguments(taken);
  }

  private static String known(List<Parameter> parameters) {
    return parameters.isEmpty()
        ? "there is none"
        : "there are: " + String.join(", ", parameters.stream().map(Parameter::name).toList());
  }

  /** An argument that is required. */
  Object required(String name) {
    Object value = given.get(name);
    if (value == null) {
      throw new IllegalArgumentException("argument " + name + " is not a required one");
    }
    return value;
  }

  /** Those of these that were given, as text. */
  Map<String, String> texts(String... names) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : names) {
      Object value = given.get(name);
      if (value != null) {
        texts.put(name, text(value));
      }
    }
    return texts;
  }

  private static String text(Object value) {
    return value instanceof Number
        ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
        : value.toString();
  }
}
