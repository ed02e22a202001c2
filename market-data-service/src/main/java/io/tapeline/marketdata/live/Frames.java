package io.tapeline.marketdata.live;

import io.tapeline.core.money.Price;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.Exact.BadField;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of streams, and the rules that hold for their fields: those of tapes (MD-VALID). */
public final class Frames {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Frames() {}

  /** Throws {@link tools.jackson.core.JacksonException} for what is no JSON. */
  public static JsonNode parse(String text) {
    return JSON.readTree(text);
  }

  public static String write(Object value) {
    return JSON.writeValueAsString(value);
  }

  /** Text of a field, null where it is missing or no text. */
  public static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? value.stringValue() : null;
  }

  /**
   * A time as in {@code 2021-02-22T15:51:45.335689322Z}; digits below a microsecond are cut off.
   */
  public static EventTime time(JsonNode node, String what) throws BadField {
    String text = node.asString("");
    try {
      return new EventTime(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text)));
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException _) {
      throw new BadField("TS_NOT_A_TIME", what + " '" + text + "' is no time");
    }
  }

  /** Refuses a quote whose bid is not below its ask. */
  public static void checkOrder(Price bid, Price ask) throws BadField {
    if (bid.isAbove(ask)) {
      throw new BadField("CROSSED_QUOTE", "bid " + bid + " is above ask " + ask);
    }
    if (!ask.isAbove(bid)) {
      throw new BadField("LOCKED_QUOTE", "bid " + bid + " equals ask " + ask);
    }
  }
}
