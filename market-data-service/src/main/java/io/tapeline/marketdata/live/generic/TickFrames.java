package io.tapeline.marketdata.live.generic;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.tape.BadRow;
import io.tapeline.core.time.EventTime;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The text of the generic feed's frames (MD-TICKSERVER), one JSON object each:
 *
 * <pre>{@code
 * {"type":"tick","symbol":"AAPL","ts":1735570000123,"price":150.25,"bid":150.24,"ask":150.26,"volume":320}
 * }</pre>
 *
 * <p>{@code ts} is in milliseconds since the epoch. Price and volume are left out together, as bid
 * and ask are. Fields may come in any order; others are passed over. Numbers may stand in quotes,
 * null is the same as nothing. Digits are taken as they are sent, trailing zeros included.
 */
public final class TickFrames {

  /** A longer frame is not looked into. */
  static final int LONGEST_FRAME = 1 << 16;

  /** Characters of a rejected frame that are kept. */
  static final int LONGEST_KEPT = 2000;

  private static final int LONGEST_DETAIL = 200;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private TickFrames() {}

  /** What a frame says. Never throws: a frame that breaks a rule is rejected with the reason. */
  public static TickFrame parse(String text) {
    try {
      if (text.length() > LONGEST_FRAME) {
        throw new BadRow(
            "FRAME_TOO_LONG",
            "%d characters, at most %d are read".formatted(text.length(), LONGEST_FRAME));
      }
      return new FrameFields(fields(text)).seen();
    } catch (BadRow bad) {
      return rejected(bad.reason(), bad.detail(), text);
    } catch (JacksonException e) {
      return rejected("NOT_JSON", String.valueOf(e.getOriginalMessage()), text);
    }
  }

  /**
   * What a frame of these fields says; the type is added.
   *
   * @param fields text by name
   */
  public static TickFrame of(Map<String, String> fields) {
    Map<String, FrameFields.Field> values = new HashMap<>();
    fields.forEach((name, text) -> values.put(name, new FrameFields.Field(text, true)));
    values.put("type", new FrameFields.Field("tick", true));
    try {
      return new FrameFields(values).seen();
    } catch (BadRow bad) {
      return rejected(bad.reason(), bad.detail(), fields.toString());
    }
  }

  /**
   * The frame that says this, its fields in the order above.
   *
   * @param ts told to the millisecond, finer digits are cut off
   * @param trade null for a quote alone
   * @param quote null for a trade alone
   */
  public static String text(EventTime ts, @Nullable Tick trade, @Nullable Quote quote) {
    Symbol symbol = trade == null ? Objects.requireNonNull(quote).symbol() : trade.symbol();
    StringWriter text = new StringWriter(128);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("type", "tick");
      json.writeStringProperty("symbol", symbol.value());
      json.writeNumberProperty("ts", Math.floorDiv(ts.micros(), 1000L));
      if (trade != null) {
        json.writeNumberProperty("price", trade.price().value());
      }
      if (quote != null) {
        json.writeNumberProperty("bid", quote.bid().value());
        json.writeNumberProperty("ask", quote.ask().value());
      }
      if (trade != null) {
        json.writeNumberProperty("volume", trade.size().value());
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static Map<String, FrameFields.Field> fields(String text) throws BadRow {
    Map<String, FrameFields.Field> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRow("NOT_JSON", "is no JSON object");
      }
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        JsonToken token = json.nextToken();
        if (token != JsonToken.VALUE_NULL && FrameFields.NAMES.contains(name)) {
          boolean word = token == JsonToken.VALUE_STRING;
          fields.put(name, new FrameFields.Field(json.getString(), word));
        }
        json.skipChildren();
      }
      if (json.nextToken() != null) {
        throw new BadRow("NOT_JSON", "goes on after its JSON object");
      }
    }
    return fields;
  }

  private static TickFrame.Rejected rejected(String reason, String detail, String text) {
    String kept = cut(text, LONGEST_KEPT);
    return new TickFrame.Rejected(
        reason,
        FrameFields.shown(detail, LONGEST_DETAIL),
        kept.length() < text.length()
            ? "%s… (%d characters in all)".formatted(kept, text.length())
            : text);
  }

  /** The first characters of a text, none of them half a pair of surrogates. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
