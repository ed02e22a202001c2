package io.tapeline.cli.crash;

/** A round did not come to its end. */
final class RoundFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: which process, and what it said
   */
  RoundFailure(String message) {
    super(message);
  }
}
