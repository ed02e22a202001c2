package io.tapeline.gateway.assistant;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** An argument a tool takes: its name, its schema, and what is let through. */
sealed interface Parameter {

  String name();

  boolean isRequired();

  /** Its JSON schema. */
  Map<String, Object> schema();

  /** What a value must be, to end the sentence "Argument 'x' must be …". */
  String expected();

  boolean allows(Object value);

  /** A text of one line. */
  record Text(String name, boolean isRequired, String description) implements Parameter {

    private static final int MAX_LENGTH = 500;

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "string");
      schema.put("minLength", 1);
      schema.put("maxLength", MAX_LENGTH);
      schema.put("description", description);
      return schema;
    }

    @Override
    public String expected() {
      return "a text of 1 to %d characters on one line".formatted(MAX_LENGTH);
    }

    @Override
    public boolean allows(Object value) {
      return value instanceof String text
          && !text.isBlank()
          && text.length() <= MAX_LENGTH
          && text.chars().noneMatch(Character::isISOControl);
    }
  }

  /** A whole number from one to most. */
  record Count(String name, int most, String description) implements Parameter {

    @Override
    public boolean isRequired() {
      return false;
    }

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "integer");
      schema.put("minimum", 1);
      schema.put("maximum", most);
      schema.put("description", description);
      return schema;
    }

    @Override
    public String expected() {
      return "a whole number from 1 to " + most;
    }

    @Override
    public boolean allows(Object value) {
      if (!(value instanceof Number)) {
        return false;
      }
      BigDecimal number = new BigDecimal(value.toString());
      return number.stripTrailingZeros().scale() <= 0
          && number.signum() > 0
          && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }
  }

  /**
   * A JSON object, also one that came as the text of one. What is in it is judged by the service
   * that takes it, which tells everything that is wrong.
   */
  record Document(String name, Map<String, Object> schema) implements Parameter {

    @Override
    public boolean isRequired() {
      return true;
    }

    @Override
    public String expected() {
      return "a JSON object";
    }

    @Override
    public boolean allows(Object value) {
      return value instanceof Map<?, ?>
          || (value instanceof String text && text.strip().startsWith("{"));
    }
  }
}
