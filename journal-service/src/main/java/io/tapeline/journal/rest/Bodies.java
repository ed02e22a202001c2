package io.tapeline.journal.rest;

import io.tapeline.journal.requests.Answer;
import io.tapeline.journal.requests.Asked;
import io.tapeline.journal.requests.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Requests as they come over HTTP, and what they are answered. */
final class Bodies {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** Set by the gateway, which alone is reachable from outside. */
  private static final String CLIENT = "X-Tapeline-Client";

  private static final String UNKNOWN_CLIENT = "api";
  private static final int MAX_BYTES = 64 * 1024;

  private Bodies() {}

  /**
   * The request with its body as text.
   *
   * @throws Refusal if it is too large, no UTF-8, or its key cannot be used
   */
  static Asked read(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw Refusal.tooLarge(
          "The body has more than %d bytes, which is the most taken.".formatted(MAX_BYTES));
    }
    return new Asked(
        request.getMethod() + " " + request.getRequestURI(),
        request.getHeader(IDEMPOTENCY_KEY),
        Objects.requireNonNullElse(request.getHeader(CLIENT), UNKNOWN_CLIENT),
        text(bytes));
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw Refusal.unreadable("The body is not UTF-8.");
    }
  }

  static ResponseEntity<String> response(Answer answer) {
    return ResponseEntity.status(answer.status())
        .location(URI.create(answer.location()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer.json());
  }
}
