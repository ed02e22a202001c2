package io.tapeline.cli;

/** The reader of our output has gone, as {@code head} does; the command stops without a word. */
final class ClosedOutputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClosedOutputException() {
    super("output closed", null, false, false);
  }
}
