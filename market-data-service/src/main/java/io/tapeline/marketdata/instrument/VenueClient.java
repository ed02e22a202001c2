package io.tapeline.marketdata.instrument;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One question to a venue; whatever goes wrong is one line. */
final class VenueClient {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int EXCERPT = 60;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private VenueClient() {}

  /**
   * The venue's answer.
   *
   * @throws VenueException if it cannot be reached, refuses, or answers something else than JSON
   */
  static JsonNode get(InstrumentVenue venue, URI base) throws VenueException {
    return get(venue, base, ANSWER);
  }

  static JsonNode get(InstrumentVenue venue, URI base, Duration patience) throws VenueException {
    URI request = venue.request(base);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    try {
      return read(venue, request, send(client, request, patience));
    } finally {
      client.shutdownNow();
    }
  }

  /** Waits for the whole body: a request's own time limit ends with the headers. */
  private static HttpResponse<byte[]> send(HttpClient client, URI request, Duration patience)
      throws VenueException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            HttpRequest.newBuilder(request).header("Accept", "application/json").build(),
            HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new VenueException(
          "%s cannot be reached (%s); check --url and the network"
              .formatted(request, cause(e.getCause())));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new VenueException(
          "%s has not answered within %d s; try again later"
              .formatted(request, patience.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VenueException("interrupted while asking " + request);
    }
  }

  private static String cause(@Nullable Throwable problem) {
    if (problem == null) {
      return "unknown cause";
    }
    String message = problem.getMessage();
    String kind = problem.getClass().getSimpleName();
    return message == null || message.isBlank() ? kind : kind + ": " + message;
  }

  private static JsonNode read(InstrumentVenue venue, URI request, HttpResponse<byte[]> response)
      throws VenueException {
    int status = response.statusCode();
    String wait =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(s -> s.matches("[0-9]+"))
            .map(s -> s + " s")
            .orElse("a minute");
    if (status == 429 || status == 418) {
      throw tooMany(venue, "HTTP " + status, wait);
    }
    Optional<JsonNode> answer = json(response.body());
    String told = answer.map(VenueClient::problem).orElse("");
    if (told.toLowerCase(Locale.ROOT).matches(".*(rate limit|too many requests).*")) {
      throw tooMany(venue, told, wait);
    }
    if (status != 200) {
      throw new VenueException(
          "%s answers HTTP %d%s; try again later, or another --url"
              .formatted(request, status, told.isEmpty() ? "" : " (" + told + ")"));
    }
    return answer.orElseThrow(
        () ->
            new VenueException(
                "%s answers no JSON but '%s'; check --url"
                    .formatted(request, excerpt(response.body()))));
  }

  private static VenueException tooMany(InstrumentVenue venue, String told, String wait) {
    return new VenueException(
        "%s refuses because of too many requests (%s); try again in %s"
            .formatted(venue.label(), told, wait));
  }

  private static Optional<JsonNode> json(byte[] body) {
    try {
      JsonNode answer = JSON.readTree(body);
      return answer.isObject() ? Optional.of(answer) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Kraken's first error or Binance's message. */
  private static String problem(JsonNode answer) {
    return answer.path("error").path(0).asString(answer.path("msg").asString(""));
  }

  private static String excerpt(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
  }
}
