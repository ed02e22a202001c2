package io.tapeline.gateway;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriUtils;

/**
 * Hands a request on to a service and its answer back, piece by piece as it comes. Status and body
 * stay the service's own; only a service that does not answer is answered for.
 */
@Component
class Forwarder {

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

  private static final int PIECE_BYTES = 16 * 1024;

  /** What is handed on; the token, above all, is not. */
  private static final List<String> REQUEST_HEADERS =
      List.of(
          HttpHeaders.ACCEPT,
          HttpHeaders.ACCEPT_LANGUAGE,
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.IF_NONE_MATCH,
          "Idempotency-Key");

  private static final List<String> RESPONSE_HEADERS =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.CONTENT_DISPOSITION,
          HttpHeaders.CONTENT_LANGUAGE,
          HttpHeaders.ETAG,
          HttpHeaders.LOCATION,
          HttpHeaders.RETRY_AFTER);

  private final RestClient client;
  private final CircuitBreakerRegistry circuitBreakers;
  private final RetryRegistry retries;

  Forwarder(RestClient client, CircuitBreakerRegistry circuitBreakers, RetryRegistry retries) {
    this.client = client;
    this.circuitBreakers = circuitBreakers;
    this.retries = retries;
  }

  /**
   * Forwards to the service.
   *
   * @param service its name, for people
   * @param base its address; path and query of the request are appended
   * @throws IOException if the caller has gone, or the service broke off in the middle
   */
  void forward(String service, URI base, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (leavesItsFolder(request.getRequestURI())) {
      Problem.of(HttpStatus.BAD_REQUEST, "The path must not hold '.', '..' or ';'.")
          .writeTo(response);
      return;
    }
    CircuitBreaker breaker = circuitBreakers.circuitBreaker(service);
    Supplier<ClientHttpResponse> call =
        CircuitBreaker.decorateSupplier(breaker, () -> send(target(base, request), request));
    if (HttpMethod.GET.matches(request.getMethod())) {
      call = Retry.decorateSupplier(retries.retry(service), call);
    }
    try (ClientHttpResponse answer = call.get()) {
      handBack(answer, response);
    } catch (ResourceAccessException failure) {
      LOG.warn("{} does not answer: {}", service, failure.getMessage());
      away(service, "does not answer", response);
    } catch (CallNotPermittedException _) {
      away(service, "has not answered lately and is left alone for a moment", response);
    }
  }

  private ClientHttpResponse send(URI target, HttpServletRequest request) {
    RestClient.RequestBodySpec call =
        client.method(HttpMethod.valueOf(request.getMethod())).uri(target);
    for (String name : REQUEST_HEADERS) {
      String value = request.getHeader(name);
      if (value != null) {
        call.header(name, value);
      }
    }
    if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
      call.body(out -> request.getInputStream().transferTo(out));
    }
    ClientHttpResponse answer = call.exchange((_, received) -> received, false);
    if (answer == null) {
      throw new ResourceAccessException("no answer from " + target.getAuthority());
    }
    return answer;
  }

  /** Path and query exactly as they came: decoding and encoding again would change them. */
  private static URI target(URI base, HttpServletRequest request) {
    String query = request.getQueryString();
    return URI.create(
        base.toString().replaceFirst("/$", "")
            + request.getRequestURI()
            + (query == null ? "" : "?" + query));
  }

  /** True for paths that would mean another one to the service than they do here. */
  private static boolean leavesItsFolder(String path) {
    String plain = UriUtils.decode(path, StandardCharsets.UTF_8);
    return plain.indexOf(';') >= 0
        || plain.indexOf('\\') >= 0
        || Arrays.stream(plain.split("/", -1))
            .anyMatch(part -> part.equals(".") || part.equals(".."));
  }

  private static void handBack(ClientHttpResponse answer, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.getStatusCode().value());
    for (String name : RESPONSE_HEADERS) {
      String value = answer.getHeaders().getFirst(name);
      if (value != null) {
        response.setHeader(name, value);
      }
    }
    OutputStream out = response.getOutputStream();
    byte[] piece = new byte[PIECE_BYTES];
    try (InputStream body = answer.getBody()) {
      for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
        out.write(piece, 0, read);
        out.flush();
      }
    }
  }

  private static void away(String service, String what, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      throw new IOException(service + " broke off in the middle of its answer");
    }
    Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "%s-service %s.".formatted(service, what))
        .with("service", service)
        .writeTo(response);
  }
}
