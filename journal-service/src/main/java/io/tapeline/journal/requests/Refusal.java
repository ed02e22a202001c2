package io.tapeline.journal.requests;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that is not taken; nothing has been written. */
public final class Refusal extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private Refusal(HttpStatus status, String title, String detail) {
    super(status, problem(status, title, detail), null);
  }

  /** It cannot be read. */
  public static Refusal unreadable(String detail) {
    return new Refusal(HttpStatus.BAD_REQUEST, "Unreadable request", detail);
  }

  /** It can be read, but says something that is not allowed. */
  static Refusal invalid(String detail) {
    return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "Invalid request", detail);
  }

  /** It says several things that are not allowed; all of them are in the answer. */
  static Refusal invalid(List<String> violations) {
    Refusal refusal = invalid(String.join(" ", violations));
    refusal.getBody().setProperty("violations", List.copyOf(violations));
    return refusal;
  }

  /** It is larger than is taken. */
  public static Refusal tooLarge(String detail) {
    return new Refusal(HttpStatus.CONTENT_TOO_LARGE, "Request too large", detail);
  }

  /** What it is about does not exist. */
  static Refusal notFound(String detail) {
    return new Refusal(HttpStatus.NOT_FOUND, "Not in the books", detail);
  }

  /** It does not go with what was asked or has happened before. */
  static Refusal conflict(String detail) {
    return new Refusal(HttpStatus.CONFLICT, "Conflict", detail);
  }

  private static ProblemDetail problem(HttpStatus status, String title, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setTitle(title);
    return problem;
  }
}
