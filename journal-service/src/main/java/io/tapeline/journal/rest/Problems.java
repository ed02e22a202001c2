package io.tapeline.journal.rest;

import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Failures as problem details (RFC 9457), without a word of what is inside. */
@RestControllerAdvice
class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ProblemDetail booksAway(RuntimeException failure, HttpServletResponse response) {
    LOG.warn("The books cannot be read: {}", failure.getMessage());
    return problem(
        failure,
        response,
        HttpStatus.SERVICE_UNAVAILABLE,
        "The journal cannot reach its database; try again later.");
  }

  @ExceptionHandler(RuntimeException.class)
  ProblemDetail unforeseen(RuntimeException failure, HttpServletResponse response) {
    LOG.error("A request failed", failure);
    return problem(
        failure,
        response,
        HttpStatus.INTERNAL_SERVER_ERROR,
        "The journal failed to answer; its log says why.");
  }

  /** Once a download runs, breaking it off is the only way to say that it is not whole. */
  private static ProblemDetail problem(
      RuntimeException failure, HttpServletResponse response, HttpStatus status, String detail) {
    if (response.isCommitted()) {
      throw failure;
    }
    response.reset();
    return ProblemDetail.forStatusAndDetail(status, detail);
  }
}
