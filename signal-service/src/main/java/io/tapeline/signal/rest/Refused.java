package io.tapeline.signal.rest;

import io.tapeline.core.settings.SettingsReader;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A question without an answer, as a problem detail (RFC 9457). */
final class Refused extends ErrorResponseException {

  private Refused(HttpStatus status, String title, String detail) {
    super(status, problem(status, title, detail), null);
  }

  private static ProblemDetail problem(HttpStatus status, String title, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setTitle(title);
    return problem;
  }

  /** The request makes no sense. */
  static Refused bad(String detail) {
    return new Refused(HttpStatus.BAD_REQUEST, "Bad parameter", detail);
  }

  /** Nothing has come of the instrument. */
  static Refused unknown(String symbol) {
    return new Refused(
        HttpStatus.NOT_FOUND,
        "Unknown instrument",
        "No event of '%s' has come to this instance; GET /api/v1/why-not lists those seen."
            .formatted(symbol));
  }

  /** The instrument cannot be analysed as it is set. */
  static Refused notConfigured(String symbol) {
    return new Refused(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "No rule set",
        "'%s' has no micro-scalp rule set; set %s to have one."
            .formatted(symbol, SettingsReader.instrumentKey(symbol, "plan.rule-set")));
  }

  /** The stage cannot answer now. */
  static Refused unavailable(String why) {
    return new Refused(HttpStatus.SERVICE_UNAVAILABLE, "Not now", why + ".");
  }
}
