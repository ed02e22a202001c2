package io.tapeline.journal.rest;

import java.util.Collection;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request that cannot be answered as asked; the problem names the parameter and what is allowed.
 */
final class BadRequest extends ErrorResponseException {

  private BadRequest(ProblemDetail problem) {
    super(HttpStatus.BAD_REQUEST, problem, null);
  }

  /** A parameter with a value that is not allowed. */
  static BadRequest parameter(String name, String value, String allowed) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.BAD_REQUEST,
            "Parameter '%s' is '%s', allowed is: %s.".formatted(name, value, allowed));
    return titled(problem, name, allowed);
  }

  /** A parameter nobody here knows. */
  static BadRequest unknown(String name, Collection<String> known) {
    String allowed = String.join(", ", known);
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.BAD_REQUEST,
            "There is no parameter '%s' here, there are: %s.".formatted(name, allowed));
    return titled(problem, name, allowed);
  }

  private static BadRequest titled(ProblemDetail problem, String parameter, String allowed) {
    problem.setTitle("Bad parameter");
    problem.setProperty("parameter", parameter);
    problem.setProperty("allowed", allowed);
    return new BadRequest(problem);
  }
}
