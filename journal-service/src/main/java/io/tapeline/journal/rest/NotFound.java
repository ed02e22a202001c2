package io.tapeline.journal.rest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The books know nothing of what was asked for. */
final class NotFound extends ErrorResponseException {

  NotFound(String detail) {
    super(HttpStatus.NOT_FOUND, problem(detail), null);
  }

  private static ProblemDetail problem(String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, detail);
    problem.setTitle("Not in the books");
    return problem;
  }
}
