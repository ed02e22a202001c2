package io.tapeline.marketdata.history;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Small records as one line of JSON. */
final class JsonLines {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonLines() {}

  static String of(Object value) {
    return JSON.writeValueAsString(value);
  }

  /** The record of a line; null if it is none of this type. */
  static <T> @Nullable T parse(String line, Class<T> type) {
    try {
      return JSON.readValue(line, type);
    } catch (JacksonException _) {
      return null;
    }
  }
}
