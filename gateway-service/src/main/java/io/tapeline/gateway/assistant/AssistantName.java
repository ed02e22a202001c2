package io.tapeline.gateway.assistant;

import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;

/** What an assistant is called in the books: {@code assistant}, and what it calls itself. */
final class AssistantName {

  private static final String ASSISTANT = "assistant";
  private static final int MAX_NAME = 48;
  private static final int MAX_VERSION = 24;

  private AssistantName() {}

  /**
   * The name of a client.
   *
   * @param client what it said of itself when it connected, null if nothing
   * @return at most 83 printable ASCII characters
   */
  static String of(McpSchema.@Nullable Implementation client) {
    String name = client == null ? "" : clean(client.name(), MAX_NAME);
    String version = client == null ? "" : clean(client.version(), MAX_VERSION);
    if (name.isEmpty()) {
      return ASSISTANT;
    }
    return ASSISTANT + " " + name + (version.isEmpty() ? "" : "/" + version);
  }

  /** Letters, digits and a few signs; a dash for each run of others. */
  private static String clean(@Nullable String text, int maxLength) {
    if (text == null) {
      return "";
    }
    String plain = text.replaceAll("[^A-Za-z0-9 ._+@()-]+", "-").replaceAll(" +", " ").strip();
    return plain.substring(0, Math.min(plain.length(), maxLength)).strip();
  }
}
