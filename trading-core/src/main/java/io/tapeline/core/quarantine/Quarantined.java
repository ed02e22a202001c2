package io.tapeline.core.quarantine;

import io.tapeline.core.stage.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Input that could not be used, whole.
 *
 * @param source where it came from: a tape's file name, a topic and partition
 * @param position line or offset in the source
 * @param reason stable upper-case code: PRICE_NOT_POSITIVE
 * @param detail what was wrong, in words
 * @param original the input as it came: a tape's line as text, a record's value in Base64
 * @param envelope what a record came in; null for a tape's line
 */
public record Quarantined(
    String source,
    long position,
    String reason,
    String detail,
    String original,
    @Nullable Envelope envelope)
    implements Event {

  /** Input that came in no record, as a tape's line. */
  public Quarantined(String source, long position, String reason, String detail, String original) {
    this(source, position, reason, detail, original, null);
  }

  /**
   * What a record has beside its value, so that it can be put back as it was.
   *
   * @param key null if it has none
   * @param headers in their order; a name may come twice
   */
  public record Envelope(@Nullable String key, List<Header> headers) {

    public Envelope {
      headers = List.copyOf(headers);
    }
  }

  /**
   * One header of a record.
   *
   * @param value its bytes in Base64, null if it has none
   */
  public record Header(String name, @Nullable String value) {}

  @Override
  public String id() {
    return source + "@" + position + "/" + reason;
  }
}
