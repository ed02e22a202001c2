package io.tapeline.journal.books;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.protocol.Topics;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Input that could not be used, whole. */
@Entity
@Immutable
@Table(name = "quarantine")
@SuppressWarnings("NullAway.Init") // the database fills the fields
public class QuarantineRow extends BookRow {

  private static final Pattern RECORD_SOURCE = Pattern.compile("(.+)-(\\d{1,9})");

  String source;
  String reason;
  String detail;
  String original;
  private byte @Nullable [] recordKey;

  @Convert(converter = HeadersConverter.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Nullable List<Quarantined.Header> headers;

  @Nullable Long replayedAt;
  @Nullable String replayedBy;

  public String source() {
    return source;
  }

  public @Nullable Long replayedAt() {
    return replayedAt;
  }

  public @Nullable String replayedBy() {
    return replayedBy;
  }

  /** The record's headers, none if they were not kept. */
  public List<Quarantined.Header> headers() {
    return headers == null ? List.of() : headers;
  }

  /** The record's key, null if it had none or it was not kept. */
  @JsonProperty
  public @Nullable String key() {
    return recordKey == null ? null : new String(recordKey, StandardCharsets.UTF_8);
  }

  /** True if it came in a record of a topic, its original being Base64; false for a tape's line. */
  @JsonProperty("record")
  public boolean isRecord() {
    return partition().isPresent();
  }

  /** Where the record lay; empty for a tape's line. */
  public Optional<TopicPartition> partition() {
    Matcher parts = RECORD_SOURCE.matcher(source);
    boolean known =
        parts.matches()
            && Topics.all().stream().anyMatch(topic -> topic.name().equals(parts.group(1)));
    // Before envelopes were kept a record was told from a line by its source and text alone.
    return known && (headers != null || decoded(original).isPresent())
        ? Optional.of(new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  /** The record's value as it was; empty if the original is no bytes in Base64. */
  public Optional<byte[]> value() {
    return decoded(original);
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
