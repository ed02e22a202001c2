package io.tapeline.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets through who shows the token as {@code Authorization: Bearer …}; everybody may see the front
 * page and the health, this machine alone the metrics.
 *
 * <p>One secret, one header, no sessions and no cookies: there is nothing for a browser to be
 * tricked into sending, and nothing that Spring Security's chain would add but start-up time. Once
 * there are roles, they are read from the token here and handed on as a request attribute.
 */
final class TokenFilter extends OncePerRequestFilter {

  private static final Set<String> OPEN = Set.of("/", "/actuator/health", "/readyz", "/livez");
  private static final String METRICS = "/actuator/prometheus";
  private static final String SCHEME = "Bearer ";

  private final AccessToken token;

  TokenFilter(AccessToken token) {
    this.token = token;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (isOpen(request) || holdsToken(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      chain.doFilter(request, response);
    } else {
      refuse(response);
    }
  }

  private static boolean isOpen(HttpServletRequest request) throws IOException {
    String path = request.getRequestURI();
    return OPEN.contains(path) || (METRICS.equals(path) && isFromHere(request));
  }

  private static boolean isFromHere(HttpServletRequest request) throws IOException {
    return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
  }

  private boolean holdsToken(@Nullable String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && token.matches(authorization.substring(SCHEME.length()).strip());
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tapeline\"");
    Problem.of(
            HttpStatus.UNAUTHORIZED,
            "The token is missing or wrong. Send it as 'Authorization: Bearer <token>'; it is in the"
                + " gateway's token file.")
        .writeTo(response);
  }
}
