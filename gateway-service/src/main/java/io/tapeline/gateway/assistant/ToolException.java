package io.tapeline.gateway.assistant;

/** A tool did not do what it was asked; its message is what the assistant is told. */
final class ToolException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  private ToolException(Outcome outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  /** What was asked is not allowed, or not there: asking again as it is gives the same. */
  static ToolException refused(String message) {
    return new ToolException(Outcome.REFUSED, message);
  }

  /** A service did not answer, or failed: it may be asked again. */
  static ToolException failed(String message) {
    return new ToolException(Outcome.FAILED, message);
  }

  Outcome outcome() {
    return outcome;
  }
}
