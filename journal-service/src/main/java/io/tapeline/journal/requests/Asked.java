package io.tapeline.journal.requests;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param what method and path
 * @param key its {@code Idempotency-Key}, null if it has none
 * @param client who asks, as the gateway knows
 * @param body as text
 */
public record Asked(String what, @Nullable String key, String client, String body) {

  private static final int MAX_KEY = 255;
  private static final int MAX_CLIENT = 100;

  /**
   * @throws Refusal if the key or the client is empty, too long or not printable
   */
  public Asked {
    if (key != null
        && (key.isEmpty()
            || key.length() > MAX_KEY
            || !key.chars().allMatch(c -> c > ' ' && c < 0x7f))) {
      throw Refusal.unreadable(
          "Header 'Idempotency-Key' must be 1 to %d printable ASCII characters without spaces."
              .formatted(MAX_KEY));
    }
    if (client.isBlank()
        || client.length() > MAX_CLIENT
        || !client.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw Refusal.unreadable(
          "Header 'X-Tapeline-Client' must be 1 to %d printable ASCII characters."
              .formatted(MAX_CLIENT));
    }
  }

  /** The same for the same request, another for any other. */
  String fingerprint() {
    try {
      byte[] all = (what + "\n" + body).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
