package io.tapeline.core.quarantine;

import io.tapeline.core.stage.Event;

/**
 * Input that could not be used, whole.
 *
 * @param source where it came from: a tape's file name, a topic and partition
 * @param position line or offset in the source
 * @param reason stable upper-case code: PRICE_NOT_POSITIVE
 * @param detail what was wrong, in words
 * @param original the input as it came, text
 */
public record Quarantined(
    String source, long position, String reason, String detail, String original) implements Event {

  @Override
  public String id() {
    return source + "@" + position + "/" + reason;
  }
}
