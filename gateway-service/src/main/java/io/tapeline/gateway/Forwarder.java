package io.tapeline.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriUtils;

/**
 * Hands a request on to a service and its answer back, piece by piece as it comes. Status and body
 * stay the service's own; only a service that does not answer is answered for.
 */
@Component
class Forwarder {

  private static final String CLI = "cli";
  private static final String API = "api";
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

  private final ServiceCalls calls;

  Forwarder(ServiceCalls calls) {
    this.calls = calls;
  }

  /**
   * Forwards to the service.
   *
   * @param service its name, for people
   * @throws IOException if the caller has gone, or the service broke off in the middle
   */
  void forward(String service, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (leavesItsFolder(request.getRequestURI())) {
      Problem.of(HttpStatus.BAD_REQUEST, "The path must not hold '.', '..' or ';'.")
          .writeTo(response);
      return;
    }
    HttpMethod method = HttpMethod.valueOf(request.getMethod());
    try (ClientHttpResponse answer =
        calls.call(service, method, pathAndQuery(request), call -> handOn(request, call))) {
      handBack(answer, response);
    } catch (ServiceAwayException away) {
      Problem.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(away.getMessage()))
          .with("service", away.service())
          .writeTo(response);
    }
  }

  private static void handOn(HttpServletRequest request, RestClient.RequestBodySpec call) {
    for (String name : REQUEST_HEADERS) {
      String value = request.getHeader(name);
      if (value != null) {
        call.header(name, value);
      }
    }
    call.header(ServiceCalls.CLIENT_HEADER, client(request));
    if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
      call.body(out -> request.getInputStream().transferTo(out));
    }
  }

  /** The command line says that it is it; whatever else is said outside counts for nothing. */
  private static String client(HttpServletRequest request) {
    return CLI.equals(request.getHeader(ServiceCalls.CLIENT_HEADER)) ? CLI : API;
  }

  /** Exactly as they came: decoding and encoding again would change them. */
  private static String pathAndQuery(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
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
}
