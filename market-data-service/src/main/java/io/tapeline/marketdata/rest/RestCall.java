package io.tapeline.marketdata.rest;

import io.tapeline.marketdata.rest.VenueException.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** GET calls to one venue, and what their answers mean before anybody looks into them. */
final class RestCall {

  private static final long LARGEST_BODY = 64L << 20;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BANNED = 418;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final String venue;
  private final String base;
  private final HttpClient http;
  private final Duration timeout;

  RestCall(String venue, URI base, HttpClient http, Duration timeout) {
    this.venue = venue;
    this.base = base.toString().replaceFirst("/+$", "");
    this.http = http;
    this.timeout = timeout;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param retryAfter how long the venue asked to be left alone, null where it did not
   * @param json the body, null if it is not JSON
   */
  record Answer(int status, @Nullable Duration retryAfter, @Nullable JsonNode json) {}

  /**
   * Asks, and waits for the whole answer no longer than the time-out.
   *
   * @param about the instrument, for messages
   */
  Answer get(String path, Map<String, String> query, String about)
      throws VenueException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path + encoded(query)))
            .timeout(timeout)
            .header("Accept", "application/json")
            .header("User-Agent", "tapeline")
            .build();
    // The client's own time-out ends with the headers; a body that trickles must not hold us.
    CompletableFuture<HttpResponse<byte[]>> call =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_BODY));
    try {
      return answer(call.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      throw unreachable(path, about, "no answer within " + seconds(timeout));
    } catch (ExecutionException e) {
      throw unreachable(path, about, reason(e.getCause()));
    } finally {
      call.cancel(true);
    }
  }

  /** The failure of a call, naming it without the host. */
  VenueException failure(Fault fault, String path, String about, String what) {
    return failure(fault, path, about, what, null);
  }

  VenueException failure(
      Fault fault, String path, String about, String what, @Nullable Duration retryAfter) {
    String where = about.isEmpty() ? path : path + " for '" + about + "'";
    String pause = retryAfter == null ? "" : "; it asks for a pause of " + seconds(retryAfter);
    return new VenueException(fault, venue + ": " + where + ": " + what + pause, retryAfter);
  }

  /** What the status alone tells of an answer without a readable reason; null if it is good. */
  @Nullable VenueException ofStatus(Answer answer, String path, String about) {
    int status = answer.status();
    if (status == TOO_MANY_REQUESTS || status == BANNED) {
      return failure(
          Fault.THROTTLED,
          path,
          about,
          "asked too often (HTTP %d)".formatted(status),
          answer.retryAfter());
    }
    if (status >= 500 || status == 403 || status == 408) {
      return failure(
          Fault.UNAVAILABLE,
          path,
          about,
          "not available (HTTP %d)".formatted(status),
          answer.retryAfter());
    }
    if (status >= 300 && status < 400) {
      return failure(
          Fault.REFUSED,
          path,
          about,
          "answers with a redirect (HTTP %d); check the address".formatted(status));
    }
    if (status == 451) {
      return failure(Fault.REFUSED, path, about, "does not serve this location (HTTP 451)");
    }
    if (status != 200) {
      return failure(Fault.REFUSED, path, about, "refused (HTTP %d)".formatted(status));
    }
    return null;
  }

  VenueException unreadable(String path, String about, String what) {
    return failure(Fault.UNREADABLE, path, about, what);
  }

  private VenueException unreachable(String path, String about, String what) {
    return failure(Fault.UNREACHABLE, path, about, what);
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    return new Answer(response.statusCode(), retryAfter(response), json(response.body()));
  }

  private static @Nullable JsonNode json(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json.isMissingNode() ? null : json;
    } catch (JacksonException _) {
      return null;
    }
  }

  /** Seconds or a date, as HTTP allows. */
  private static @Nullable Duration retryAfter(HttpResponse<?> response) {
    String text = response.headers().firstValue("Retry-After").orElse("").strip();
    if (text.isEmpty()) {
      return null;
    }
    try {
      if (text.chars().allMatch(Character::isDigit)) {
        return Duration.ofSeconds(Integer.parseInt(text));
      }
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(Instant.now(), until);
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException | NumberFormatException _) {
      return null;
    }
  }

  private static String encoded(Map<String, String> query) {
    if (query.isEmpty()) {
      return "";
    }
    return query.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }

  private String reason(@Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return "no answer within " + seconds(timeout);
    }
    if (cause instanceof ConnectException) {
      return "no connection";
    }
    String message = cause instanceof IOException ? cause.getMessage() : null;
    return message == null ? "the connection broke" : "the connection broke (" + message + ")";
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
