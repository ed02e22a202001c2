package io.tapeline.cli.books;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A quarantined input as people read it. */
final class Original {

  private static final int DUMP_WIDTH = 16;

  private Original() {}

  /** Where it came from, in words. */
  static String place(JsonNode input) {
    return "%s %s %s"
        .formatted(
            input.path("source").asString("?"),
            input.path("record").asBoolean(false) ? "offset" : "line",
            input.path("seq").asString("?"));
  }

  /** Text without line ends and other control characters. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  static void tell(JsonNode input, PrintStream out) {
    out.printf("%-9s %s%n", "id", input.path("id").asString("?"));
    out.printf("%-9s %s%n", "source", place(input));
    out.printf(
        "%-9s %s: %s%n",
        "reason", input.path("reason").asString("?"), oneLine(input.path("detail").asString("")));
    out.printf("%-9s %s%n", "time", input.path("time").asString("?"));
    if (input.path("key").isString()) {
      out.printf("%-9s %s%n", "key", oneLine(input.path("key").asString("")));
    }
    for (JsonNode header : input.path("headers")) {
      out.printf(
          "%-9s %s = %s%n", "header", oneLine(header.path("name").asString("")), value(header));
    }
    if (input.path("replayedAt").isNumber()) {
      out.printf("%-9s by %s%n", "put back", input.path("replayedBy").asString(""));
    }
    byte[] bytes = bytes(input);
    out.printf("%-9s %d bytes%n", "original", bytes.length);
    String text = printable(bytes);
    out.print(text == null ? dump(bytes) : text.endsWith("\n") ? text : text + "\n");
  }

  private static String value(JsonNode header) {
    if (!header.path("value").isString()) {
      return "(none)";
    }
    byte[] bytes = Base64.getDecoder().decode(header.path("value").asString());
    String text = printable(bytes);
    return text == null ? "0x" + HexFormat.of().formatHex(bytes) : oneLine(text);
  }

  /** The input as bytes: a record's value, a tape's line in UTF-8. */
  private static byte[] bytes(JsonNode input) {
    String original = input.path("original").asString("");
    return input.path("record").asBoolean(false)
        ? Base64.getDecoder().decode(original)
        : original.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes as text, null if a terminal could not show them. */
  private static @Nullable String printable(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean clean =
          text.chars()
              .allMatch(c -> c == '\t' || c == '\n' || c == '\r' || !Character.isISOControl(c));
      return clean ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Offset, bytes in hexadecimal, and those that are plain characters. */
  private static String dump(byte[] bytes) {
    StringBuilder dump = new StringBuilder();
    for (int from = 0; from < bytes.length; from += DUMP_WIDTH) {
      byte[] row = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + DUMP_WIDTH));
      StringBuilder plain = new StringBuilder();
      for (byte b : row) {
        plain.append(b >= ' ' && b < 0x7f ? (char) b : '.');
      }
      dump.append(
          "%08x  %-47s  %s\n".formatted(from, HexFormat.ofDelimiter(" ").formatHex(row), plain));
    }
    return dump.toString();
  }
}
